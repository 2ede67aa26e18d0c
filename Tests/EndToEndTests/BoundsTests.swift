import FerryTestSupport
import Foundation
import Testing

/// Runs that stop before their end because somebody said how far they may go.
@Suite struct BoundsTests: ImportSuite {
    let affinity: LocalAffinity
    let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
        let rows = (0..<20).map { "Company \($0),company-\($0).example.com,\($0)\n" }
        try write(
            "Company,Website,Size\n" + rows.joined(),
            """
              - create-organizations: { name: Company, domain: Website, shared-directory: ignore }
              - add-to-list: { list: Dealflow }
              - set-fields: { Deal Size: Size }
            """)
    }

    @Test func noMoreRequestsAreSentThanAreAllowedAndResumingMakesEveryCompanyOnce() async throws {
        let first = try await ferry.run(["apply", "rows.yaml", "--yes", "--max-requests", "40"])
        #expect(first.status == 5 && first.errors.contains("A431") && first.errors.contains("ferry resume"), "\(first.errors)")
        #expect(try affinity.requestCount() == 40)
        let second = try await ferry.run(["resume", "--json"])
        #expect(second.status == 0, "\(second.errors)")
        #expect(try (second.json()["outcome"] as? [String: Int])?["created"] == 20)
        #expect(try AccountReader(affinity).organizations.count { $0.name.hasPrefix("Company ") } == 20)
    }

    @Test func aResumedExportHasItsBoundsToo() async throws {
        try folder.write(
            "deals.yaml",
            """
            version: 1
            kind: export
            name: deals
            source: { list: Dealflow }
            target: { csv: deals.csv }
            """)
        let first = try await ferry.run(["apply", "deals.yaml", "--max-requests", "5"])
        #expect(first.status == 5 && first.errors.contains("A431"), "\(first.errors)")
        let before = try affinity.requestCount()
        let refused = try await ferry.run(["resume", "--until", "06:00"])
        #expect(refused.status == 64 && refused.errors.contains("U105"), "\(refused.errors)")
        #expect(try affinity.requestCount() == before)
        let second = try await ferry.run(["resume", "--max-requests", "1"])
        #expect(second.status == 5 && second.errors.contains("A431"), "\(second.errors)")
        #expect(try affinity.requestCount() == before + 1)
        let third = try await ferry.run(["resume"])
        #expect(third.status == 0 && folder.exists("deals.csv"), "\(third.errors)")
    }

    @Test func aTimeThatIsNoneIsRefused() async throws {
        let result = try await ferry.run(["apply", "rows.yaml", "--until", "26:00"])
        #expect(result.status == 64 && result.errors.contains("--until takes a time of the day"), "\(result.errors)")
    }
}
