/// The JSON Schema (draft 2020-12) of pipelines, for editors and for checks elsewhere.
///
/// Made of the tables that the decoder reads by, so that a key cannot be in one and not in the other. It says what a
/// schema can say: rules across keys (`match: [domain]` needs `domain`) are the decoder's alone.
package enum PipelineSchema {
    /// JSON text, indented, the same every time, with a line break at its end.
    package static let json = document.text() + "\n"

    static let document: JSONValue = .object([
        ("$schema", "https://json-schema.org/draft/2020-12/schema"),
        ("title", "Ferry pipeline"),
        (
            "description",
            "A YAML file that says how the rows of a spreadsheet go into Affinity, or which records come out (version 1 of the language)."
        ),
        ("type", "object"),
        (
            "if",
            .object([
                ("properties", .object([("kind", .object([("const", .string(PipelineKind.exporting.rawValue))]))])),
                ("required", .array(["kind"])),
            ])
        ),
        ("then", .reference("export")),
        ("else", .reference("import")),
        ("$defs", .object(definitions)),
    ])

    private static let definitions: [(String, JSONValue)] = [
        ("import", .mapping(Vocabulary.pipeline)),
        ("export", .mapping(Vocabulary.exportPipeline)),
        ("exportSource", .mapping(Vocabulary.exportSource, also: [("oneOf", oneRequired(["list", "directory"]))])),
        ("exportColumn", .object([("anyOf", .array([.text, .mapping(Vocabulary.exportColumn)]))])),
        ("target", .mapping(Vocabulary.target, also: [("oneOf", oneRequired(["csv", "jsonl"]))])),
        ("exportLimits", .mapping(Vocabulary.exportLimits, also: [("minProperties", .integer(1))])),
        ("text", .scalar([])),
        ("connection", .mapping(Vocabulary.connection)),
        ("source", source),
        ("step", step),
        ("createOrganizations", .mapping(Vocabulary.createOrganizations, also: [("anyOf", oneRequired(["name", "id"]))])),
        ("createPersons", createPersons),
        ("createOpportunities", .mapping(Vocabulary.createOpportunities, also: [("anyOf", oneRequired(["name", "id"]))])),
        ("find", find),
        ("addToList", .mapping(Vocabulary.addToList)),
        ("addNote", .mapping(Vocabulary.addNote)),
        ("assignment", valueOrColumn(Vocabulary.assignment)),
        ("value", valueOrColumn(Vocabulary.value)),
        ("location", .mapping(Vocabulary.locationParts, also: [("minProperties", .integer(1))])),
        ("expect", .mapping(Vocabulary.expect, also: [("minProperties", .integer(1))])),
        ("approval", .mapping(Vocabulary.approval, also: [("minProperties", .integer(1))])),
        ("limits", .mapping(Vocabulary.limits, also: [("minProperties", .integer(1))])),
        ("count", numberOrText("^\\s*(<=|<|>=|>|==)?\\s*[0-9]+\\s*$")),
        ("countOrShare", numberOrText("^\\s*((<=|<|>=|>|==)?\\s*[0-9]+|(<=|<|>=|>|==)\\s*[0-9]+(\\.[0-9]+)?\\s*%)\\s*$")),
        ("share", numberOrText("^\\s*([0-9]+|[0-9]+(\\.[0-9]+)?\\s*%)\\s*$")),
    ]

    /// One file, and beside it only what its kind has.
    private static let source: JSONValue = .mapping(
        Vocabulary.source,
        also: [
            ("oneOf", oneRequired(["csv", "xlsx"])),
            (
                "dependentRequired",
                .object([("sheet", .array(["xlsx"]))] + Vocabulary.ofCSV.map { ($0, .array(["csv"])) })
            ),
        ])

    /// Exactly one step, and policies beside `set-fields` only.
    private static let step: JSONValue = .mapping(
        Vocabulary.step,
        also: [
            ("oneOf", oneRequired(Vocabulary.stepNames)),
            ("dependentRequired", .object(Vocabulary.policies.map { ($0.name, .array(["set-fields"])) })),
            (
                "not",
                .object([
                    (
                        "anyOf",
                        .array(
                            Vocabulary.stepNames.filter(StepOrder.isSource).map { .object([("required", .array([.string($0), "of"]))]) })
                    )
                ])
            ),
        ])

    /// The name is whole or in two parts.
    private static let createPersons: JSONValue = .mapping(
        Vocabulary.createPersons,
        also: [
            ("anyOf", oneRequired(["name", "first-name", "last-name", "emails", "id"])),
            (
                "not",
                .object([
                    ("required", .array(["name"])), ("anyOf", oneRequired(["first-name", "last-name"])),
                ])
            ),
        ])

    private static let find: JSONValue = .mapping(
        Vocabulary.find,
        also: [
            ("oneOf", oneRequired(["list"] + RecordKind.allCases.map(\.rawValue))),
            ("dependentRequired", .object([("list", .array(["list-entry"])), ("list-entry", .array(["list"]))])),
        ])

    private static func valueOrColumn(_ keys: KeySet) -> JSONValue {
        let form = ("oneOf", oneRequired(ValueForm.allCases.map(\.rawValue)))
        return .object([("anyOf", .array([.text, .mapping(keys, also: [form])]))])
    }

    private static func oneRequired(_ names: [String]) -> JSONValue {
        .array(names.map { .object([("required", .array([.string($0)]))]) })
    }

    private static func numberOrText(_ pattern: String) -> JSONValue {
        .object([
            (
                "anyOf",
                .array([
                    .object([("type", "integer"), ("minimum", .integer(0))]),
                    .object([("type", "string"), ("pattern", .string(pattern))]),
                ])
            )
        ])
    }
}
