import Diagnostics
import YAMLTree

/// `delimiter:` of a CSV file that is read or written.
struct DelimiterReader {
    let sink: DiagnosticSink

    func read(_ slot: Slot) -> UInt8? {
        guard let scalar = slot.scalar(expected: "one character, or \"tab\"") else { return nil }
        if scalar.text == "tab" { return 9 }
        let bytes = Array(scalar.text.utf8)
        guard bytes.count == 1, let byte = bytes.first else {
            let isBar = scalar.text.isEmpty && scalar.style == .literal
            sink.add(.badDelimiter(scalar.text, isBar: isBar, at: sink.location(scalar.span)))
            return nil
        }
        let isLetterOrDigit = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        guard !isLetterOrDigit, ![0, 10, 13, 34].contains(byte) else {
            sink.add(.badDelimiter(scalar.text, isBar: false, at: sink.location(scalar.span)))
            return nil
        }
        return byte
    }
}

extension Diagnostic {
    static func badDelimiter(_ text: String, isBar: Bool, at location: Location) -> Diagnostic {
        let hint =
            if isBar {
                "put the bar in quotes: \"|\""
            } else if text == "\\t" {
                "write tab"
            } else {
                "such as \",\" or \";\" or tab"
            }
        return Diagnostic(
            .error, code: PipelineCode.P110, "\"delimiter\" is one ASCII character that is not a letter, digit or quote, or the word tab",
            at: location,
            hint: hint)
    }
}
