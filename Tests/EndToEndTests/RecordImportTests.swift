import Foundation
import Testing

/// Rows that are about several records: companies, persons and opportunities, with notes and new options.
@Suite struct RecordImportTests {
    private let affinity: LocalAffinity
    private let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
    }

    private var ferry: Ferry { affinity.ferry(in: folder) }

    private func write(_ csv: String, _ steps: String, name: String = "rows") throws {
        try folder.write("\(name).csv", csv)
        try folder.write(
            "\(name).yaml", "version: 1\nkind: import\nname: \(name)\nsource: { csv: \(name).csv }\nsteps:\n" + steps)
    }

    private func plan(_ name: String = "rows") async throws -> (status: Int32, plan: [String: Any]) {
        let result = try await ferry.run(["plan", "\(name).yaml", "--json"])
        return (result.status, try #require(try result.json()["plan"] as? [String: Any], "\(result.errors)"))
    }

    private func apply(_ name: String = "rows") async throws -> [String: Int] {
        let result = try await ferry.run(["apply", "\(name).yaml", "--yes", "--json"])
        return try #require(try result.json()["outcome"] as? [String: Int], "\(result.errors)")
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

    @Test func anAddressThatIsInUseIsThatPerson() async throws {
        try write("Contact,Email\nAda Love,ada@lovelace.example\n", "  - create-persons: { name: Contact, emails: Email }\n", name: "first")
        #expect(try await apply("first")["created"] == 1)
        // By the name alone nobody is found, and the address is refused.
        try write(
            "Contact,Email,Met\nA. Lovelace,ada@lovelace.example,London\n",
            "  - create-persons: { match: [name], name: Contact, emails: Email }\n  - set-fields: { person.Met At: Met }\n")
        #expect(try await apply()["created"] == 1)
        #expect(try search("/persons?term=lovelace.example", "persons").count == 1)
        let text = try await ferry.run(["show", "--row", "1", folder.newestRun("rows")]).output
        #expect(text.contains("the address was in use"), "\(text)")
        // They were there before: taking the run back neither deletes them nor clears what they hold.
        let undo = try await ferry.run(["undo", folder.newestRun("rows"), "--yes"])
        #expect(undo.status == 3, "\(undo.errors)")
        #expect(undo.output.contains("1 write that can't be taken back"), "\(undo.output)")
        #expect(undo.output.contains("the plan did not see what its cells held"), "\(undo.output)")
        #expect(try search("/persons?term=lovelace.example", "persons").count == 1)
    }

    /// Whoever has the address by now is somebody else's work: what they hold stays, and a list that they are on gets no second entry.
    @Test func whatAPersonHoldsWhoseAddressIsInUseIsLeftAlone() async throws {
        try write(
            "Contact,Email,Met,Rank\nAda Love,ada@lovelace.example,Paris,\nBo Bee,bo@bee.example,Rome,Investor\n",
            """
              - create-persons: { name: Contact, emails: Email }
              - set-fields: { person.Met At: Met, person.Seniority: Rank }

            """, name: "first")
        #expect(try await apply("first")["created"] == 2)
        try write(
            "Contact,Email,Met,Rank\nA. L.,ada@lovelace.example,London,Founder\nB. B.,bo@bee.example,Rome,Investor\n",
            """
              - create-persons: { match: [name], name: Contact, emails: Email }
              - set-fields: { person.Met At: Met, person.Seniority: Rank }

            """)
        let outcome = try await apply()
        #expect(outcome["conflict"] == 1 && outcome["created"] == 1, "\(outcome)")
        let text = try await ferry.run(["show", "--row", "1", folder.newestRun("rows")]).output
        #expect(text.contains("Met At was to be \"London\" of a new person, and person "), "\(text)")
        #expect(text.contains("whose e-mail address the row has, holds \"Paris\""), "\(text)")
        let fields = try affinity.all("/v2/persons?fieldTypes=global").first {
            ($0["primaryEmailAddress"] as? String) == "ada@lovelace.example"
        }
        let cells = String(describing: fields)
        #expect(cells.contains("Paris") && cells.contains("Founder") && !cells.contains("London"), "\(cells)")
    }

    /// What one person of a row holds says nothing about the other.
    @Test func theOtherPersonOfTheRowIsWrittenAllTheSame() async throws {
        let create = "  - create-persons: { name: Contact, emails: Email }\n  - set-fields: { person.Met At: Met }\n"
        try write("Contact,Email,Met\nAda Love,ada@lovelace.example,Paris\n", create, name: "first")
        #expect(try await apply("first")["created"] == 1)
        for (met, conflicts) in [("Paris", 0), ("Oslo", 1)] {
            try write(
                "Contact,Email,Other,OtherMail,Met\nA. L.,ada@lovelace.example,Bo \(met),bo@\(met).example,\(met)\n",
                """
                  - create-persons: { match: [name], name: Contact, emails: Email }
                  - set-fields: { person.Met At: Met }
                  - create-persons: { name: Other, emails: OtherMail }
                  - set-fields: { person.Met At: Met }

                """)
            let outcome = try await apply()
            #expect(outcome["conflict"] ?? 0 == conflicts, "\(outcome)")
            let persons = try affinity.all("/v2/persons?fieldTypes=global")
            let other = String(describing: persons.first { ($0["primaryEmailAddress"] as? String) == "bo@\(met.lowercased()).example" })
            #expect(other.contains("\"data\": \"\(met)\""), "\(other)")
            let one = String(describing: persons.first { ($0["primaryEmailAddress"] as? String) == "ada@lovelace.example" })
            #expect(one.contains("Paris") && !one.contains("Oslo"), "\(one)")
        }
    }

    /// Reading several persons wants a permission that writing to one does not.
    @Test func cellsThatCannotBeReadAreLeftAloneAndTheRunIsFinished() async throws {
        let affinity = try LocalAffinity(["--deny", "export-all-people"])
        let ferry = affinity.ferry(in: folder)
        let create = "  - create-persons: { match: [name], name: Contact, emails: Email }\n  - set-fields: { person.Met At: Met }\n"
        try write("Contact,Email,Met\nAda Love,ada@lovelace.example,Paris\n", create, name: "first")
        #expect(try await ferry.run(["apply", "first.yaml", "--yes"]).status == 0)
        try write("Contact,Email,Met\nA. L.,ada@lovelace.example,London\n", create)
        let result = try await ferry.run(["apply", "rows.yaml", "--yes", "--json"])
        #expect((try result.json()["outcome"] as? [String: Int])?["conflict"] == 1, "\(result.output)\(result.errors)")
        let show = try await ferry.run(["show", "--row", "1", folder.newestRun("rows")])
        #expect(show.output.contains("Met At can't be read"), "\(show.output)")
    }

    /// The address is in use, an option is new, and the answer to the cells is lost: going on is no conflict with oneself.
    @Test func aRunThatGoesOnIsInNoConflictWithItself() async throws {
        let first = "Contact,Email,Met\nAda Love,ada@lovelace.example,Paris\n"
        let create = "  - create-persons: { match: [name], name: Contact, emails: Email }\n"
        try folder.write("faults.yaml", "faults:\n  - { fault: drop-after, method: PATCH, at: [2, 3, 4, 5, 6, 7, 8] }\n")
        let affinity = try LocalAffinity(["--faults", folder.path + "/faults.yaml"])
        let ferry = affinity.ferry(in: folder)
        try write(first, create + "  - set-fields: { person.Met At: Met }\n", name: "first")
        #expect(try await ferry.run(["apply", "first.yaml", "--yes"]).status == 0)
        try write(
            "Contact,Email,Rank\nA. L.,ada@lovelace.example,Wizard\n",
            create + "  - set-fields: { person.Seniority: { column: Rank, unknown-option: create } }\n")
        let stopped = try await ferry.run(["apply", "rows.yaml", "--yes", "--patience", "1s"])
        #expect(stopped.status == 6, "\(stopped.output)\(stopped.errors)")
        let resumed = try await ferry.run(["resume", "--json"])
        #expect((try resumed.json()["outcome"] as? [String: Int])?["conflict"] ?? 0 == 0, "\(resumed.output)\(resumed.errors)")
        #expect(resumed.status == 0, "\(resumed.errors)")
    }

    @Test func aPersonWhoseAddressIsInUseGetsNoSecondEntry() async throws {
        let rows = "Contact,Email\nAda Love,ada@lovelace.example\n"
        try write(rows, "  - create-persons: { name: Contact, emails: Email }\n  - add-to-list: { list: People }\n", name: "first")
        #expect(try await apply("first")["created"] == 1)
        try write(
            rows.replacingOccurrences(of: "Ada Love", with: "A. L."),
            "  - create-persons: { match: [name], name: Contact, emails: Email }\n  - add-to-list: { list: People }\n")
        #expect(try await apply()["conflict"] == 1)
        let text = try await ferry.run(["show", "--row", "1", folder.newestRun("rows")]).output
        #expect(text.contains("is on People already"), "\(text)")
        #expect(try affinity.requests().count { $0.method == "POST" && $0.path.contains("list-entries") } == 1)
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

    private func search(_ path: String, _ collection: String) throws -> [[String: Any]] {
        try #require((try affinity.get(path) as? [String: Any])?[collection] as? [[String: Any]])
    }
}
