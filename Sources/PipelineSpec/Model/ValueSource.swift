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

    /// The same value, of which the first part alone counts.
    package func takingFirst() -> ValueSource {
        var first = self
        first.options.take = .first
        return first
    }
}

package struct ValueOptions: Sendable {
    package enum Kind: String, CaseIterable, Sendable { case text, number, date, domain, email, organization, person }
    package enum Case: String, CaseIterable, Sendable { case exact, ignore }
    /// The day that a year or a month alone means.
    package enum Partial: String, CaseIterable, Sendable { case start, end }
    package enum Take: String, CaseIterable, Sendable { case first, last }

    /// `as:`; nil means the field's own type.
    package var kind: Spanned<Kind>?
    /// Unicode date patterns; none means the forms that begin with the year.
    package var formats: [Spanned<String>]
    package var partial: Partial?
    /// The decimal mark, `.` or `,`; nil means that the column as a whole decides.
    package var decimal: Character?
    /// Parts a cell into several values; a quoted part keeps its separator. Nil where the field decides, see `separator`.
    package var split: String?
    /// `split: none`: a cell is one value.
    package var isWhole = false
    /// Of several values one.
    package var take: Take?
    /// A regular expression whose first group is the text.
    package var extract: String?
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
        kind: Spanned<Kind>? = nil, format: Spanned<String>? = nil, formats: [Spanned<String>] = [], partial: Partial? = nil,
        decimal: Character? = nil, split: String? = nil,
        map: [String: String] = [:], fallback: String? = nil, optionCase: Case = .ignore
    ) {
        self.kind = kind
        self.formats = format.map { [$0] } ?? formats
        self.partial = partial
        self.decimal = decimal
        self.split = split
        self.map = map
        self.fallback = fallback
        self.optionCase = optionCase
    }

    /// What parts the values of a cell where nothing is stated.
    package static let usualSeparator = ";"

    /// What parts the cells of a field into several values: what is stated, and for a field of several values the usual one.
    package func separator(isMulti: Bool) -> String? {
        if isWhole || take != nil { return nil }
        return split ?? (isMulti ? Self.usualSeparator : nil)
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
