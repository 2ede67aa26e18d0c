import Diagnostics
import Testing
import YAMLTree

@testable import PipelineSpec

/// The schema accepts what the decoder accepts, and refuses what it refuses, over pipelines of which each single value was replaced, each
/// key taken away, and a key added.
@Suite struct SchemaCorpusTests {
    /// What the schema cannot say: rules between places, between a name and a step before it, and grammars of their own (date patterns,
    /// regular expressions, encodings, texts that hold their separator).
    private static let beyondSchemas: Set = [
        "P114", "P116", "P117", "P118", "P119", "P120", "P121", "P127", "P128", "P131", "P133", "P135", "P136", "P137", "P138", "P139",
        "P140", "P141", "P145", "P154", "P164", "P261", "P265", "P266", "P280",
    ]

    private static let base: [String] = [
        """
        version: 1
        kind: import
        name: all
        description: 2026
        account: contoso
        source: { csv: a.csv, delimiter: tab, encoding: utf-16, header: 2, footer: 1, until: Total, short-rows: reject,
          escape: backslash, comment: "#", blanks: [no], where: { A: [b] } }
        existing: fill
        steps:
          - create-organizations: { match: [name, id], id: e, name: a, domain: { column: b, as: domain, map: { c: d }, default: e },
              when-missing: skip, shared-directory: ignore, rows-of-one-name: separate }
          - add-to-list: { list: 12, when-present: add-again, of: organization }
          - create-persons: { match: [email, name], first-name: a, emails: { column: c, split: ";" } }
          - add-note: { content: a, format: markdown, created-at: { column: b, format: dd/MM/yyyy }, creator: c, of: person }
          - set-fields:
              A: { field: field-1, column: a, as: number, decimal: ",", split: ";", map: { b: c }, default: d, case: exact }
              B: { column: a, as: date, format: dd/MM/yyyy, existing: keep, blank: clear, unknown-option: reject, invalid: skip }
              F: { column: a, formats: [dd/MM/yyyy, excel], partial: end }
              G: { column: a, take: first, extract: "([0-9]+)" }
              C: { constant: no }
              D: { template: "{a}" }
              E: { location: { street: a, city: b, continent: { constant: e } } }
            of: organization
            existing: append
        expect: { creates: 1, sets: "<= 3%", rows: "> 2" }
        limits: { batch: 1, requests-per-minute: 80%, monthly-reserve: 5, concurrency: 2 }
        require-approval: { above: 500 cells, removals: any, from: [ada@contoso.vc] }

        """,
        """
        version: 1
        kind: import
        name: printed
        source: { command: [psql, --csv, -c, no], timeout: 30, delimiter: tab, sheet: b,
          where: { A: { "=": a, "!=": no, matches: "^b" }, B: { ">": 100000, decimal: "," }, C: { in: [a], blank: no } } }
        steps:
          - create-organizations: { name: a }

        """,
        """
        version: 1
        kind: import
        name: book
        source: { xlsx: a.xlsx, sheet: b, header: 1 }
        connection: { via: nango, integration: affinity-v2, connection: my-firm }
        find: { list: b, list-entry: c, when-missing: skip }
        steps:
          - set-fields: { A: b }

        """,
        """
        version: 1
        kind: export
        name: active-deals
        source: { list: Dealflow, saved-view: Active }
        columns: [Name, { field: Status, as: Stage }]
        sort: [Name, -Status]
        since: last
        target: { csv: ../out/a.csv, delimiter: tab, bom: true, line-ending: crlf, multi-value: "|", dates: dd/MM/yyyy,
          formulas: raw, ids: true }
        limits: { requests-per-minute: 80%, monthly-reserve: 5, concurrency: 2 }

        """,
    ]

    private let values = OutsideValues(variables: ["V": "v"])

    private func parsed(_ text: String) -> YAMLNode? {
        YAMLParser.parse(Array(text.utf8), file: "test.yaml", tags: ["env", "var"]).root
    }

    @Test(arguments: base.indices) func theTwoAgreeOnEveryMutation(index: Int) throws {
        let validator = try SchemaValidator(PipelineSchema.json)
        let whole = try #require(parsed(Self.base[index]))
        #expect(validator.faults(in: whole) == [])
        var tooStrict: [String] = []
        var tooLax: [String] = []
        var compared = 0
        for text in Mutations(whole).texts {
            guard let tree = parsed(text) else { continue }
            compared += 1
            let reading = PipelineFile.read(Array(text.utf8), name: "test.yaml", values: values)
            let faults = validator.faults(in: tree)
            let errors = reading.diagnostics.filter { $0.severity == .error }.map(\.code.text)
            if errors.isEmpty, !faults.isEmpty { tooStrict.append("\(faults) \(text)") }
            if faults.isEmpty, !Self.beyondSchemas.isSuperset(of: errors) { tooLax.append("\(errors) \(text)") }
        }
        #expect(compared > 200)
        #expect(tooStrict.isEmpty, "\(tooStrict.count): \(tooStrict.prefix(8).joined(separator: "\n"))")
        #expect(tooLax.isEmpty, "\(tooLax.count): \(tooLax.prefix(8).joined(separator: "\n"))")
    }
}

/// A tree with one thing of it changed, as text.
private struct Mutations {
    private static let replacements = ["\"\"", "", "x", "0", "-1", "1.5", "true", "\"2\"", "[a]", "!var V", "\"{a\"", "a.xlsx", "99999"]
    private static let ofCollections = ["", "x", "[a]", "{ a: b }"]

    private(set) var texts: [String] = []

    init(_ node: YAMLNode) {
        walk(node) { $0 }
    }

    /// - Parameter around: the whole text with this node's text in its place.
    private mutating func walk(_ node: YAMLNode, _ around: (String) -> String) {
        let isScalar = if case .scalar = node { true } else { false }
        for replacement in isScalar ? Self.replacements : Self.ofCollections { texts.append(around(replacement) + "\n") }
        switch node {
        case .mapping(let mapping):
            let pairs = mapping.pairs
            texts.append(around(Self.text(pairs.map(Self.text) + ["\"xyzzy\": 1"])) + "\n")
            for index in pairs.indices {
                let others = pairs.enumerated().filter { $0.offset != index }.map { Self.text($0.element) }
                texts.append(around(Self.text(others)) + "\n")
                walk(pairs[index].value) { text in
                    around(
                        Self.text(
                            pairs.enumerated().map { $0.offset == index ? "\(Self.key($0.element)): \(text)" : Self.text($0.element) }))
                }
            }
        case .sequence(let sequence):
            texts.append(around("[]") + "\n")
            for index in sequence.items.indices {
                walk(sequence.items[index]) { text in
                    around(
                        "[" + sequence.items.enumerated().map { $0.offset == index ? text : Self.text($0.element) }.joined(separator: ", ")
                            + "]")
                }
            }
        case .scalar, .unreadable: break
        }
    }

    private static func text(_ pairs: [String]) -> String { "{ " + pairs.joined(separator: ", ") + " }" }

    private static func key(_ pair: YAMLMapping.Pair) -> String { quoted(pair.key.text) }

    private static func text(_ pair: YAMLMapping.Pair) -> String { "\(key(pair)): \(text(pair.value))" }

    private static func text(_ node: YAMLNode) -> String {
        switch node {
        case .mapping(let mapping): text(mapping.pairs.map { text($0) })
        case .sequence(let sequence): "[" + sequence.items.map { text($0) }.joined(separator: ", ") + "]"
        case .scalar(let scalar):
            scalar.style == .plain && (Double(scalar.text) != nil || ["true", "false"].contains(scalar.text))
                ? scalar.text : quoted(scalar.text)
        case .unreadable: ""
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
