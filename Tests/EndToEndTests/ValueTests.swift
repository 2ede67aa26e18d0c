import FerryTestSupport
import Foundation
import Testing

/// Values of every type, from the cell of a spreadsheet to the cell of Affinity, through the binary.
@Suite struct ValueTests {
    private static let csv = """
        Company;Website;Stage;Met;Seen;Excel;Ask;Share;Where;Offices;Parent;Rivals;Scout;Team;Rounds;Keys;Theme
        Zeta Works;zeta.example.org;contacted;31/12/2025;1. März 2025;45750;1.234.567,5 €;12,5 %;Berlin, Germany;Paris, France|Boston, MA;stripe.com;Adyen|stripe.com;ada@contoso.vc;ADA@contoso.vc|Grace Hopper;1,5|2;a|"b|c";Payments
        İstanbul IĞDIR;ig.example.org;NEW;01/02/2024;2. März 2024;1;(5);0,5m;1 Bay St, Toronto, Ontario, Canada;Oslo, Norway;;;;;7;ı|İ;

        """

    private static let pipeline = """
        version: 1
        kind: import
        name: values
        source: { csv: values.csv }
        steps:
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Dealflow }
          - set-fields:
              Status: Stage
              First Met: { column: Met, format: dd/MM/yyyy }
              Summary: { column: Seen, as: date, format: "d. MMM yyyy", map: { "1. März 2025": "1. Mar 2025", "2. März 2024": "2. Mar 2024" } }
              organization.Last Reviewed: { column: Excel, format: excel }
              Deal Size: { column: Ask, as: number, decimal: "," }
              organization.Year Founded: { column: Share, as: number, decimal: "," }
              HQ Office: Where
              Offices: { column: Offices, split: "|" }
              Lead Investor: { column: Parent, as: domain }
              Competitors: { column: Rivals, split: "|", existing: append }
              Sourced By: Scout
              Referrers: { column: Team, split: "|" }
              Round Sizes: { column: Rounds, split: "|", decimal: "," }
              Keywords: { column: Keys, split: "|" }
              Thesis: Theme
        """

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("values.csv", Self.csv)
        try folder.write("values.yaml", Self.pipeline)
        return folder
    }

    @Test func everyTypeArrivesAndASecondPlanChangesNothing() async throws {
        let folder = try folder()
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        let apply = try await ferry.run(["apply", "values.yaml", "--yes"])
        #expect(apply.status == 0, "\(apply.output)\(apply.errors)")
        let reader = try AccountReader(affinity)
        let id = try #require(reader.organizations.first { $0.domains == ["zeta.example.org"] }).id
        let values = try #require(try reader.entries(on: "Dealflow").first { $0.organization == id }).values
        #expect(values["Status"] == "Contacted")
        #expect(values["First Met"] == "2025-12-31")
        #expect(values["Summary"] == "2025-03-01")
        #expect(values["Last Reviewed"] == "2025-04-03")
        #expect(values["Deal Size"] == "1234567.5")
        #expect(values["HQ Office"] == "Berlin, Germany")
        #expect(values["Offices"] == "Boston, MA; Paris, France")
        #expect(values["Lead Investor"] == "Stripe")
        #expect(values["Competitors"] == "Adyen; Stripe")
        #expect(values["Sourced By"] == "ada@contoso.vc")
        #expect(values["Referrers"] == "ada@contoso.vc; grace@contoso.vc")
        #expect(values["Round Sizes"] == "1.5; 2")
        #expect(values["Keywords"] == "a; b|c")
        #expect(values["Thesis"] == "Payments")

        let again = try await ferry.run(["plan", "values.yaml"])
        #expect(again.output.contains("2 rows, nothing to change."), "\(again.output)\(again.errors)")
    }

    @Test func theMachinesZoneAndLanguageChangeNothing() async throws {
        let folder = try folder()
        let affinity = try LocalAffinity()
        var plans: Set<String> = []
        let machines = [
            ("UTC", "C"), ("America/Los_Angeles", "en_US.UTF-8"), ("Pacific/Kiritimati", "de_DE.UTF-8"),
            ("Pacific/Pago_Pago", "ja_JP.UTF-8"),
            ("Asia/Kolkata", "tr_TR.UTF-8"), ("Europe/Berlin", "ar_EG.UTF-8"),
        ]
        for (zone, language) in machines {
            var ferry = affinity.ferry(in: folder)
            ferry.environment.merge(["TZ": zone, "LC_ALL": language, "LANG": language]) { $1 }
            let plan = try await ferry.run(["plan", "values.yaml", "--json"])
            #expect(plan.status == 2, "\(plan.errors)")
            let run = try #require(try plan.json()["run"] as? String)
            let rows = try await ferry.run(["show", run, "--json"])
            #expect(rows.status == 0, "\(rows.errors)")
            let cells = try rows.jsonLines().flatMap { $0["cells"] as? [[String: Any]] ?? [] }
            #expect(cells.contains { $0["after"] as? String == "2025-12-31" })
            plans.insert(rows.output)
        }
        #expect(plans.count == 1, "\(plans)")
        // What is written on one machine is what every other sees.
        var far = affinity.ferry(in: folder)
        far.environment["TZ"] = "Pacific/Kiritimati"
        #expect(try await far.run(["apply", "values.yaml", "--yes"]).status == 0)
        var near = affinity.ferry(in: folder)
        near.environment["TZ"] = "Pacific/Pago_Pago"
        #expect(try await near.run(["plan", "values.yaml"]).output.contains("nothing to change"))
    }
}
