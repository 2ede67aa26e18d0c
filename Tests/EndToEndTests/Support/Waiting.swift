import Testing

/// Waits for another process: looks every two milliseconds whether something is so, for a minute at most. In between the thread
/// is the other tests': there are no more of them than processors.
func wait(until what: String, _ isSo: () throws -> Bool) async throws {
    for _ in 0..<30_000 {
        if try isSo() { return }
        try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("waited for a minute: \(what)")
}
