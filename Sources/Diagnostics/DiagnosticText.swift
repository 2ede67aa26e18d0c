import Screen

/// Diagnostics as a person reads them: the message, the place, the line itself with carets under it, and the hint.
package struct DiagnosticText: Sendable {
    package var colour: Bool

    package init(colour: Bool) {
        self.colour = colour
    }

    package func render(_ diagnostic: Diagnostic) -> String {
        var out =
            paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", diagnostic.severity) + ": \(Printable.line(diagnostic.message))\n"
        var hintIsSaid = false
        if let location = diagnostic.location {
            out += "  \(Printable.line(location.file.name))"
            if let span = location.span {
                out += ":\(span.start.line):\(span.start.column)\n"
                if let line = location.file.line(span.start.line) {
                    out += quote(line, number: span.start.line, span: span, hint: diagnostic.hint.map(Printable.line))
                    hintIsSaid = true
                }
            } else {
                out += "\n"
            }
        }
        if let hint = diagnostic.hint, !hintIsSaid { out += "  \(Printable.line(hint))\n" }
        for note in diagnostic.notes { out += "  note: \(Printable.line(note))\n" }
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
        let marked = max(first, from)..<max(first, min(last, to))
        let before = Self.shown(scalars[from..<min(first, to)])
        let within = Self.shown(scalars[min(marked.lowerBound, to)..<min(marked.upperBound, to)])
        let shown = before + within + Self.shown(scalars[min(marked.upperBound, to)..<to])
        let gutter = String(repeating: " ", count: max(0, 5 - String(number).count)) + "\(number) | "
        let empty = String(repeating: " ", count: gutter.count - 2) + "| "
        // Past the end of the line stand as many as the span has characters.
        let columns = DisplayWidth.columns(of: within) + max(0, min(last, max(to, first + 1)) - marked.upperBound)
        let carets = String(repeating: "^", count: max(1, columns))
        let mark = String(repeating: " ", count: DisplayWidth.columns(of: before)) + carets
        return gutter + shown + "\n" + empty + mark + (hint.map { " \($0)" } ?? "") + "\n"
    }

    private func paint(_ text: String, _ severity: Diagnostic.Severity) -> String {
        guard colour else { return text }
        let ink: Ink =
            switch severity {
            case .error: .red
            case .warning: .yellow
            case .note: .dim
            }
        return ink.paint(text)
    }

    private static func shown(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return Printable.line(String(text))
    }
}
