import Foundation
import Synchronization

/// Where text goes: standard output or standard error of a process, or a buffer of a test.
package final class Output: Sendable {
    private let sink: @Sendable ([UInt8]) -> Bool
    private let failed = Mutex(false)
    private let isInLine = Mutex(false)
    package let isTerminal: Bool
    /// Columns of the terminal; 100 elsewhere.
    package let width: Int

    package init(isTerminal: Bool, width: Int = 100, sink: @escaping @Sendable ([UInt8]) -> Bool) {
        self.sink = sink
        self.isTerminal = isTerminal
        self.width = width
    }

    package func write(_ text: String) {
        write(bytes: Array(text.utf8))
    }

    package func write(bytes: [UInt8]) {
        if !sink(bytes) { failed.withLock { $0 = true } }
        guard let last = bytes.last else { return }
        // A line that was drawn and wiped out again leaves its beginning.
        isInLine.withLock { $0 = last != UInt8(ascii: "\n") && last != UInt8(ascii: "\r") }
    }

    /// Ends a line that was begun, such as one that is drawn over itself, so that what comes next has its own.
    package func endLine() {
        if isInLine.withLock({ $0 }) { line() }
    }

    /// Somebody has typed the end of the line.
    package func lineWasEnded() {
        isInLine.withLock { $0 = false }
    }

    package func line(_ text: String = "") {
        write(text + "\n")
    }

    /// Whether something could not be written: a reader went away (`ferry show … | head`), or a disk is full.
    package var hasFailed: Bool { failed.withLock { $0 } }

    /// An open file descriptor of this process.
    package static func descriptor(_ descriptor: Int32) -> Output {
        var size = winsize()
        let isTerminal = isatty(descriptor) == 1
        let width = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 100
        return Output(isTerminal: isTerminal, width: width) { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
                if written < 0 {
                    if errno == EINTR { continue }
                    return false
                }
                rest = rest.dropFirst(written)
            }
            return true
        }
    }
}
