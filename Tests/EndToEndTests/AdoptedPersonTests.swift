import FerryTestSupport
import Foundation
import Testing

/// Persons whom a run was to make and who were there: their e-mail address is in use.
@Suite struct AdoptedPersonTests: ImportSuite {
    let affinity: LocalAffinity
    let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
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

    /// The address is in use, an option is new, and the answer to the cells is lost: going on is not a conflict with oneself.
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
}
