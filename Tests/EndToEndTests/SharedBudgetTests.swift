import FerryTestSupport
import Foundation
import Testing

/// Several runs of one key on this machine at the same time.
@Suite struct SharedBudgetTests {
    @Test func twoRunsOfOneKeyStayUnderTheLimitTogether() async throws {
        let affinity = try LocalAffinity(["--rate-limit", "100", "--latency", "30"])
        let cache = try TemporaryFolder()
        // Each would have three requests for each of sixty rows, twenty at a time: far more than a minute holds for both.
        let deals = try (0..<2).map { _ in try DealFolder(good: 60, more: "limits: { concurrency: 20 }") }
        let runs = try deals.map { deals in
            var ferry = affinity.ferry(in: deals.folder)
            ferry.environment["XDG_CACHE_HOME"] = cache.path
            return try ferry.start(["apply", "deals.yaml", "--yes"])
        }
        // Three quarters of the minute go at once, the rest one after the other until it ends.
        var count = 0
        var quiet = 0
        for _ in 0..<2400 where quiet < 20 {
            try await Task.sleep(for: .milliseconds(50))
            let now = try affinity.requests().count
            (quiet, count) = now == count && now > 60 ? (quiet + 1, now) : (0, now)
        }
        for run in runs { run.signal(SIGINT) }
        for run in runs { #expect(await run.finish().status == 6) }
        let refused = try affinity.statuses().count { $0 == 429 }
        #expect(refused == 0)
        #expect(try affinity.statuses().count <= 100)
        #expect(count >= 65, "most of the minute was used: \(count)")
        let files = try FileManager.default.contentsOfDirectory(atPath: cache.path + "/ferry").sorted()
        // And the names that a shell completes.
        #expect(files.count == 2 && files[0].hasPrefix("budget-") && files[1].hasPrefix("names-"))
        let text = try cache.read("ferry/" + files[0])
        #expect(text.hasPrefix("ferry-budget 2\n") && !text.contains("process"), "nobody has anything under way any more: \(text)")
    }
}
