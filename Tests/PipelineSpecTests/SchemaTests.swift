import Foundation
import Testing
import YAMLTree

@testable import PipelineSpec

@Suite("The JSON Schema")
struct SchemaTests {
    private let validator: SchemaValidator

    init() throws {
        validator = try SchemaValidator(PipelineSchema.json)
    }

    private func faults(_ text: String) throws -> [String] {
        let reading = YAMLParser.parse(Array(text.utf8), file: "test.yaml", tags: ["env", "var"])
        return validator.faults(in: try #require(reading.root))
    }

    @Test func theTextIsJSONOfDraft2020() throws {
        let object = try JSONSerialization.jsonObject(with: Data(PipelineSchema.json.utf8)) as? [String: Any]
        #expect(object?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        #expect(PipelineSchema.json.hasSuffix("}\n"))
    }

    /// Editors of the examples use it: `ferry schema -o Docs/pipeline.schema.json` writes it anew.
    @Test func theCommittedFileIsThisSchema() throws {
        var path = URL(filePath: #filePath)
        for _ in 0..<3 { path.deleteLastPathComponent() }
        let file = path.appending(path: "Docs/pipeline.schema.json")
        #expect(try String(contentsOf: file, encoding: .utf8) == PipelineSchema.json)
    }

    /// They are offered: what is called otherwise is accepted too.
    @Test func theNamesOfAnAccountAreOfferedAndNotEnforced() throws {
        let names = AccountNames(
            account: "contoso", lists: ["Dealflow", "Portfolio"], views: ["Active"],
            fields: [
                .init(name: "Status", summary: "ranked-dropdown of Dealflow", texts: ["New", "Won"]),
                .init(name: "Summary", summary: "text of Dealflow", texts: []),
            ], columns: ["Name", "Status"])
        let json = PipelineSchema.json(for: names, keeping: "{\"account\":\"contoso\"}")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect((object[PipelineSchema.accountKey] as? [String: Any])?["account"] as? String == "contoso")
        let definitions = try #require(object["$defs"] as? [String: [String: Any]])
        let lists = try #require(definitions["listName"]?["anyOf"] as? [[String: Any]])
        #expect(lists[0]["enum"] as? [String] == ["Dealflow", "Portfolio"])
        let fields = try #require(definitions["fields"]?["properties"] as? [String: [String: Any]])
        #expect(fields.keys.sorted() == ["Status", "Summary"])
        let account = try SchemaValidator(json)
        for text in [documentExample, Around.fields("Status: { constant: Later, map: { a: New } }\nOther: b")] {
            #expect(account.faults(in: try #require(YAMLParser.parse(Array(text.utf8), file: "a").root)) == [])
        }
        let wrong = Around.fields("Status: { constant: Later, colum: b }")
        #expect(!account.faults(in: try #require(YAMLParser.parse(Array(wrong.utf8), file: "a").root)).isEmpty)
    }

    @Test func theSchemaOfProfilesAgreesWithTheirReader() throws {
        let validator = try SchemaValidator(PipelineSchema.profiles)
        for (text, isRight) in [
            ("profiles: { a: { account: contoso, api-key-env: KEY, base-url: b, runs-dir: c, vars: { A: b } } }", true),
            ("default: a\nprofiles: { a: { connection: { via: nango, integration: b, connection: c } }, b: { api-key-file: c } }", true),
            ("profiles: { a: { api-key-command: b, api-key-file: c } }", false), ("profiles: { a: { api-key: b } }", false),
            ("profiles: { a: { api-key-env: 'a b' } }", false), ("profiles: { 'a b': { account: c } }", false), ("profiles: {}", false),
            ("default: a", false), ("profiles: { a: { connection: { via: nango, integration: b, connection: c }, base-url: d } }", false),
        ] {
            let tree = try #require(YAMLParser.parse(Array(text.utf8), file: "a").root)
            #expect(validator.faults(in: tree).isEmpty == isRight, "\(text)")
            #expect(((try? ProfileFile.read(Array(text.utf8), name: "a", .own)) != nil) == isRight, "\(text)")
        }
    }

    @Test func theExampleIsAccepted() throws {
        #expect(try faults(documentExample) == [])
    }

    @Test func everyKeyAndWordThatTheSchemaOffersIsReadByTheDecoder() throws {
        let text = """
            version: 1
            kind: import
            name: all
            description: 2026
            account: contoso
            tags: [nightly, eu-1]
            source: { csv: a.csv, delimiter: tab, encoding: utf-16, header: 2, footer: 1, until: Total, short-rows: reject,
              escape: backslash, comment: "#", blanks: [no], where: { A: [b] } }
            existing: fill
            blank: reject
            unknown-option: skip
            on-refusal: row
            steps:
              - create-organizations: { match: [name, id, field-1], id: e, name: a, domain: { column: b, as: domain, map: { c: d }, default: e },
                  when-missing: skip, when-ambiguous: first, when-found: keep, shared-directory: ignore,
                  rows-of-one-name: separate }
              - add-to-list: { list: 12, when-present: add-again, of: organization }
              - create-persons: { match: [email, name, id], first-name: a, last-name: b, emails: { column: c, split: ";" }, id: d,
                  organizations: { column: e, as: domain, split: "," } }
              - create-opportunities: { match: [name, field-2], name: a, list: b, organizations: c, persons: { column: d, as: email } }
              - add-note: { content: a, format: markdown, created-at: { column: b, format: dd/MM/yyyy }, creator: c, of: person }
              - set-fields:
                  A: { field: field-1, column: a, as: number, decimal: ",", split: ";", map: { b: c }, default: d, case: exact }
                  B: { column: a, as: date, format: dd/MM/yyyy, existing: keep, blank: clear, unknown-option: reject, invalid: skip, on-refusal: split }
                  F: { column: a, formats: [dd/MM/yyyy, excel], partial: end }
                  G: { column: a, split: ",", take: first, extract: "([0-9]+)" }
                  C: { constant: no }
                  D: { template: "{a}" }
                  E: { location: { street: a, city: b, state: c, country: d, continent: { constant: e } } }
                of: organization
                existing: append
                blank: keep
                unknown-option: skip
            expect: { creates: 1, adds: "<= 2", sets: "<= 3%", overwrites: 0, clears: 0, rejects: "< 1.5 %", skips: ">= 1", rows: "> 2" }
            limits: { batch: 1, requests-per-minute: 80%, monthly-reserve: 5, concurrency: 2 }
            require-approval: { above: 500 cells, removals: any, from: [ada@contoso.vc] }

            """
        let proxied = Around.more("connection: { via: nango, integration: affinity-v2, connection: my-firm }")
        let workbook = Around.source("xlsx: a.xlsx\nsheet: b")
        let printed = Around.source("command: [psql, --csv]\ntimeout: 30\ndelimiter: tab\nsheet: b")
        let tests = "where: { A: { in: [a], \"=\": a, \"!=\": a, matches: \"^A\", blank: no, decimal: \",\" },\n  "
        let filtered = Around.source(
            "csv: a\n\(tests)B: { \"<\": 1.5, \"<=\": -1, \">\": 2026-01-31, \">=\": \"3\", format: dd/MM/yyyy } }")
        let found = ["list: b, list-entry: c", "organization: a", "person: a", "opportunity: { column: a }, when-missing: skip"].map {
            Around.more("find: { \($0) }").replacing(
                "create-organizations:\n      name: Company\n      domain: Website", with: "set-fields: { A: b }")
        }
        for text in [text, proxied, workbook, printed, filtered] + found {
            #expect(try faults(text) == [])
            _ = try pipeline(text)
        }
        // Each key of the tables stands above, so that one the decoder forgot would show.
        let sets = [
            Vocabulary.pipeline, Vocabulary.source, Vocabulary.step, Vocabulary.createOrganizations,
            Vocabulary.createPersons, Vocabulary.createOpportunities, Vocabulary.find, Vocabulary.addToList, Vocabulary.addNote,
            Vocabulary.value, Vocabulary.assignment, Vocabulary.locationParts, Vocabulary.expect, Vocabulary.limits,
            Vocabulary.connection, Vocabulary.approval,
        ]
        for name in sets.flatMap(\.names) { #expect("\(text)\(proxied)\(workbook)\(printed)\(found)".contains("\(name):"), "\(name)") }
    }

    @Test func theSchemaOffersTheDecodersKeysAndNoOther() throws {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(PipelineSchema.json.utf8)) as? [String: Any])
        let definitions = try #require(object["$defs"] as? [String: [String: Any]])
        func keys(_ schema: [String: Any]?) -> [String] {
            ((schema?["properties"] as? [String: Any])?.keys).map(Array.init)?.sorted() ?? []
        }
        func mapping(_ name: String) -> [String: Any]? {
            guard let schema = definitions[name] else { return nil }
            return schema["properties"] == nil ? (schema["anyOf"] as? [[String: Any]])?.last : schema
        }
        let expected: [(String, KeySet)] = [
            ("import", Vocabulary.pipeline), ("export", Vocabulary.exportPipeline), ("exportSource", Vocabulary.exportSource),
            ("exportColumn", Vocabulary.exportColumn), ("target", Vocabulary.target), ("exportLimits", Vocabulary.exportLimits),
            ("source", Vocabulary.source), ("condition", Vocabulary.condition), ("step", Vocabulary.step),
            ("createOrganizations", Vocabulary.createOrganizations),
            ("createPersons", Vocabulary.createPersons), ("createOpportunities", Vocabulary.createOpportunities), ("find", Vocabulary.find),
            ("addNote", Vocabulary.addNote), ("addToList", Vocabulary.addToList), ("assignment", Vocabulary.assignment),
            ("value", Vocabulary.value),
            ("location", Vocabulary.locationParts), ("expect", Vocabulary.expect), ("limits", Vocabulary.limits),
            ("connection", Vocabulary.connection), ("approval", Vocabulary.approval),
        ]
        for (name, set) in expected { #expect(keys(mapping(name)) == set.names.sorted(), "\(name)") }
    }

    @Test func bothReadAnExport() throws {
        let text = """
            version: 1
            kind: export
            name: active-deals
            description: For Monday
            account: contoso
            tags: [nightly]
            source: { list: Dealflow, saved-view: Active }
            columns: [Name, { field: Status }, { field: Headquarters.city, as: City }]
            sort: [Name, -Status]
            target: { csv: ../out/a.csv, delimiter: tab, bom: true, line-ending: crlf, multi-value: "|", dates: dd/MM/yyyy,
              formulas: raw, ids: false }
            limits: { requests-per-minute: 80%, monthly-reserve: 5, concurrency: 2 }

            """
        #expect(try faults(text) == [])
        let reading = read(text)
        guard case .exporting(let export)? = reading.pipeline else {
            Issue.record("no export: \(reading.diagnostics)")
            return
        }
        #expect(export.columns?.map { $0.name ?? $0.field.value } == ["Name", "Status", "City"])
        #expect(export.target.delimiter == 9 && export.target.hasBOM && export.target.lineEnding == .crlf && !export.target.ids)
        for name in [Vocabulary.exportPipeline, Vocabulary.exportSource, Vocabulary.target, Vocabulary.exportLimits].flatMap(\.names)
        where !["directory", "jsonl", "since", "connection"].contains(name) { #expect(text.contains("\(name):"), "\(name)") }
    }

    /// Wherever a text of one's own is expected.
    @Test func bothTakeATextFromOutside() throws {
        let values = OutsideValues(environment: ["A": "b"], variables: ["B": "c"])
        for text in [
            Around.more("account: !env A"), Around.more("description: !var B"), Around.source("csv: !env A\nblanks: [!var B]"),
            Around.source("csv: a\nwhere: { A: [!env A] }\nuntil: !var B"), Around.source("xlsx: !env A\nsheet: !var B"),
            Around.source("command: [!env A, !var B]"),
            Around.steps(
                "- create-organizations: { name: !env A, domain: { column: !var B, as: domain } }\n- add-to-list: { list: !env A }"),
            Around.fields(
                "A: { field: !env A, column: !var B, split: !env A, map: { a: !var B }, default: !env A }\nC: { constant: !var B }"),
            Around.more("connection: { via: nango, integration: !env A, connection: !var B }"),
            "version: 1\nkind: export\nname: a\nsource: { list: !env A, saved-view: !var B }\ncolumns: [!env A]\ntarget: { csv: !var B }\n",
        ] {
            #expect(try faults(text) == [], "\(text)")
            let reading = PipelineFile.read(Array(text.utf8), name: "test.yaml", values: values)
            #expect(reading.pipeline != nil, "\(text)\(reading.diagnostics)")
        }
    }

    /// Where both can tell, the schema and the decoder agree on what is wrong.
    @Test func bothRefuse() throws {
        for text in Self.wrong {
            #expect(read(text).pipeline == nil, "\(text)")
            #expect(try !faults(text).isEmpty, "\(text)")
        }
    }

    private static let wrong = [
        Around.more("xyzzy: 1"), Around.top("version: 2\nkind: import\nname: a"), Around.top("version: 1\nkind: export\nname: a"),
        Around.top("version: 1\nkind: import\nname: A b"), Around.top("version: 1\nkind: import"), Around.more("account: a.b"),
        Around.more("connection: { via: nango }"), Around.more("existing: replace"), Around.more("unknown-option: make"),
        Around.source("csv: [a]"), Around.source("csv: a\nxlsx: b"), Around.source("csv: a\nsheet: b"),
        Around.source("xlsx: a\nencoding: utf-8"), Around.source("command: a"), Around.source("command: []"),
        Around.source("command: [\"\"]"), Around.source("command: [a]\ncsv: a"), Around.source("xlsx: a\ntimeout: 3"),
        Around.source("command: [a]\ntimeout: 0"),
        Around.source("header: 1"), Around.source("csv: a\ndelimiter: xx"), Around.source("csv: a\nheader: 0"),
        Around.source("csv: a\nblanks: b"), Around.source("csv: a\nwhere: { A: b }"), Around.source("csv: a\nwhere: { A: [] }"),
        Around.source("csv: a\nwhere: { A: { \">\": much } }"), Around.source("csv: a\nwhere: { A: { decimal: \".\" } }"),
        Around.source("csv: a\nwhere: { A: { blank: 2 } }"),
        Around.source("csv: a\nescape: slash"), Around.source("csv: a\nfooter: -1"), Around.source("csv: a\ncomment: rem"),
        Around.source("xlsx: a\nshort-rows: blank"), Around.organizations("match: []\nname: a"),
        Around.organizations("match: [org]\nname: a"),
        Around.organizations("domain: a"), Around.organizations("name: a\nwhen-found: rename"),
        Around.organizations("name: { column: a, existing: keep }"), Around.steps("- create-persons: { domain: a }"),
        Around.steps("- create-organizations: { name: a }\n  blank: keep"),
        Around.steps("- create-organizations: { name: a }\n  of: organization"),
        Around.steps("- create-organizations: { name: a }\n  add-to-list: { list: a }"), Around.fields("A: [b]"),
        Around.fields("A: { split: b }"),
        Around.fields("A: { column: a, constant: b }"), Around.fields("A: { column: a, as: company }"),
        Around.fields("A: { location: {} }"), Around.fields("A: { location: { zip: a } }"), Around.fields("A: b", beside: "of: company"),
        Around.steps("- create-persons: { organizations: a }"), Around.steps("- create-persons: { name: a, last-name: b }"),
        Around.steps("- create-persons: { match: [domain], name: a }"), Around.steps("- create-opportunities: { name: a }"),
        Around.steps("- create-opportunities: { list: a }"), Around.steps("- find: { list: a }"), Around.steps("- find: { list-entry: a }"),
        Around.steps("- find: { person: a, organization: b }"), Around.steps("- find: { when-missing: skip }"),
        Around.steps("- find: { person: a, when-missing: create }"), Around.steps("- find: { person: a }\n  of: person"),
        Around.steps("- find: { person: a }\n- add-note: { format: text }"),
        Around.steps("- find: { person: a }\n- add-note: { content: a, format: html }"),
        Around.steps("- find: { opportunity: a }\n- add-to-list: { list: a, of: opportunity }"),
        Around.more("expect: { creates: 2% }"), Around.more("expect: { rows: \"<= 2%\" }"), Around.more("expect: { creates: many }"),
        Around.more("limits: { batch: 0 }"), Around.more("limits: { concurrency: 21 }"),
        Around.more("limits: { requests-per-minute: fast }"),
        Around.more("require-approval: { above: 500 }"), Around.more("require-approval: { above: 5 rows }"),
        Around.more("require-approval: { removals: all }"), Around.more("require-approval: { from: [] }"),
        Around.more("require-approval: { from: [ada] }"), Around.more("require-approval: { by: [ada@contoso.vc] }"),
    ]
}
