import FerryTestSupport
import Foundation
import Testing

/// Affinity down, and the month's calls used up: both stop a run, each with its exit code, and resumably.
@Suite struct PatienceTests {
    private func affinity(_ rule: String, _ options: [String] = []) throws -> (LocalAffinity, TemporaryFolder) {
        let folder = try TemporaryFolder()
        try folder.write("faults.yaml", "faults:\n  - \(rule)\n")
        return (try LocalAffinity(["--faults", folder.path + "/faults.yaml"] + options), folder)
    }

    @Test func applyAndResumeStopWhenThePatienceEnds() async throws {
        let (affinity, scripts) = try affinity("{ fault: before, method: PATCH, every: 1, times: 2 }")
        defer { withExtendedLifetime(scripts) {} }
        let deals = try DealFolder(good: 1)
        let ferry = affinity.ferry(in: deals.folder)
        let apply = try await ferry.run(["apply", "deals.yaml", "--yes", "--patience", "0s"])
        #expect(apply.status == 6, "\(apply.errors)")
        #expect(apply.errors.contains("Affinity cannot be reached") && apply.errors.contains("ferry resume deals-"), "\(apply.errors)")
        #expect(try await ferry.run(["resume", "--patience", "0s"]).status == 6)
        let whole = try await ferry.run(["resume", "--patience", "0s"])
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(try AccountReader(affinity).organizations.count { $0.name == "Good 0" } == 1)
    }

    @Test(arguments: [["plan", "deals.yaml"], ["export", "Dealflow", "-o", "out.csv"]])
    func planAndExportStopToo(arguments: [String]) async throws {
        let (affinity, scripts) = try affinity("{ fault: drop-before, method: GET, every: 1, times: 1 }")
        defer { withExtendedLifetime(scripts) {} }
        let deals = try DealFolder(good: 1)
        let ferry = affinity.ferry(in: deals.folder)
        let stopped = try await ferry.run(arguments + ["--patience", "0s"])
        #expect(stopped.status == 6, "\(stopped.errors)")
        #expect(!deals.folder.exists("out.csv"))
        let wrong = try await ferry.run(["plan", "deals.yaml", "--patience", "soon"])
        #expect(wrong.status == 64 && wrong.errors.contains("90s, 10m or 2h"), "\(wrong.errors)")
    }

    @Test func theMonthsLimitStopsAtOnceWithTheDayOfItsEnd() async throws {
        let (affinity, scripts) = try affinity("{ fault: month-limit, method: PATCH, every: 1, times: 1 }")
        defer { withExtendedLifetime(scripts) {} }
        let deals = try DealFolder(good: 1)
        let ferry = affinity.ferry(in: deals.folder)
        let apply = try await ferry.run(["apply", "deals.yaml", "--yes"])
        #expect(apply.status == 5, "\(apply.errors)")
        #expect(apply.errors.contains(/they come back on 20\d\d-\d\d-01 at \d\d:\d\d UTC/), "\(apply.errors)")
        let status = try await ferry.run(["status"])
        #expect(status.output.contains(/they come back on 20\d\d-\d\d-01/), "\(status.output)")
        #expect(try await ferry.run(["resume"]).status == 0)
    }
}
