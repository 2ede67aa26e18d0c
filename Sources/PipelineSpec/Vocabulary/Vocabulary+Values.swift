extension Vocabulary {
    private static let forms = [
        Key(ValueForm.column.rawValue, "A column of the CSV.", .text),
        Key(ValueForm.constant.rawValue, "The same text for every row.", .text),
        Key(
            ValueForm.template.rawValue, "Text with columns filled in: \"{First} {Last}\"; {{ is a literal brace.",
            .scalar([("pattern", "^([^{]|\\{\\{|\\{[^{}]+\\})+$")])),
    ]

    private static let location = Key(ValueForm.location.rawValue, "The parts of a place, each a value.", .reference("location"))

    private static let options = [
        Key("as", "How the text is read; by default as the field's own type asks.", .choice(ValueOptions.Kind.self)),
        Key(
            "format", "A Unicode date pattern such as dd/MM/yyyy, or excel for Excel's numbers; without it year-first forms only.",
            .object([("type", "string")])),
        Key("formats", "Several date patterns, for a column that is written in more than one way.", .list(.text, minItems: 1)),
        Key("partial", "Which day a year or a month alone means.", .choice(ValueOptions.Partial.self)),
        Key("decimal", "The decimal mark.", .choice([".", ","])),
        Key(
            "split",
            "What parts the cell into several values; of a multi-valued field \";\" when absent; none for a cell that is one value.",
            .scalar([("minLength", .integer(1))])),
        Key("take", "Of several values the first or the last alone.", .choice(ValueOptions.Take.self)),
        Key("extract", "A regular expression: its first group is the value, or all of it where it has none.", .text),
        Key(
            "map", "Texts of the cell, and what is used instead of each.",
            .object([("type", "object"), ("additionalProperties", .anyText), ("minProperties", .integer(1))])),
        Key("default", "Used when the cell is blank.", .anyText),
        Key("case", "How texts are compared with options.", .choice(ValueOptions.Case.self)),
    ]

    /// A value that is not a field's: a key of a record, or a part of a location.
    static let value = KeySet(forms + [location] + options)

    /// A value of a field.
    static let assignment = KeySet(
        [Key("field", "The field, when the key before it is only a label.", .reference("fieldName"))] + forms + [location] + options
            + policies)

    static let locationParts = KeySet(
        LocationParts.Part.allCases.map { Key($0.rawValue, "The \($0.rawValue), as a value.", .reference("value")) })
}
