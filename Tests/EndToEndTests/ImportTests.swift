import FerryTestSupport
import Foundation
import Testing

/// The sample's import, through the real binary and over real HTTP, checked by a reader that shares no code with Ferry.
@Suite struct ImportTests {
    @Test func theSampleLeavesInAffinityExactlyWhatTheFileSays() async throws {
        let folder = try SampleFolder()
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder.folder)
        let earlier = try AccountReader(affinity)
        let before = try earlier.entries(on: "Dealflow")

        let plan = try await ferry.run(["plan", "pipelines/import-companies.yaml"])
        #expect(plan.status == 2, "\(plan.errors)")
        #expect(try affinity.writes() == 0, "planning writes nothing")
        let apply = try await ferry.run(["apply", "pipelines/import-companies.yaml", "--yes"])
        #expect(apply.status == 0, "\(apply.errors)")

        let reader = try AccountReader(affinity)
        let rows = try folder.rows()
        let companies = Dictionary(grouping: rows, by: \.company)
        #expect(companies.count >= 140)
        let after = try reader.entries(on: "Dealflow")
        for (company, rows) in companies {
            let organizations = reader.organizations.filter { company.matches($0) }
            #expect(organizations.count == 1, "\(company) exists \(organizations.count) times")
            guard let organization = organizations.first else { continue }
            let entries = after.filter { $0.organization == organization.id }
            #expect(entries.count == 1, "\(company) has \(entries.count) entries")
            for row in rows {
                for (field, wanted) in row.expected {
                    #expect(entries.first?.values[field] == wanted, "\(company), \(field)")
                }
            }
        }
        // No organization that was there has another name or domain now, whether the file names it or not.
        let organizations = Set(reader.organizations)
        for organization in earlier.organizations {
            #expect(organizations.contains(organization), "organization \(organization.name) was changed")
        }
        // Nothing else was touched: what was on the list before and is in no row holds what it held.
        let named = Set(reader.organizations.filter { organization in companies.keys.contains { $0.matches(organization) } }.map(\.id))
        for entry in before where !named.contains(entry.organization) {
            #expect(after.contains(entry), "entry \(entry.id) was changed")
        }
        #expect(after.count == before.filter { !named.contains($0.organization) }.count + companies.count)
    }

    @Test func importingTheSameAgainWritesNothing() async throws {
        let folder = try SampleFolder()
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder.folder)
        let first = try await ferry.run(["apply", "pipelines/import-companies.yaml", "--yes"])
        #expect(first.status == 0, "\(first.errors)")
        let writes = try affinity.writes()
        #expect(writes > 400)

        let plan = try await ferry.run(["plan", "pipelines/import-companies.yaml"])
        #expect(plan.status == 0)
        #expect(plan.output.contains("182 rows, nothing to change."))
        let second = try await ferry.run(["apply", "pipelines/import-companies.yaml", "--yes", "--json"])
        #expect(second.status == 0)
        #expect(try affinity.writes() == writes)
        let outcome = try #require(try second.json()["outcome"] as? [String: Int])
        #expect(outcome["unchanged"] == 182)
    }

    @Test func newCompaniesWithFiveFieldsCostThreeWritesAndOneLookUpEach() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity(["--rate-limit", "100000"])
        var csv = "Company,Website,Stage,Size,Met,Partner,Sum\n"
        for number in 1...200 {
            csv += "New \(number) Works,new-\(number).example.org,Contacted,\(number),2026-01-02,ada@contoso.vc,Text \(number)\n"
        }
        try folder.write("new.csv", csv)
        try folder.write(
            "new.yaml",
            """
            version: 1
            kind: import
            name: new
            source: { csv: new.csv }
            steps:
              - create-organizations: { name: Company, domain: { column: Website, as: domain } }
              - add-to-list: { list: Dealflow }
              - set-fields: { Status: Stage, Deal Size: Size, First Met: Met, Owners: Partner, Summary: Sum }
            """)
        let apply = try await affinity.ferry(in: folder).run(["apply", "new.yaml", "--yes", "--json"])
        #expect(apply.status == 0, "\(apply.errors)")
        let outcome = try #require(try apply.json()["outcome"] as? [String: Int])
        #expect(outcome["created"] == 200)
        let requests = try affinity.requests().count
        // The look-up is the one in Affinity's shared directory.
        #expect(requests <= 820, "\(requests) requests")
        #expect(try affinity.writes() <= 600)
        #expect(try apply.json()["requests"] as? Int == requests, "it says how many it made")
    }

    @Test func theDocumentOfApplyAddsUpToTheRows() async throws {
        let folder = try SampleFolder()
        let affinity = try LocalAffinity()
        let apply = try await affinity.ferry(in: folder.folder).run(["apply", "pipelines/import-companies.yaml", "--yes", "--json"])
        let document = try apply.json()
        let plan = try #require(document["plan"] as? [String: Any])
        let outcome = try #require(document["outcome"] as? [String: Int])
        #expect(plan["rows"] as? Int == 182)
        #expect(outcome.values.reduce(0, +) == 182)
        let organizations = try #require(plan["organizations"] as? [String: Int])
        #expect(organizations["create"] == outcome["created"])
        for key in ["run", "requests", "retries", "seconds"] { #expect(document[key] != nil, "\(key) is missing") }
        #expect(apply.errors.isEmpty, "with --json nothing but diagnostics goes to standard error: \(apply.errors)")
    }

    @Test func everyRowCanBeExplained() async throws {
        let folder = try SampleFolder()
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder.folder)
        _ = try await ferry.run(["apply", "pipelines/import-companies.yaml", "--yes"])
        let lines = try await ferry.run(["show", "import-companies", "--json"]).jsonLines()
        #expect(lines.map { $0["row"] as? Int } == Array(1...182))
        let created = try #require(lines.first { $0["outcome"] as? String == "created" })
        let organization = try #require(created["organization"] as? [String: Any])
        #expect(organization["action"] as? String == "create")
        #expect(organization["id"] is Int)
        let explained = try await ferry.run(["show", "import-companies", "--row", "\(try #require(created["row"] as? Int))"])
        #expect(explained.output.contains("POST organization "))
        #expect(explained.output.contains("PATCH list entry "))
    }

    @Test func anOrganizationThatWasFoundTakesTheNameOfTheFileWhenThatIsAsked() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        try folder.write("names.csv", "Company,Website\nStripe Payments,stripe.com\nNew,new.example.org\n")
        try folder.write(
            "names.yaml",
            """
            version: 1
            kind: import
            name: names
            source: { csv: names.csv }
            steps:
              - create-organizations: { name: Company, domain: Website, match: [domain], when-found: update-name }
            """)
        let apply = try await ferry.run(["apply", "names.yaml", "--yes"])
        #expect(apply.status == 0, "\(apply.errors)")
        let names = try AccountReader(affinity).organizations.filter { $0.domains.contains("stripe.com") }.map(\.name)
        #expect(names == ["Stripe Payments"])
        let again = try await ferry.run(["plan", "names.yaml"])
        #expect(again.status == 0, "\(again.output)")
    }

    @Test func theExportPipelineOfTheRepositoryRuns() async throws {
        let folder = try SampleFolder()
        let affinity = try LocalAffinity()
        let apply = try await affinity.ferry(in: folder.folder).run(["apply", "pipelines/export-deals.yaml"])
        #expect(apply.status == 0, "\(apply.errors)")
        let text = try folder.folder.read("export-deals.csv")
        #expect(text.hasPrefix("\u{FEFF}Name,") && text.contains("Affinity Row ID"))
    }
}
