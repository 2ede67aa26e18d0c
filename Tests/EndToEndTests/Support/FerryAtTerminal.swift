import CPseudoTerminal
import FerryTestSupport
import Foundation

/// The built binary at a terminal of its own, as a person has it: what is typed goes through the terminal's line discipline, so that
/// Ctrl-C becomes a signal.
final class FerryAtTerminal: @unchecked Sendable {
    // Only the thread that reads and the test touch it, under the lock.
    private let lock = NSLock()
    private var shown = Data()
    private var isRead = false
    private let terminal: Int32
    private let process: pid_t
    private var status: Int32?

    /// - Parameter columns: how wide the terminal is; nil for one that does not say.
    init(_ ferry: Ferry, _ arguments: [String], columns: UInt16? = nil) throws {
        var words: [UnsafeMutablePointer<CChar>?] = ferry.command(arguments).map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = ferry.surroundings.map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in words + environment { free(word) } }
        var end: Int32 = -1
        let process = spawn_at_terminal(ferry.command([])[0], &words, &environment, ferry.folder, columns ?? 0, &end)
        guard process > 0 else { throw TestFailure("cannot start: \(String(cString: strerror(errno)))") }
        self.process = process
        terminal = end
        Thread.detachNewThread { [self] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while case let count = read(self.terminal, &buffer, buffer.count), count > 0 {
                lock.withLock { shown.append(contentsOf: buffer[..<count]) }
            }
            lock.withLock { isRead = true }
        }
    }

    deinit {
        if status == nil {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        close(terminal)
    }

    /// All that it has shown so far, what was typed included.
    var screen: String { lock.withLock { String(decoding: shown, as: UTF8.self) } }

    /// Each line as it stood at some time, without its colours: lines that were drawn over an earlier one too.
    var lines: [String] {
        screen.replacing(/\u{1B}\[[0-9;]*m/, with: "").split { $0.isNewline || $0 == "\r" }.map(String.init)
    }

    func type(_ text: String) {
        _ = write(terminal, text, text.utf8.count)
    }

    static let controlC = "\u{3}"

    func wait(for text: String) async throws {
        try await EndToEndTests.wait(until: "\"\(text)\" on the screen, which shows: \(screen)") { screen.contains(text) || hasEnded }
        guard screen.contains(text) else { throw TestFailure("it ended without \"\(text)\": \(screen)") }
    }

    private var hasEnded: Bool {
        if status != nil { return true }
        var code: Int32 = 0
        guard waitpid(process, &code, WNOHANG) == process else { return false }
        status = code & 0x7f == 0 ? (code >> 8) & 0xff : 128 + (code & 0x7f)
        return true
    }

    /// - Returns: The exit status; 128 and the signal where one ended it.
    func finish() async throws -> Int32 {
        // All that it wrote has been read once nobody has the terminal open.
        try await EndToEndTests.wait(until: "it ends") { hasEnded && lock.withLock { isRead } }
        return status ?? -1
    }
}
