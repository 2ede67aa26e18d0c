import FerryTestSupport
import Foundation
import Testing

/// Spreadsheets that name records by ids which somebody has merged into others since.
@Suite struct MergedRecordTests {
    private static let seed = """
        tenant: { name: Merged Ventures, subdomain: merged }
        users:
          - { first: Ada, last: Lovelace, email: ada@merged.vc }
        persons:
          - { first: Jane, last: Doe, email: jane@acme.co }
          - { first: J., last: Doe, email: doe@acme.co, merged-into: jane@acme.co }
        organizations:
          - { name: Acme, domain: acme.co }
          - { name: Acme Ltd, merged-into: acme.co }
          - { name: Beta, domain: beta.io }
        lists:
          - name: Dealflow
            type: company
            fields:
              - { name: Note, type: text }
              - { name: Parent, type: company }
              - { name: Rivals, type: company-multi }
              - { name: Scout, type: person }
              - { name: Team, type: person-multi }
            entries:
              - { record: acme.co }
              - { record: beta.io }
          - name: Deals
            type: opportunity
            entries: []
        """

    private let affinity: LocalAffinity
    private let folder: TemporaryFolder
    private let acme: Int
    private let oldAcme: Int
    private let jane: Int
    private let oldJane: Int

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("seed.yaml", Self.seed)
        affinity = try LocalAffinity(["--seed", folder.path + "/seed.yaml"])
        let companies = try affinity.all("/v2/companies?limit=100").compactMap { $0["id"] as? Int }.sorted()
        // The merged one took the number between the two.
        (acme, oldAcme) = (companies[0], companies[0] + 1)
        #expect(companies == [acme, acme + 2])
        let people = try affinity.all("/v2/persons?limit=100")
        let found = people.first { $0["primaryEmailAddress"] as? String == "jane@acme.co" }
        jane = try #require(found?["id"] as? Int)
        oldJane = jane + 1
        #expect(!people.contains { $0["id"] as? Int == jane + 1 })
    }

    private var ferry: Ferry { affinity.ferry(in: folder) }

    private func write(_ csv: String, _ steps: String) throws {
        try folder.write("rows.csv", csv)
        try folder.write("rows.yaml", "version: 1\nkind: import\nname: rows\nsource: { csv: rows.csv }\nsteps:\n" + steps)
    }

    private func apply() async throws -> Ferry.Outcome {
        let result = try await ferry.run(["apply", "rows.yaml", "--yes"])
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        return result
    }

    @Test func cellsThatNameAMergedRecordGetTheOneThatIsLeft() async throws {
        try write(
            "Company,Site,Parent,Rivals,Scout,Team\nBeta,beta.io,\(oldAcme),\(oldAcme)|\(acme),\(oldJane),Jane Doe <\(oldJane)>|ada@merged.vc\n",
            """
              - create-organizations: { name: Company, domain: Site }
              - add-to-list: { list: Dealflow }
              - set-fields: { Parent: Parent, Rivals: { column: Rivals, split: "|" }, Scout: Scout, Team: { column: Team, split: "|" } }

            """)
        _ = try await apply()
        let said = try await ferry.run(["show", "rows", "--warnings"]).output
        #expect(said.contains("organization \(oldAcme) was merged into \(acme) (Acme), which is taken"), "\(said)")
        #expect(said.contains("person \(oldJane) was merged into \(jane) (Jane Doe), which is taken"), "\(said)")
        let values = try #require(try AccountReader(affinity).entries(on: "Dealflow").first { $0.organization == acme + 2 }).values
        #expect(values["Parent"] == "Acme" && values["Rivals"] == "Acme")
        #expect(values["Scout"] == "jane@acme.co" && values["Team"] == "ada@merged.vc; jane@acme.co")
        #expect(try await ferry.run(["plan", "rows.yaml"]).status == 0, "planning again changes nothing")
    }

    @Test func rowsOfMergedRecordsGoToTheOneThatIsLeft() async throws {
        try write(
            "Org,Note\n\(oldAcme),from the old id\n999999,nobody\n",
            """
              - find: { organization: Org }
              - add-to-list: { list: Dealflow }
              - set-fields: { Note: Note }

            """)
        let result = try await ferry.run(["apply", "rows.yaml", "--yes"])
        #expect(result.status == 3, "\(result.output)\(result.errors)")
        #expect(
            (result.output + result.errors).contains("organization \(oldAcme) was merged into \(acme) (Acme), which is taken"), "\(result)")
        #expect(result.output.contains("999999"), "\(result)")
        let entries = try AccountReader(affinity).entries(on: "Dealflow")
        #expect(entries.filter { $0.organization == acme }.map { $0.values["Note"] } == ["from the old id"])
        let show = try await ferry.run(["show", "rows", "--row", "1"])
        #expect(show.output.contains("organization \(oldAcme) was merged into \(acme)"), "\(show.output)\(show.errors)")
    }

    @Test func newRecordsBelongToTheOneThatIsLeft() async throws {
        try write(
            "Deal,Companies,People,First,Mail\nAcme A,\(oldAcme),\(oldJane),Eve,eve@acme.co\n",
            """
              - create-persons: { name: First, emails: Mail, organizations: Companies }
              - create-opportunities: { name: Deal, list: Deals, organizations: Companies, persons: People }

            """)
        _ = try await apply()
        let deals = try #require((try affinity.get("/opportunities?term=Acme%20A") as? [String: Any])?["opportunities"] as? [[String: Any]])
        #expect(deals.first?["organization_ids"] as? [Int] == [acme] && deals.first?["person_ids"] as? [Int] == [jane], "\(deals)")
    }

    @Test func aDecisionForAMergedRecordIsOneForItsHeir() async throws {
        try write(
            "Company,Note\nAcme Limited Holding,decided\n",
            """
              - create-organizations: { name: Company }
              - add-to-list: { list: Dealflow }
              - set-fields: { Note: Note }

            """)
        try folder.write("rows.matches.csv", "record,name,key,decision\norganization,Acme Limited Holding,,\(oldAcme)\n")
        _ = try await apply()
        #expect(
            try AccountReader(affinity).entries(on: "Dealflow").contains { $0.organization == acme && $0.values["Note"] == "decided" })
    }
}
