package import Diagnostics

/// A text in which `⟦` and `⟧` mark the places that a test expects; they are not a part of the text.
package struct MarkedText {
    package let text: String
    package let spans: [SourceSpan]

    package init(_ marked: String) {
        var text = String.UnicodeScalarView()
        var spans: [SourceSpan] = []
        var position = SourcePosition(line: 1, column: 1)
        var start = position
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "⟦":
                start = position
            case "⟧":
                spans.append(SourceSpan(start: start, end: position))
            default:
                text.append(scalar)
                if scalar == "\n" {
                    position = SourcePosition(line: position.line + 1, column: 1)
                } else {
                    position.column += 1
                }
            }
        }
        self.text = String(text)
        self.spans = spans
    }
}
