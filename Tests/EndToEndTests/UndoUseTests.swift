import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// What others have built on since stays, and is listed; the rest is taken back.
@Suite struct UndoUseTests {
    private static let account = """
        {"tenant": {"name": "Contoso", "subdomain": "contoso"},
        "users": [{"first": "Ada", "last": "Lovelace", "email": "ada@contoso.vc"}],
        "persons": [{"first": "Pat", "last": "Doe", "email": "pat@elsewhere.example"}, {"first": "Own", "last": "Domain", "email": "o@new-1.example"}],
        "organizations": [{"name": "Known", "domain": "known.example"}, {"name": "Apart", "domain": "apart.example"}],
        "fields": {"organizations": [{"name": "Industry", "type": "dropdown", "options": ["Space"]}]},
        "lists": [{"name": "Deals", "type": "company", "fields": [
        {"name": "Source", "type": "dropdown", "options": ["Fair"]}, {"name": "Size", "type": "number"}],
        "entries": [{"record": "known.example", "fields": {"Size": 7}}]},
        {"name": "Investors", "type": "company", "fields": [{"name": "Lead", "type": "company"}, {"name": "Contact", "type": "person"}],
        "entries": [{"record": "known.example"}]},
        {"name": "Rounds", "type": "opportunity", "fields": [{"name": "Amount", "type": "number"}],
        "entries": [{"record": "Round K", "organizations": ["known.example"], "fields": {"Amount": 5}}]}]}
        """

    private static let pipeline = """
        version: 1
        kind: import
        name: rows
        source: { csv: rows.csv }
        steps:
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Deals }
          - set-fields:
              list.Source: { column: From, unknown-option: create }
              Size: Size
              organization.Industry: { column: Industry, unknown-option: create }
          - create-persons: { name: Contact, emails: Email }
        """

    private static let csv = """
        Company,Website,From,Size,Industry,Contact,Email
        Known,known.example,Podcast,70,Quantum,,
        New 1,new-1.example,Podcast,1,Quantum,Jo One,jo@new-1.example
        New 2,new-2.example,Fair,2,Biology,Jo Two,jo@new-2.example
        New 3,new-3.example,Fair,3,Space,,

        """

    private let affinity: MatrixAffinity
    private let folder: MatrixFolder
    private var ferry: Ferry { affinity.ferry(in: folder.path) }

    init() async throws {
        affinity = try await MatrixAffinity(seed: Self.account)
        folder = try MatrixFolder()
        try folder.write("rows.yaml", Self.pipeline)
        try folder.write("rows.csv", Self.csv)
    }

    private func apply() async throws {
        let plan = try await ferry.run(["plan", "rows.yaml", "-o", "rows.ferry"])
        #expect(plan.status == 2, "\(plan.output)\(plan.errors)")
        let apply = try await ferry.run(["apply", "rows.ferry", "--yes"])
        #expect(apply.status == 0, "\(apply.output)\(apply.errors)")
    }

    private func undo() async throws -> (outcome: Ferry.Outcome, kept: [String]) {
        let outcome = try await ferry.run(["undo", "rows.ferry", "--yes", "--json"])
        let kept = try #require(try outcome.json()["kept"] as? [[String: Any]], "\(outcome.errors)")
        return (outcome, kept.map { "\($0["label"] ?? ""): \($0["reason"] ?? "")" })
    }

    private func organization(_ domain: String) throws -> Int {
        let state = affinity.state
        return try #require(state.organizations.ids.first { state.organizations[$0]?.domains.contains(domain) == true })
    }

    @Test func withoutColleaguesTheWorldIsAsBefore() async throws {
        let before = affinity.contents
        try await apply()
        #expect(affinity.contents != before)
        let (outcome, kept) = try await undo()
        #expect(outcome.status == 0 && kept == [], "\(outcome)")
        #expect(AccountText.difference(affinity.contents, before) == [])
    }

    @Test func anOptionThatIsChosenAnywhereStays() async throws {
        try await apply()
        // On no list of the run's: only the directory shows it.
        affinity.take(.set(list: nil, record: "apart.example", cell: CellSeed(field: "Industry", value: .text("Quantum"), path: "")))
        let (outcome, kept) = try await undo()
        #expect(outcome.status == 3)
        #expect(kept == ["\"Quantum\" of Industry: Apart holds it"])
        #expect(affinity.contents.contains { $0.hasPrefix("organization Apart ") && $0.contains("Quantum") })
        #expect(affinity.contents.contains { $0.hasPrefix("option company.Industry: Quantum") || $0.contains(".Industry: Quantum") })
        #expect(!affinity.contents.contains { $0.contains(".Industry: Biology") || $0.contains(".Source: Podcast") })
    }

    @Test func aRecordThatACellNamesStays() async throws {
        try await apply()
        affinity.take(
            .set(list: "Investors", record: "known.example", cell: CellSeed(field: "Lead", value: .text("new-1.example"), path: "")))
        affinity.take(
            .set(list: "Investors", record: "known.example", cell: CellSeed(field: "Contact", value: .text("jo@new-2.example"), path: "")))
        let (outcome, kept) = try await undo()
        #expect(outcome.status == 3)
        #expect(kept.contains("New 1: Lead of Known on Investors names it"), "\(kept)")
        #expect(kept.contains("Jo Two: Contact of Known on Investors names it"), "\(kept)")
        #expect(affinity.contents.contains { $0.hasPrefix("organization New 1 ") })
        #expect(!affinity.contents.contains { $0.hasPrefix("organization New 3 ") || $0.hasPrefix("person Jo One") })
    }

    @Test func aRecordWithAnOpportunityOrAPersonOfSomebodysStays() async throws {
        try await apply()
        let (first, second) = (try organization("new-1.example"), try organization("new-2.example"))
        affinity.change { state in
            let round = state.opportunities.ids.first { state.opportunities[$0]?.name == "Round K" } ?? 0
            state.opportunities[round]?.organizationIDs.append(first)
            let pat = state.persons.ids.first { state.persons[$0]?.emails == ["pat@elsewhere.example"] } ?? 0
            state.persons[pat]?.organizationIDs.append(second)
            state.organizations[second]?.personIDs.append(pat)
        }
        let (outcome, kept) = try await undo()
        #expect(outcome.status == 3)
        #expect(kept.contains { $0.hasPrefix("New 1: opportunity ") && $0.hasSuffix(" names it") }, "\(kept)")
        #expect(kept.contains { $0.hasPrefix("New 2: ") && $0.contains("is one of its people") }, "\(kept)")
        #expect(!affinity.contents.contains { $0.hasPrefix("organization New 3 ") })
    }

    @Test func aNoteThatSomebodyHasChangedStays() async throws {
        try folder.write("rows.csv", "Company,Website,Remark\nKnown,known.example,Met\nApart,apart.example,Called\n")
        try folder.write(
            "rows.yaml",
            """
            version: 1
            kind: import
            name: rows
            source: { csv: rows.csv }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-note: { content: Remark }
            """)
        try await apply()
        affinity.change { state in
            let note = state.notes.ids.first { state.notes[$0]?.content == "Met" } ?? 0
            state.notes[note]?.content = "Met, and liked"
            state.notes[note]?.updatedAt = 1_800_000_000
        }
        let (outcome, kept) = try await undo()
        #expect(outcome.status == 3)
        #expect(kept.count == 1 && kept[0].hasPrefix("Known: somebody has changed the note ("), "\(kept)")
        #expect(affinity.contents.contains { $0.contains("Met, and liked") } && !affinity.contents.contains { $0.contains("Called") })
    }

    @Test func aRecordWithAReminderStays() async throws {
        try await apply()
        let id = try organization("new-3.example")
        affinity.change { state in
            let user = state.keyUserID
            state.reminders.append(
                Reminder(
                    id: 1, creatorID: user, ownerID: user, kind: .company, entityID: id, content: "Call them", dueAt: 2_000_000_000,
                    createdAt: 1_800_000_000), id: 1)
        }
        let (outcome, kept) = try await undo()
        #expect(outcome.status == 3 && kept.contains { $0.hasPrefix("New 3: ") }, "\(kept)")
        #expect(affinity.contents.contains { $0.hasPrefix("organization New 3 ") })
        #expect(!affinity.contents.contains { $0.hasPrefix("organization New 2 ") })
    }

    @Test func whatALaterRunSetIsNamedAsItsOwn() async throws {
        try await apply()
        try folder.write("later.csv", "Company,Website,Size\nKnown,known.example,99\nNew 1,new-1.example,98\n")
        try folder.write(
            "later.yaml",
            """
            version: 1
            kind: import
            name: later
            source: { csv: later.csv }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: Deals }
              - set-fields: { Size: Size }
            """)
        #expect(try await ferry.run(["plan", "later.yaml", "-o", "later.ferry"]).status == 2)
        #expect(try await ferry.run(["apply", "later.ferry", "--yes"]).status == 0)
        let (outcome, kept) = try await undo()
        #expect(outcome.status == 3)
        #expect(kept.contains("Known: run later set Size (99) later: undo that one first"), "\(kept)")
        #expect(kept.contains("New 1: run later set Size (98) later: undo that one first"), "\(kept)")
        // In that order all of it comes back.
        #expect(try await ferry.run(["undo", "later.ferry", "--yes"]).status == 0)
        let again = try await undo()
        #expect(again.outcome.status == 0 && again.kept == [], "\(again.kept)")
    }

    @Test func thePlanNamesWhatItWouldDoAndWhatItCosts() async throws {
        try await apply()
        let asked = try await ferry.run(["undo", "rows.ferry"])
        #expect(asked.status == 4 && asked.errors.contains("U108"))
        for line in [
            "delete organization New 3", "delete person Jo Two", "Known: Source Podcast → nothing, Size 70 → 7",
            "undo rows.ferry --changes", "reads to look first",
        ] { #expect(asked.output.contains(line), "\(line): \(asked.output)") }
        let all = try await ferry.run(["undo", "rows.ferry", "--changes"])
        for line in ["take New 2 off Deals", "remove option \"Podcast\" of Source", "remove option \"Biology\" of Industry"] {
            #expect(all.output.contains(line), "\(line): \(all.output)")
        }
        let document = try await ferry.run(["undo", "rows.ferry", "--changes", "--json"])
        #expect(document.status == 4)
        let plan = try #require(try document.json()["plan"] as? [String: Any])
        #expect(plan["organizations"] as? Int == 3 && plan["persons"] as? Int == 2 && plan["options"] as? Int == 3, "\(plan)")
        #expect(try document.jsonLines().count { $0["change"] != nil } >= 9)
    }
}
