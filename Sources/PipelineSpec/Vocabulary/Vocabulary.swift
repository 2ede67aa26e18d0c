/// Every key of an import pipeline, by the mapping it stands in.
enum Vocabulary {
    static let pipeline = KeySet(
        [
            Key("version", "The version of the language: 1.", .object([("enum", .array([.integer(1), "1"]))]), requiredAs: "version: 1"),
            Key("kind", "What the pipeline does.", .choice(PipelineKind.self), requiredAs: "kind: import"),
            Key(
                "name", "Names the run files.", .word([("pattern", "^[a-z0-9-]+$"), ("maxLength", .integer(100))]),
                requiredAs: "name: companies"),
            Key("description", "For people; no meaning to the tool.", .text),
            Key(
                "account", "The Affinity subdomain that this file may touch; any other account is refused.",
                accountName),
            Key(
                "tags", "Words by which ferry run --select chooses among pipelines.",
                .list(.word([("pattern", "^[a-z0-9-]+$"), ("maxLength", .integer(100))]), minItems: 1)),
            Key("source", "Where the rows come from.", .reference("source"), requiredAs: "source: { csv: companies.csv }"),
            Key(
                "steps", "What is done for each row, in this order.", .list(.reference("step"), minItems: 1),
                requiredAs: "steps: with create-organizations, add-to-list or set-fields"),
            Key("find", "Finds each row's record by its id, before the first step.", .reference("find")),
        ] + policies + [
            Key("expect", "Guard rails: one broken means nothing is written.", .reference("expect")),
            Key("require-approval", "Which plans somebody must approve before they are applied.", .reference("approval")),
            Key("limits", "How much is sent at once, and how much of the account's calls is used.", .reference("limits")),
            Key("connection", "Reaches Affinity through a proxy that holds the key.", .reference("connection")),
        ])

    /// A subdomain, or the name behind `!env` or `!var`, as a reader of YAML shows it that does not know these tags.
    static let accountName = JSONValue.word([("pattern", "^([A-Za-z0-9-]+|[A-Z_][A-Z0-9_]*)$")])

    static let connection = KeySet([
        Key("via", "The proxy.", .choice(Connection.Proxy.self), requiredAs: "via: nango"),
        Key(
            "integration", "Which of its integrations: Nango's Provider-Config-Key.", .scalar([("pattern", "^[!-~]+( +[!-~]+)*$")]),
            requiredAs: "integration: affinity-v2"),
        Key(
            "connection", "Whose key: Nango's Connection-Id.", .scalar([("pattern", "^[!-~]+( +[!-~]+)*$")]),
            requiredAs: "connection: my-firm"),
    ])

    /// On a field, beside a `set-fields` step for all its fields, and at the top of the file for all steps.
    static let policies = [
        Key("existing", "What happens to a cell that holds something already.", .choice(Assignment.Existing.self)),
        Key("blank", "What a blank cell of the spreadsheet does.", .choice(Assignment.Blank.self)),
        Key("unknown-option", "What happens to a text that is not an option of a dropdown.", .choice(Assignment.UnknownOption.self)),
        Key("invalid", "What a cell that cannot be read does: reject its row, or skip the cell alone.", .choice(Assignment.Invalid.self)),
        Key(
            "on-refusal", "What a cell that Affinity refuses does: it comes back alone (split), or with its row (row).",
            .choice(Assignment.OnRefusal.self)),
    ]

    /// Where rows come from: one of these.
    static let origins = ["csv", "xlsx", "command"]

    /// Keys of `source` that go with some origins alone.
    static let besideOrigins: [(key: String, origins: [String])] =
        [("sheet", ["xlsx", "command"])]
        + ["delimiter", "encoding", "short-rows", "escape", "comment"].map { ($0, ["csv", "command"]) } + [("timeout", ["command"])]

    /// Keys of `source` whose texts from the environment may be secrets: they are not kept.
    static let guarded: Set = ["command"]

    static let source = KeySet([
        Key(
            "csv", "The file, a folder or a pattern such as inbox/*.csv, relative to this one; \"-\" reads standard input.",
            .scalar([("minLength", .integer(1)), ("not", .object([("type", "string"), ("pattern", "\\.[xX][lL][sS][xXmM]$|://")]))])),
        Key(
            "xlsx", "The workbook, relative to this file; \"-\" reads standard input.",
            .scalar([
                ("minLength", .integer(1)),
                ("not", .object([("type", "string"), ("pattern", "\\.([cC][sS][vV]|[tT][sS][vV])$|://|[*?]|/$")])),
            ])),
        Key(
            "command", "A program and its arguments, without a shell: what it prints is the source, CSV or a workbook.",
            .object([("type", "array"), ("prefixItems", .array([.text])), ("items", .anyText), ("minItems", .integer(1))])),
        Key(
            "timeout", "For how long the source is waited for, in seconds; \(SourceCommand.usualTimeout) when this is absent.",
            .wholeNumber(
                from: SourceReader.timeouts.lowerBound, to: SourceReader.timeouts.upperBound,
                digits: "[1-9][0-9]{0,3}|[1-7][0-9]{4}|8[0-5][0-9]{3}|86[0-3][0-9]{2}|86400")),
        Key(
            "sheet", "The sheet of the workbook, by name or by its place from 1 on; the first visible one when this is absent.",
            .scalar([("minLength", .integer(1))])),
        Key(
            "delimiter", "What parts the cells: one character, or \"tab\".",
            .object([("type", "string"), ("pattern", "^(tab|[^A-Za-z0-9\"\\r\\n\\u0000\\u0080-\\uffff])$")])),
        Key(
            "encoding",
            "How the file is written, such as utf-8, utf-16, windows-1252, shift_jis, gb18030: any encoding of the system's iconv.",
            .scalar([("minLength", .integer(1))])),
        Key(
            "header", "The line (of a workbook: the row) that holds the column names, from 1.",
            .wholeNumber(from: 1, digits: "[1-9][0-9]{0,17}")),
        Key(
            "footer", "Lines at the end that are not rows; found out where it is not said.",
            .wholeNumber(from: 0, to: SourceReader.mostFooterLines, digits: "[0-9]{1,3}|1000")),
        Key(
            "until", "How the first line behind the rows begins: neither it nor what follows is read.",
            .scalar([("minLength", .integer(1))])),
        Key("short-rows", "What a row means that lacks cells at its end.", .choice(ImportSource.ShortRows.self)),
        Key(
            "escape", "What keeps a quote in a quoted cell from ending it: a second one, or a backslash.", .choice(ImportSource.Escape.self)
        ),
        Key(
            "comment", "One character with which lines begin that are skipped, or none.",
            .object([("type", "string"), ("pattern", "^(none|tab|[^A-Za-z0-9\"\\r\\n\\u0000\\u0080-\\uffff])$")])),
        Key("blanks", "Cells that count as blank; the empty cell alone when this is absent.", .list(.anyText)),
        Key(
            "where", "Only rows whose cell in this column is one of these, or passes these tests.",
            .object([("type", "object"), ("additionalProperties", .reference("condition")), ("minProperties", .integer(1))])),
    ])

    /// What a cell must say for its row to count.
    static let tests =
        [
            Key("in", "One of these texts.", .list(.anyText, minItems: 1)), Key("=", "This text.", .anyText),
            Key("!=", "Any other text.", .anyText),
        ]
        + ImportSource.Condition.Comparison.allCases.map {
            Key(
                $0.rawValue, "A number or a day so compared; blank cells are left out.",
                .object([
                    ("type", .array(["string", "number"])),
                    ("pattern", "^(-?[0-9]{1,15}(\\.[0-9]+)?|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))$"),
                ]))
        }
        + [
            Key("matches", "A regular expression that finds something.", .text),
            Key("blank", "Whether the cell is blank.", .yesOrNo),
        ]

    static let condition = KeySet(
        tests + [
            Key("decimal", "The decimal mark of the column's numbers.", .choice([".", ","])),
            Key("format", "How its days are written, such as dd/MM/yyyy.", .object([("type", "string")])),
        ])

    static let expect = KeySet(
        Expectations.Subject.allCases.map { subject in
            Key(subject.rawValue, subject.summary, .reference(subject == .rows ? "count" : "countOrShare"))
        })

    static let approval = KeySet([
        Key(
            "above", "More than this many cells set or cleared, records made, or writes.",
            .object([("type", "string"), ("pattern", .string(ApprovalReader.thresholdPattern))])),
        Key("removals", "Whether a cell that is cleared wants approval.", .choice(ApprovalRule.Removals.self)),
        Key(
            "from", "Whose approval counts, by e-mail address; that of any user of the account when this is absent.",
            .list(.object([("type", "string"), ("pattern", "@")]), minItems: 1)),
    ])

    static let limits = KeySet([
        Key(
            "batch", "Rows taken up together; each batch ends with a checkpoint.",
            .wholeNumber(from: 1, to: LimitsReader.batch.upperBound, digits: "[1-9][0-9]{0,3}|10000")),
        Key("requests-per-minute", "A number of calls, or a percentage of what the account allows.", .reference("pace")),
        Key(
            "monthly-reserve", "Calls of the month left to others: a number, or a percentage; 10% when this is absent.",
            .reference("reserve")
        ),
        Key(
            "concurrency", "Requests in flight at once.",
            .wholeNumber(from: 1, to: LimitsReader.concurrency.upperBound, digits: "[1-9]|1[0-9]|20")),
    ])
}

extension Expectations.Subject {
    /// What is counted.
    var summary: String {
        switch self {
        case .creates: "Records made."
        case .adds: "List entries added."
        case .sets: "Cells set."
        case .overwrites: "Cells set that held another value."
        case .clears: "Cells cleared."
        case .rejects: "Rows rejected."
        case .skips: "Rows skipped."
        case .rows: "Rows of the file."
        }
    }
}
