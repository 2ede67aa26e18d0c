package import Runs

/// Runs work that may be dropped at any point, such as reading: Ctrl-C cancels it.
package func interruptible<Result: Sendable>(
    by stop: StopSignal, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            await stop.wait()
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let result = first else { throw CancellationError() }
        return result
    }
}
