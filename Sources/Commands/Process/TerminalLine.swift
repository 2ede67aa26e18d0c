import Foundation
import Runs

/// What is typed at the terminal.
enum TerminalLine {
    /// In milliseconds: for so long a wish to stop may go unheard.
    private static let patience: Int32 = 100

    /// The next line, without its end.
    /// - Returns: Nil at the end of the input, and as soon as somebody asks to stop. A read would go on waiting, since the signal is taken
    ///   elsewhere.
    static func read(from descriptor: Int32 = STDIN_FILENO, until stop: StopSignal) -> String? {
        var line: [UInt8] = []
        while !stop.isSet {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, patience) > 0 else { continue }
            var byte: UInt8 = 0
            let count = Foundation.read(descriptor, &byte, 1)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            if count <= 0 { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }
}
