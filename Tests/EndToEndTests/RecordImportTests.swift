import FerryTestSupport
import Foundation
import Testing

/// Rows that are about several records: companies, persons and opportunities, with notes and new options.
@Suite struct RecordImportTests: ImportSuite {
    let affinity: LocalAffinity
    let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
    }

    private static let deals = """
        Company,Website,Contact,Email,Stage,Round,Amount,Channel,Remark
        Acme Robo,acmerobo.io,Ada Love,ada@acmerobo.io,New,Acme Robo Seed,100000,Podcast,Met at the *fair*
        Acme Robo,acmerobo.io,Bob Noyce,BOB@acmerobo.io,New,Acme Robo Seed,100000,Podcast,Met at the *fair*
        Beta Bio,betabio.example,,,Contacted,Beta Bio A,250000,podcast,
        Gamma Bio,gammabio.example,Eve Stone,eve@gammabio.example,New,,,,

        """

    private static let dealSteps = """
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Dealflow }
          - set-fields: { Status: Stage }
          - add-note: { content: Remark, format: markdown }
          - create-persons: { name: Contact, emails: Email }
          - add-to-list: { list: People }
          - create-opportunities: { name: Round, list: Rounds }
          - set-fields: { Amount: { column: Amount, as: number }, list.Channel: { column: Channel, unknown-option: create } }

        """

    @Test func companiesPersonsAndOpportunitiesOfOneRowAreMadeOnceAndLinked() async throws {
        try write(Self.deals, Self.dealSteps)
        let (status, planned) = try await plan()
        #expect(status == 2)
        #expect((planned["organizations"] as? [String: Int])?["create"] == 3)
        #expect((planned["persons"] as? [String: Int])?["create"] == 3)
        #expect((planned["opportunities"] as? [String: Int])?["create"] == 2)
        #expect(planned["notes"] as? Int == 1 && planned["options"] as? Int == 1)

        #expect(
            try await apply() == ["created": 4, "changed": 0, "unchanged": 0, "rejected": 0, "conflict": 0, "skipped": 0, "pending": 0])
        let company = try #require(
            try affinity.all("/v2/companies?limit=100").first { $0["name"] as? String == "Acme Robo" }?["id"] as? Int)
        let people = try search("/persons?term=acmerobo.io", "persons")
        #expect(people.count == 2)
        for person in people {
            let id = try #require(person["id"] as? Int)
            let details = try #require(try affinity.get("/persons/\(id)") as? [String: Any])
            #expect(details["organization_ids"] as? [Int] == [company])
            #expect((details["list_entries"] as? [[String: Any]])?.count == 1)
        }
        let rounds = try search("/opportunities?term=Acme%20Robo%20Seed", "opportunities")
        #expect(rounds.count == 1)
        #expect(rounds.first?["organization_ids"] as? [Int] == [company])
        #expect((rounds.first?["person_ids"] as? [Int])?.count == 1)
        #expect(try search("/notes?organization_id=\(company)", "notes").map { $0["content"] as? String } == ["Met at the *fair*"])

        let writes = try affinity.writes()
        let again = try await plan()
        #expect(again.status == 0, "\(again.plan)")
        #expect(try affinity.writes() == writes)
    }

    @Test func aRowThatOneOfItsRecordsRejectsDoesNothingToTheOthers() async throws {
        try write(
            "Company,Website,Contact,Email\nBroken Inc,broken.example,No Body,not an address\nFine Inc,fine.example,Fi Ne,fi@fine.example\n",
            "  - create-organizations: { name: Company, domain: Website }\n  - create-persons: { name: Contact, emails: Email }\n")
        #expect(try await apply()["rejected"] == 1)
        #expect(try search("/organizations?term=broken.example", "organizations").isEmpty)
        #expect(try search("/organizations?term=fine.example", "organizations").count == 1)
    }

    @Test func aPersonIsFoundByAnyOfTheirAddresses() async throws {
        try write("Contact,Email\nAda Love,ada@lovelace.example\n", "  - create-persons: { name: Contact, emails: Email }\n", name: "first")
        #expect(try await apply("first")["created"] == 1)
        // The first row's second address is hers; the other two rows are one new person.
        try write(
            "Contact,Email\nA. Lovelace,new@lovelace.example; ADA@lovelace.example\nBo,bo@one.example;bo@two.example\nB.,bo@two.example\n",
            """
              - create-persons: { name: Contact, emails: { column: Email, split: ";" } }
              - add-to-list: { list: People }

            """)
        let planned = try await plan().plan
        #expect((planned["persons"] as? [String: Int]) == ["create": 1, "match": 2], "\(planned)")
        #expect((planned["listEntries"] as? [String: Int])?["add"] == 2, "\(planned)")
        #expect(try await apply()["created"] == 1)
        #expect(try await plan().status == 0, "planning again changes nothing")
        #expect(try search("/persons?term=one.example", "persons").count == 1)
    }

    @Test func aNewOptionIsMadeOnceHoweverManyRowsNeedIt() async throws {
        let rows = (1...30).map { "Company \($0),company-\($0).example,\($0 % 2 == 0 ? "Podcast" : "podcast")\n" }.joined()
        try write(
            "Company,Website,From\n" + rows,
            """
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: Dealflow }
              - set-fields: { Source: From }
                unknown-option: create

            """)
        #expect(try await apply()["created"] == 30)
        #expect(try affinity.requests().count { $0.method == "POST" && $0.path.hasSuffix("/dropdown-options") } == 1)
        #expect(try await plan().status == 0)
    }

    @Test func aRejectedRowMakesNoOption() async throws {
        try write(
            "Company,Website,From,Size\nOdd,odd.example,Carrier Pigeon,many\n",
            """
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: Dealflow }
              - set-fields: { Source: { column: From, unknown-option: create }, Deal Size: Size }

            """)
        let (status, planned) = try await plan()
        #expect(status == 3)
        #expect(planned["options"] as? Int == 0)
    }

    @Test func whatCameOutOfAffinityIsFoundByItsEntry() async throws {
        let export = try await ferry.run(["export", "Dealflow", "-o", "out.csv"])
        #expect(export.status == 0, "\(export.errors)")
        try folder.write("back.csv", try folder.read("out.csv"))
        try folder.write(
            "back.yaml",
            """
            version: 1
            kind: import
            name: back
            source: { csv: back.csv }
            find: { list: Dealflow, list-entry: Affinity Row ID }
            steps:
              - set-fields: { Status: Status, Summary: Summary, Deal Size: Deal Size }
            """)
        #expect(try await plan("back").status == 0)
        let lines = try folder.read("back.csv")
        try folder.write("back.csv", lines.replacingOccurrences(of: ",18000000,", with: ",19000000,"))
        let changed = try await plan("back").plan
        #expect((changed["cells"] as? [String: Int])?["set"] == 1)
        #expect((changed["requests"] as? [String: Int])?["write"] == 1)
    }

    @Test func idsThatAreNoneAreRejectedEachWithItsReason() async throws {
        try write(
            "Org ID\n100001\nabc\n\"\"\n424242\n100002.0\n", "  - find: { organization: Org ID }\n  - add-to-list: { list: Portfolio }\n")
        let (_, planned) = try await plan()
        #expect(planned["rejected"] as? Int == 2 && planned["skipped"] as? Int == 1)
        #expect((planned["organizations"] as? [String: Int])?["match"] == 2)
    }
}
