package import Diagnostics

/// Where the parts of a scalar's text stand in the file.
///
/// Quotes and escapes are looked up in the file, since `"a\"{b"` is longer there than in the text. Made once for a scalar: it
/// reads the whole line.
package struct ScalarPositions: Sendable {
    private let scalar: YAMLScalar
    /// The column of each Unicode scalar of the text, and one more for the end; empty when that cannot be told.
    private let columns: [Int]

    package init(_ scalar: YAMLScalar, in file: SourceFile) {
        self.scalar = scalar
        let isOneLine = scalar.span.start.line == scalar.span.end.line
        columns = isOneLine ? Self.columns(of: scalar, in: file.scalars(scalar.span.start.line)) : []
    }

    /// The place of a part of the text, given in Unicode scalars from 0. A text over several lines gives its whole span.
    package func span(of part: Range<Int>) -> SourceSpan {
        guard part.lowerBound >= 0, part.upperBound < columns.count else { return scalar.span }
        let line = scalar.span.start.line
        return SourceSpan(
            start: SourcePosition(line: line, column: columns[part.lowerBound]),
            end: SourcePosition(line: line, column: columns[part.upperBound]))
    }

    private static func columns(of scalar: YAMLScalar, in line: [Unicode.Scalar]) -> [Int] {
        let count = scalar.text.unicodeScalars.count
        let first = scalar.span.start.column
        switch scalar.style {
        case .plain:
            return Array(first...(first + count))
        case .literal, .folded:
            return []
        case .singleQuoted, .doubleQuoted:
            var columns: [Int] = []
            var at = first  // zero-based index of the character behind the opening quote
            while columns.count < count, at < line.count {
                columns.append(at + 1)
                at += width(of: line, at: at, style: scalar.style)
            }
            columns.append(at + 1)
            return columns.count == count + 1 ? columns : []
        }
    }

    /// How many characters of the file make the one of the text that begins there.
    private static func width(of line: [Unicode.Scalar], at index: Int, style: YAMLScalar.Style) -> Int {
        switch (style, line[index]) {
        case (.singleQuoted, "'"):
            return 2
        case (.doubleQuoted, "\\"):
            guard index + 1 < line.count else { return 1 }
            switch line[index + 1] {
            case "x": return 4
            case "u": return 6
            case "U": return 10
            default: return 2
            }
        default:
            return 1
        }
    }
}
