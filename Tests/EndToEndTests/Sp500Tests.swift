import FerryTestSupport
import Foundation
import Testing

/// A real table that nobody prepared goes in, and what is odd in it is rejected, corrected and completed.
@Suite struct Sp500Tests {
    @Test func whatIsOddIsRejectedAndItsCorrectionCompletesTheImport() async throws {
        let affinity = try LocalAffinity(["--seed", Ferry.repository + "/samples/sp500-account.yaml", "--rate-limit", "1000000"])
        let folder = try TemporaryFolder()
        let ferry = affinity.ferry(in: folder)
        let pipeline = Ferry.repository + "/pipelines/import-sp500.yaml"
        let runs = ["--runs-dir", folder.path + "/runs"]

        let first = try await ferry.run(["apply", pipeline, "--yes", "--json"] + runs)
        #expect(first.status == 3, "\(first.errors)")
        let outcome = try #require(try first.json()["outcome"] as? [String: Int])
        #expect(outcome["created"] == 464 && outcome["rejected"] == 39, "\(outcome)")
        let run = try #require(try first.json()["run"] as? String)

        let rejects = try await ferry.run(["rejects", run, "-o", "corrected.csv"])
        #expect(rejects.status == 0, "\(rejects.errors)")
        let rejected = try folder.read("corrected.csv")
        #expect(
            rejected.hasPrefix("Symbol,Security,GICS Sector,GICS Sub-Industry,Headquarters Location,Date added,CIK,Founded,_row,_step,"))
        #expect(rejected.contains("2013 (1888)") && rejected.contains("V301"))
        // The first of the years that stand there; what stands behind it goes.
        let corrected = rejected.split(separator: "\n").map { line in
            line.replacing(/,(\d{4})(?: \(|\/)[^,"]*(?:,[^"]*?)?(?=,\d+,set-fields)/) { ",\($0.1)" }
                .replacing(/,"(\d{4}) \([^"]*"(?=,\d+,set-fields)/) { ",\($0.1)" }
        }
        try folder.write("corrected.csv", corrected.joined(separator: "\n") + "\n")
        let second = try await ferry.run(["apply", pipeline, "--source", "corrected.csv", "--yes", "--json"] + runs)
        #expect(second.status == 0, "\(second.errors)\(second.output)")
        #expect((try second.json()["outcome"] as? [String: Int])?["created"] == 39)

        let entries = try AccountReader(affinity).entries(on: "S&P 500")
        #expect(entries.count == 503)
        #expect(Set(entries.compactMap { $0.values["Sector"] }).count == 11)
        #expect(entries.allSatisfy { $0.values["Founded"]?.count == 4 && $0.values["Symbol"] != nil })
        #expect(entries.first { $0.values["Symbol"] == "MMM" }?.values["Headquarters"] == "Saint Paul, Minnesota")
        #expect(entries.first { $0.values["Symbol"] == "MMM" }?.values["Member Since"] == "1957-03-04")
        let writes = try affinity.writes()
        let again = try await ferry.run(["plan", pipeline, "--json"] + runs)
        #expect(((try again.json()["plan"] as? [String: Any])?["requests"] as? [String: Int])?["write"] == 0, "\(again.errors)")
        #expect(try affinity.writes() == writes)
    }

    @Test func amongManyRowsExactlyThePoisonedOnesAreRejected() async throws {
        let affinity = try LocalAffinity(["--rate-limit", "1000000", "--monthly-limit", "0"])
        let folder = try TemporaryFolder()
        let ferry = affinity.ferry(in: folder)
        let poisons = [
            ("many", "2026-01-02", "New"), ("5", "02.01.2026", "New"), ("5", "2026-01-02", "Nwe"), ("#DIV/0!", "2026-01-02", "New"),
        ]
        var csv = "Company,Website,Size,Met,Stage\n"
        for row in 1...800 {
            let (size, met, stage) = row % 100 == 0 ? poisons[row / 100 % poisons.count] : (String(row), "2026-01-02", "New")
            csv += "Company \(row),company-\(row).example,\(size),\(met),\(stage)\n"
        }
        try folder.write("rows.csv", csv)
        try folder.write(
            "rows.yaml",
            """
            version: 1
            kind: import
            name: rows
            source: { csv: rows.csv }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: Dealflow }
              - set-fields: { Deal Size: Size, First Met: Met, Status: Stage }
            """)
        let result = try await ferry.run(["apply", "rows.yaml", "--yes", "--json"])
        #expect(result.status == 3, "\(result.errors)")
        let outcome = try #require(try result.json()["outcome"] as? [String: Int])
        #expect(outcome["created"] == 792 && outcome["rejected"] == 8)
        let reader = try AccountReader(affinity)
        var rowOf: [Int: Int] = [:]
        for organization in reader.organizations {
            if let match = organization.name.wholeMatch(of: /Company (\d+)/) { rowOf[organization.id] = Int(match.1) }
        }
        #expect(Set(rowOf.values) == Set((1...800).filter { $0 % 100 != 0 }) && rowOf.count == 792)
        let entries = try reader.entries(on: "Dealflow").filter { rowOf[$0.organization] != nil }
        #expect(entries.count == 792 && entries.allSatisfy { $0.values["Deal Size"].flatMap(Int.init) == rowOf[$0.organization] })
        let rejects = try await ferry.run(["rejects", try #require(try result.json()["run"] as? String)])
        let rows = rejects.output.split(separator: "\n").dropFirst().compactMap {
            $0.firstMatch(of: /^Company (\d+),/).flatMap { Int($0.1) }
        }
        #expect(rows == Array(stride(from: 100, through: 800, by: 100)))
    }
}
