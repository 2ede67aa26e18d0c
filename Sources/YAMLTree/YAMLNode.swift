package import Diagnostics

/// A YAML document as it was written: aliases and merge keys are resolved, scalars are not typed, and every key and
/// value knows its place in the file.
///
/// A value reached through an alias keeps the place where it was written, since that is where it is mended.
package enum YAMLNode: Sendable, Hashable {
    case scalar(YAMLScalar)
    case sequence(YAMLSequence)
    case mapping(YAMLMapping)
    /// A value that could not be read, such as an alias of nothing. The parser has already said why, so that a reader
    /// of the tree passes over it in silence.
    case unreadable(SourceSpan)

    package var span: SourceSpan {
        switch self {
        case .scalar(let scalar): scalar.span
        case .sequence(let sequence): sequence.span
        case .mapping(let mapping): mapping.span
        case .unreadable(let span): span
        }
    }
}

/// Keys and values in the order of the file; what a merge key (`<<`) brought in stands last. No key is there twice.
package struct YAMLMapping: Sendable, Hashable {
    package struct Pair: Sendable, Hashable {
        package var key: YAMLScalar
        package var value: YAMLNode

        package init(key: YAMLScalar, value: YAMLNode) {
            self.key = key
            self.value = value
        }
    }

    package var pairs: [Pair]
    package var span: SourceSpan

    package init(pairs: [Pair], span: SourceSpan) {
        self.pairs = pairs
        self.span = span
    }

    /// The value of a key, or nil when the key is not there. Linear: the mappings of a pipeline are short.
    package subscript(key: String) -> YAMLNode? {
        pairs.first { $0.key.text == key }?.value
    }
}

/// A text as written: `no`, `1.0` and `2024-01-01` are not turned into anything else.
package struct YAMLScalar: Sendable, Hashable {
    package enum Style: Sendable, Hashable { case plain, singleQuoted, doubleQuoted, literal, folded }

    package var text: String
    package var style: Style
    /// A tag of its own stands at its beginning.
    package var span: SourceSpan
    /// `env` of `!env NAME`: one of the tags that the reader of the file gives a meaning.
    package var tag: String?

    package init(text: String, style: Style, span: SourceSpan, tag: String? = nil) {
        self.text = text
        self.style = style
        self.span = span
        self.tag = tag
    }

    /// Nothing was written at all, as after `Status:`. A quoted empty text (`""`) is a value.
    package var isAbsent: Bool { style == .plain && text.isEmpty && tag == nil }

    /// What YAML 1.1 reads as null: nothing at all, or `~` or `null` without quotes.
    package var isNull: Bool { style == .plain && ["", "~", "null", "Null", "NULL"].contains(text) }

    /// The key `<<` without quotes: it brings in the keys of another mapping.
    var isMergeKey: Bool { style == .plain && text == "<<" }
}

/// A list, in the order of the file.
package struct YAMLSequence: Sendable, Hashable {
    package var items: [YAMLNode]
    package var span: SourceSpan

    package init(items: [YAMLNode], span: SourceSpan) {
        self.items = items
        self.span = span
    }
}

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
        // What stands behind a tag is the name of the text, not the text.
        let isOneLine = scalar.span.start.line == scalar.span.end.line && scalar.tag == nil
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
