import FerryTestSupport
import Foundation
import Testing

/// The time zone and the language of the machine change nothing: neither the plan, nor what is stored, nor what comes out again.
@Suite struct MachineTests {
    /// Languages need not be installed: they are what people have in their surroundings.
    private static let machines = [
        (zone: "Pacific/Kiritimati", language: "de_DE.UTF-8"), (zone: "Pacific/Pago_Pago", language: "tr_TR.UTF-8"),
        (zone: "America/New_York", language: "fr_FR.UTF-8"), (zone: "Asia/Kolkata", language: "C"),
        (zone: "Europe/Berlin", language: "ja_JP.UTF-8"),
    ]

    /// Days on which clocks change, ends of months and years, capitals that Turkish has its own small letters for, numbers that other languages
    /// write otherwise.
    private static let csv = """
        Company;Website;Stage;Iso;Day;Us;Long;Short;Excel;When;Size;Ask;Tag;Partner
        IĞDIR INDUSTRIES;IGDIR.EXAMPLE.ORG;DUE DILIGENCE;2024-02-29;29.02.2024;02/29/2024;29 February 2024;29.2.24;45351;2024-02-29 23:59;1234.5;1.234,5 k;WARM INTRO;GRACE@CONTOSO.VC
        istanbul iplik;istanbul.example.org;due diligence;2023-03-12;12.03.2023;03/12/2023;12 March 2023;12.3.23;44997;2023-03-12 02:30;0.5;12,5 %;warm intro;Grace Hopper
        Ýzmir;izmir.example.org;New;1999-12-31;31.12.1999;12/31/1999;31 December 1999;31.12.99;36525;1999-12-31 00:00;-7;(1.000);HARDWARE;
        Année;annee.example.org;NEW;2023-10-29;29.10.2023;10/29/2023;29 October 2023;29.10.23;45228.99;2023-10-29 02:30;1000;€ 2,5m;;ada@contoso.vc
        1904;n1904.example.org;Contacted;1904-01-01;01.01.1904;01/01/1904;1 January 1904;1.1.70;1;0001-01-01;;1;;

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
              First Met: { column: Day, format: dd.MM.yyyy }
              Deal Size: { column: Ask, as: number, decimal: "," }
              Summary: { template: "{Iso} {Us}" }
              Thesis: { column: Long, as: date, format: d MMMM yyyy }
              Keywords: { column: Short, as: date, format: d.M.yy }
              Round Sizes: Size
              Tags: { column: Tag, split: "," }
              Owners: Partner
              organization.Last Reviewed: { column: Excel, format: excel }
              organization.Last Funding Date: { column: When, format: "yyyy-MM-dd HH:mm" }
          - add-note: { content: Long, created-at: Iso }
        limits: { concurrency: 1 }
        """

    private static let book = """
        version: 1
        kind: import
        name: book
        source: { xlsx: dates.xlsx }
        steps:
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Dealflow }
          - set-fields: { First Met: Met }
        limits: { concurrency: 1 }
        """

    /// All that a machine says and leaves behind, under the name of what it is.
    private func results(zone: String, language: String) async throws -> [String: String] {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try folder.write("values.csv", Self.csv)
        try folder.write("values.yaml", Self.pipeline)
        try folder.write("book.yaml", Self.book)
        try FileManager.default.copyItem(
            atPath: Ferry.repository + "/Tests/EndToEndTests/Books/dates.xlsx", toPath: folder.path + "/dates.xlsx")
        var ferry = affinity.ferry(in: folder)
        ferry.environment.merge(["TZ": zone, "LC_ALL": language, "LANG": language, "LANGUAGE": language]) { $1 }
        var results: [String: String] = [:]
        for name in ["values", "book"] {
            let plan = try await ferry.run(["plan", "\(name).yaml", "--changes", "-o", "\(name).ferry"])
            results["plan of \(name)"] = "\(plan.status)\n\(plan.output)\(plan.errors)"
            results["rows of \(name)"] = try await ferry.run(["show", "\(name).ferry", "--json"]).output
            results["row 1 of \(name)"] = try await ferry.run(["show", "\(name).ferry", "--row", "1"]).output
            let apply = try await ferry.run(["apply", "\(name).ferry", "--yes"])
            #expect(apply.status == (name == "values" ? 3 : 0), "\(zone), \(language): \(apply.output)\(apply.errors)")
            results["rejects of \(name)"] = try await ferry.run(["rejects", "\(name).ferry"]).output
        }
        for name in ["out.csv", "out.jsonl"] {
            let export = try await ferry.run(["export", "Dealflow", "-o", name])
            #expect(export.status == 0, "\(export.errors)")
            results[name] = try folder.read(name)
        }
        results["what is stored"] = try AccountReader(affinity).world(lists: ["Dealflow"]).joined(separator: "\n")
        return results
    }

    @Test func everyMachinePlansStoresAndExportsTheSame() async throws {
        var first: [String: String]?
        for machine in Self.machines {
            let found = try await results(zone: machine.zone, language: machine.language)
            guard let expected = first else {
                first = found
                continue
            }
            for (name, text) in expected {
                #expect(found[name] == text, "\(name), in \(machine.zone) and \(machine.language)")
            }
        }
        // And it is what stands in the file.
        let stored = try #require(first?["what is stored"])
        for (company, day) in [("IĞDIR INDUSTRIES", "2024-02-29"), ("istanbul iplik", "2023-03-12"), ("Année", "2023-10-29")] {
            let line = try #require(stored.split(separator: "\n").first { $0.hasPrefix("entry Dealflow \(company):") })
            for field in ["First Met", "Thesis", "Keywords", "Last Reviewed"] {
                #expect(line.contains("\(field)=\(day)"), "\(field): \(line)")
            }
            #expect(line.contains("Summary=\(day) "), "\(line)")
        }
        #expect(stored.contains("Status=Due Diligence; ") && stored.contains("Tags=Warm Intro"), "\(stored.suffix(3000))")
        let days = ["2024-02-29", "2024-02-29", "2023-03-12", "2023-10-29", "1999-12-31", "2000-01-01"]
        for (number, day) in days.enumerated() {
            let line = try #require(stored.split(separator: "\n").first { $0.hasPrefix("entry Dealflow Day \(number + 1):") })
            #expect(line.contains("First Met=\(day)"), "\(line)")
        }
    }
}
