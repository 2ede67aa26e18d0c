package import Diagnostics

/// A text as written: `no`, `1.0` and `2024-01-01` are not turned into anything else.
package struct YAMLScalar: Sendable, Hashable {
    package enum Style: Sendable, Hashable { case plain, singleQuoted, doubleQuoted, literal, folded }

    package var text: String
    package var style: Style
    package var span: SourceSpan

    package init(text: String, style: Style, span: SourceSpan) {
        self.text = text
        self.style = style
        self.span = span
    }

    /// Nothing was written at all, as after `Status:`. A quoted empty text (`""`) is a value.
    package var isAbsent: Bool { style == .plain && text.isEmpty }

    /// What YAML 1.1 reads as null: nothing at all, or `~` or `null` without quotes.
    package var isNull: Bool { style == .plain && ["", "~", "null", "Null", "NULL"].contains(text) }

    /// The key `<<` without quotes: it brings in the keys of another mapping.
    var isMergeKey: Bool { style == .plain && text == "<<" }
}
