/// The JSON Schema (draft 2020-12) of pipelines, for editors and for checks elsewhere.
///
/// Made of the tables that the decoder reads by, so that a key cannot be in one and not in the other. It says what a
/// schema can say: rules across keys (`match: [domain]` needs `domain`) are the decoder's alone.
package enum PipelineSchema {
    /// JSON text, indented, the same every time, with a line break at its end.
    package static let json = document(nil, []).text() + "\n"

    /// The same with an account's names in it.
    /// - Parameter record: JSON that the file keeps beside the schema, under `accountKey`.
    package static func json(for names: AccountNames, keeping record: String) -> String {
        document(names, [(accountKey, .written(record))]).text() + "\n"
    }

    /// A keyword that validators pass over.
    package static let accountKey = "x-ferry-account"

    package static let title = "Ferry pipeline"

    /// The schema of files of profiles.
    package static let profiles =
        JSONValue.object([
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("title", "Ferry profiles"),
            ("description", "A ferry.yaml or ~/.config/ferry/config.yaml: accounts of Affinity, and where each one's key is."),
            ("$ref", .string("#/$defs/file")),
            (
                "$defs",
                .object([
                    ("file", .mapping(Vocabulary.profileFile)), ("profile", profile), ("text", .scalar([("minLength", .integer(1))])),
                    ("anyText", .scalar([])),
                    ("connection", .mapping(Vocabulary.connection)),
                ])
            ),
        ]).text() + "\n"

    private static func document(_ names: AccountNames?, _ more: [(String, JSONValue)]) -> JSONValue {
        .object(
            [
                ("$schema", "https://json-schema.org/draft/2020-12/schema"),
                ("title", .string(title)),
                (
                    "description",
                    .string(
                        "A YAML file that says how the rows of a spreadsheet go into Affinity, or which records come out "
                            + "(version 1 of the language)" + (names.map { ", with the names of \($0.account).affinity.co." } ?? "."))
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
                ("$defs", .object(definitions + AccountDefinitions(names: names).all)),
            ] + more)
    }

    /// One source of a key, and none beside a proxy that holds it.
    private static let profile: JSONValue = .mapping(
        Vocabulary.profile,
        also: [
            (
                "not",
                .object([
                    (
                        "anyOf",
                        .array(
                            [
                                ["api-key-file", "api-key-env"], ["api-key-file", "api-key-command"], ["api-key-env", "api-key-command"],
                                ["connection", "api-key-file"], ["connection", "api-key-env"], ["connection", "api-key-command"],
                                ["connection", "base-url"],
                            ].map { .object([("required", .array($0.map(JSONValue.string)))]) })
                    )
                ])
            )
        ])

    private static let definitions: [(String, JSONValue)] = [
        ("import", .mapping(Vocabulary.pipeline)),
        ("export", .mapping(Vocabulary.exportPipeline)),
        ("exportSource", .mapping(Vocabulary.exportSource, also: [("oneOf", oneRequired(["list", "directory"]))])),
        ("exportColumn", .object([("anyOf", .array([.reference("columnName"), .mapping(Vocabulary.exportColumn)]))])),
        ("target", .mapping(Vocabulary.target, also: [("oneOf", oneRequired(["csv", "jsonl"]))])),
        ("exportLimits", .mapping(Vocabulary.exportLimits, also: [("minProperties", .integer(1))])),
        ("text", .scalar([("minLength", .integer(1))])),
        ("anyText", .scalar([])),
        ("connection", .mapping(Vocabulary.connection)),
        ("source", source),
        (
            "condition",
            .object([
                (
                    "anyOf",
                    .array([
                        .list(.anyText, minItems: 1),
                        .mapping(Vocabulary.condition, also: [("anyOf", oneRequired(Vocabulary.tests.map(\.name)))]),
                    ])
                )
            ])
        ),
        ("step", step),
        (
            "createOrganizations",
            .mapping(Vocabulary.createOrganizations, also: [("anyOf", oneRequired(["name", "id"])), ("allOf", matched(.organization))])
        ),
        ("createPersons", createPersons),
        (
            "createOpportunities",
            .mapping(Vocabulary.createOpportunities, also: [("anyOf", oneRequired(["name", "id"])), ("allOf", matched(.opportunity))])
        ),
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
        (
            "pace",
            numberOrText(
                "^ *(?!0+(\\.0+)? *%)(0*[1-9][0-9]*|0*(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?) *%) *$", from: 1)
        ),
        ("reserve", numberOrText("^ *([0-9]+|0*[0-9]{1,2}(\\.[0-9]+)? *%) *$")),
    ]

    /// One origin, and beside it only what goes with it.
    private static let source: JSONValue = .mapping(
        Vocabulary.source,
        also: [
            ("oneOf", oneRequired(Vocabulary.origins)),
            (
                "not",
                .object([
                    (
                        "anyOf",
                        .array(
                            Vocabulary.besideOrigins.flatMap { key, origins in
                                Vocabulary.origins.filter { !origins.contains($0) }.map {
                                    .object([("required", .array([.string($0), .string(key)]))])
                                }
                            })
                    )
                ])
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
            ("anyOf", oneRequired(["name", "first-name", "last-name", "emails", "id"])), ("allOf", matched(.person)),
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

    /// Each key of `match` needs its value; a name of a person may be in two parts.
    private static func matched(_ kind: RecordKind) -> JSONValue {
        let rules = Vocabulary.matchWords(kind).map { word -> JSONValue in
            let names = word == "email" ? ["emails"] : word == "name" && kind == .person ? ["name", "first-name", "last-name"] : [word]
            let isMatched = JSONValue.object([
                ("required", .array(["match"])),
                ("properties", .object([("match", .object([("contains", .object([("const", .string(word))]))]))])),
            ])
            return .object([("if", isMatched), ("then", .object([("anyOf", oneRequired(names))]))])
        }
        let isByID = JSONValue.object([("properties", .object([("match", .object([("contains", .object([("const", "id")]))]))]))])
        let byID = JSONValue.object([
            ("if", .object([("required", .array(["id"]))])),
            ("then", .object([("required", .array(["match"]))] + [("allOf", .array([isByID]))])),
        ])
        return .array(rules + [byID])
    }

    private static func valueOrColumn(_ keys: KeySet) -> JSONValue {
        let form = ("oneOf", oneRequired(ValueForm.allCases.map(\.rawValue)))
        return .object([("anyOf", .array([.text, .mapping(keys, also: [form])]))])
    }

    private static func oneRequired(_ names: [String]) -> JSONValue {
        .array(names.map { .object([("required", .array([.string($0)]))]) })
    }

    private static func numberOrText(_ pattern: String, from least: Int = 0) -> JSONValue {
        .object([
            (
                "anyOf",
                .array([
                    .object([("type", "integer"), ("minimum", .integer(least))]),
                    .object([("type", "string"), ("pattern", .string(pattern))]),
                ])
            )
        ])
    }
}
