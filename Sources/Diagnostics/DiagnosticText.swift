/// Diagnostics as a person reads them: the message, the place, the line itself with carets under it, and the hint.
package struct DiagnosticText: Sendable {
    package var colour: Bool

    package init(colour: Bool) {
        self.colour = colour
    }

    package func render(_ diagnostic: Diagnostic) -> String {
        var out = paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", diagnostic.severity) + ": \(diagnostic.message)\n"
        var hintIsSaid = false
        if let location = diagnostic.location {
            out += "  \(location.file.name)"
            if let span = location.span {
                out += ":\(span.start.line):\(span.start.column)\n"
                if let line = location.file.line(span.start.line) {
                    out += quote(line, number: span.start.line, span: span, hint: diagnostic.hint)
                    hintIsSaid = true
                }
            } else {
                out += "\n"
            }
        }
        if let hint = diagnostic.hint, !hintIsSaid { out += "  \(hint)\n" }
        for note in diagnostic.notes { out += "  note: \(note)\n" }
        return out
    }

    /// The line with its number, and a row of carets under the span. A tab is shown as a space so that the carets stand right.
    private func quote(_ line: String, number: Int, span: SourceSpan, hint: String?) -> String {
        let scalars = Array(line.unicodeScalars)
        let first = max(0, min(span.start.column - 1, scalars.count))
        let lineEnd = max(scalars.count, first + 1)
        let last = span.end.line == span.start.line ? min(max(span.end.column - 1, first + 1), lineEnd) : lineEnd
        // A long line is cut around the span: a screen is wide enough for 100 columns.
        let from = max(0, min(first - 60, scalars.count))
        let to = min(scalars.count, max(from + 100, first))
        var shown = String.UnicodeScalarView()
        shown.append(contentsOf: scalars[from..<to].map { $0 == "\t" || $0.value < 32 ? " " : $0 })
        let gutter = String(repeating: " ", count: max(0, 5 - String(number).count)) + "\(number) | "
        let empty = String(repeating: " ", count: gutter.count - 2) + "| "
        let carets = String(repeating: "^", count: max(1, min(last, max(to, first + 1)) - first))
        let mark = String(repeating: " ", count: first - from) + carets
        return gutter + String(shown) + "\n" + empty + mark + (hint.map { " \($0)" } ?? "") + "\n"
    }

    private func paint(_ text: String, _ severity: Diagnostic.Severity) -> String {
        guard colour else { return text }
        let code =
            switch severity {
            case .error: "31"
            case .warning: "33"
            case .note: "2"
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
