package import Diagnostics

/// What a cell of Affinity gets, from the row: the value forms of the language.
package struct ValueSource: Sendable {
    package enum Form: Sendable {
        case column(Spanned<String>)
        case constant(String)
        case template(Template)
        case location(LocationParts)
    }

    package var form: Form
    package var options: ValueOptions
    package var span: SourceSpan

    package init(_ form: Form, options: ValueOptions = ValueOptions(), at span: SourceSpan) {
        self.form = form
        self.options = options
        self.span = span
    }
}

package struct ValueOptions: Sendable {
    package enum Kind: String, CaseIterable, Sendable { case text, number, date, domain, email, organization, person }
    package enum Case: String, CaseIterable, Sendable { case exact, ignore }

    /// `as:`; nil means the field's own type.
    package var kind: Spanned<Kind>?
    /// A Unicode date pattern; nil means ISO 8601 only.
    package var format: Spanned<String>?
    /// The decimal mark, `.` or `,`; nil means that the column as a whole decides.
    package var decimal: Character?
    /// Parts a cell into several values; a quoted part keeps its separator.
    package var split: String?
    /// Cell text to the text used instead.
    package var map: [String: String]
    /// Used when the cell is blank.
    package var fallback: String?
    /// Numbers stand as Excel shows them, with a point. Never in the text: the rows of a workbook are so.
    package var readsShownNumbers = false
    /// How option texts are compared.
    package var optionCase: Case
    /// Where the texts that the pipeline itself states stand: the constant, the default, what `map` gives.
    package var places = StatedPlaces()

    package init(
        kind: Spanned<Kind>? = nil, format: Spanned<String>? = nil, decimal: Character? = nil, split: String? = nil,
        map: [String: String] = [:], fallback: String? = nil, optionCase: Case = .ignore
    ) {
        self.kind = kind
        self.format = format
        self.decimal = decimal
        self.split = split
        self.map = map
        self.fallback = fallback
        self.optionCase = optionCase
    }
}

/// The places of texts that hold for every row, so that what is wrong with one is shown at it.
package struct StatedPlaces: Sendable {
    package var constant: SourceSpan?
    package var fallback: SourceSpan?
    /// By the text that the map gives.
    package var mapped: [String: SourceSpan] = [:]

    package init() {}
}

/// Text with columns filled in.
package struct Template: Sendable, Hashable {
    package enum Part: Sendable, Hashable {
        case text(String)
        case column(Spanned<String>)
    }

    package var parts: [Part]

    package init(parts: [Part]) {
        self.parts = parts
    }
}

/// The five parts of a location, each a value of its own.
package struct LocationParts: Sendable {
    package enum Part: String, CaseIterable, Sendable { case street, city, state, country, continent }

    package var parts: [(part: Part, value: ValueSource)]

    package init(parts: [(part: Part, value: ValueSource)]) {
        self.parts = parts
    }
}
