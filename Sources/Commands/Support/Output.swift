import Foundation
import Screen
import Synchronization

/// Where text goes: standard output or standard error of a process, or a buffer of a test. Nothing reaches a terminal but through here, and
/// nothing of others moves its cursor or gives it orders.
package final class Output: Sendable {
    private let sink: @Sendable ([UInt8]) -> Bool
    /// The number of the system's first error.
    private let failed = Mutex<Int32?>(nil)
    private let isInLine = Mutex(false)
    /// The beginning of a character whose end is still to come.
    private let begun = Mutex<[UInt8]>([])
    package let isTerminal: Bool
    /// Columns of the terminal; 100 elsewhere.
    package let width: Int

    package init(isTerminal: Bool, width: Int = 100, sink: @escaping @Sendable ([UInt8]) -> Bool) {
        self.sink = sink
        self.isTerminal = isTerminal
        self.width = width
    }

    /// Text for people. JSON is such too: it holds nothing that would have to be shown otherwise, see `JSONText`.
    package func write(_ text: String) {
        send(Array(Ink.written(Printable.text(text)).utf8))
    }

    /// Data, such as CSV: exact in a file and in a pipe, for people on a terminal.
    package func write(bytes: [UInt8]) {
        guard isTerminal else { return send(bytes) }
        let whole = begun.withLock { begun in
            let all = begun + bytes
            begun = Array(all.suffix(Self.unfinished(all)))
            return all.dropLast(begun.count)
        }
        write(String(decoding: whole, as: UTF8.self))
    }

    /// Draws a line over the one that was drawn before.
    ///
    /// - Parameter columns: How wide that was.
    /// - Returns: How wide this one is.
    package func redraw(_ text: String, over columns: Int) -> Int {
        let line = DisplayWidth.cut(Printable.line(text), to: width - 1)
        send(Array("\r\(DisplayWidth.padded(line, to: columns))".utf8))
        return DisplayWidth.columns(of: line)
    }

    /// Wipes such a line out.
    package func wipe(_ columns: Int) {
        send(Array("\r\(String(repeating: " ", count: columns))\r".utf8))
    }

    /// How many bytes at the end are the beginning of a character of UTF-8.
    private static func unfinished(_ bytes: [UInt8]) -> Int {
        for count in 1...3 where count <= bytes.count {
            let byte = bytes[bytes.count - count]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            return length > count ? count : 0
        }
        return 0
    }

    private func send(_ bytes: [UInt8]) {
        if !sink(bytes) {
            let code = errno
            failed.withLock { $0 = $0 ?? code }
        }
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
    package var hasFailed: Bool { failed.withLock { $0 != nil } }

    /// Why, in the system's words; nil where nothing failed, and where a reader has read enough and went away.
    package var failure: String? { failed.withLock { $0.flatMap { $0 == EPIPE ? nil : String(cString: strerror($0)) } } }

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
