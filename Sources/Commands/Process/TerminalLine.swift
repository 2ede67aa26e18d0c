import Files
import Foundation
import Runs

/// What is typed at the terminal.
enum TerminalLine {
    /// The next line, without its end.
    /// - Returns: Nil at the end of the input, and as soon as somebody asks to stop.
    static func read(from descriptor: Int32 = STDIN_FILENO, until stop: StopSignal) -> String? {
        var line: [UInt8] = []
        // What cannot be read is not an answer, and neither is the end.
        while let byte = try? PatientRead.bytes(from: descriptor, upTo: 1, until: { stop.isSet }).first {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return line.isEmpty || stop.isSet ? nil : String(decoding: line, as: UTF8.self)
    }
}
