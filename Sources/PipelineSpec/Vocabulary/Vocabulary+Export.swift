/// Every key of an export pipeline, by the mapping it stands in.
extension Vocabulary {
    static let exportPipeline = KeySet([
        Key("version", "The version of the language: 1.", .object([("enum", .array([.integer(1), "1"]))]), requiredAs: "version: 1"),
        Key("kind", "What the pipeline does.", .choice(PipelineKind.self), requiredAs: "kind: export"),
        Key(
            "name", "Names the run files.", .word([("pattern", "^[a-z0-9-]+$"), ("maxLength", .integer(100))]),
            requiredAs: "name: active-deals"),
        Key("description", "For people; no meaning to the tool.", .text),
        Key(
            "account", "The Affinity subdomain that this file may read; any other account is refused.",
            accountName),
        Key(
            "tags", "Words by which ferry run --select chooses among pipelines.",
            .list(.word([("pattern", "^[a-z0-9-]+$"), ("maxLength", .integer(100))]), minItems: 1)),
        Key("source", "Which records are exported.", .reference("exportSource"), requiredAs: "source: { list: Dealflow }"),
        Key(
            "columns", "Which columns, in this order; all of the view or list when this is absent.",
            .list(.reference("exportColumn"), minItems: 1)),
        Key("sort", "Columns to sort by; one with - before it runs downwards.", .list(.text, minItems: 1)),
        Key("target", "The file that is made.", .reference("target"), requiredAs: "target: { csv: deals.csv }"),
        Key(
            "since", "Only the rows that were added, changed or are gone since the last export to this file.",
            .choice(ExportPipeline.Since.self)),
        Key("limits", "How much of the account's calls is used.", .reference("exportLimits")),
        Key("connection", "Reaches Affinity through a proxy that holds the key.", .reference("connection")),
    ])

    static let exportSource = KeySet([
        Key("list", "A list, by name or id.", .reference("listName")),
        Key("saved-view", "A sheet view of the list, by name or id: its filters and columns.", .reference("viewName")),
        Key("directory", "All records of a kind, on whatever list.", .choice(ExportSource.Directory.self)),
    ])

    static let exportColumn = KeySet([
        Key(
            "field", "The field, by name or id, perhaps with a part: Headquarters.city.", .reference("columnName"),
            requiredAs: "field: Status"),
        Key("as", "The column's name in the file.", .text),
    ])

    /// A file whose name does not say that it is a workbook.
    private static let exportPath = JSONValue.scalar([
        ("minLength", .integer(1)),
        (
            "not",
            .object([
                ("type", "string"),
                ("pattern", "\\.([xX][lL][sS][xXmMbB]?|[oO][dD][sS]|[nN][uU][mM][bB][eE][rR][sS])$"),
            ])
        ),
    ])

    static let target = KeySet([
        Key("csv", "A CSV file, relative to this one; \"-\" is standard output.", exportPath),
        Key("jsonl", "A file of JSON lines with typed values.", exportPath),
        Key(
            "delimiter", "What parts the cells: one character, or \"tab\".",
            .object([("type", "string"), ("pattern", "^(tab|[^A-Za-z0-9\"\\r\\n\\u0000\\u0080-\\uffff])$")])),
        Key("bom", "Whether the file begins with a byte-order mark, by which Excel knows UTF-8.", .yesOrNo),
        Key("line-ending", "How a record ends.", .choice(ExportTarget.LineEnding.self)),
        Key("multi-value", "What joins the values of one cell; a value that holds it is quoted.", .scalar([("minLength", .integer(1))])),
        Key("dates", "\"iso\", or a Unicode date pattern.", .scalar([("minLength", .integer(1))])),
        Key("formulas", "Whether cells that a spreadsheet would take for formulas get a leading '.", .choice(ExportTarget.Formulas.self)),
        Key("ids", "Whether columns with Affinity's ids are added: the way back in.", .yesOrNo),
    ])

    static let exportLimits = KeySet(limits.keys.filter { $0.name != "batch" })
}
