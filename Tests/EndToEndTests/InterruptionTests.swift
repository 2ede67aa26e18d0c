import FerryTestSupport
import Foundation
import Testing

/// Runs that end before their end: killed, interrupted, stopped after a batch. What is in Affinity afterwards is what an
/// undisturbed run leaves there.
@Suite struct InterruptionTests {
    private static let lists = ["Dealflow"]

    /// 300 rows, some new and some known, with an entry and cells each.
    private func makeFolder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        var csv = "Company,Website,Stage,Size\n"
        let known = ["stripe.com", "spotify.com", "airbnb.com", "klarna.com", "figma.com"]
        for number in 1...300 {
            let site = number <= known.count ? known[number - 1] : number % 10 == 0 ? "" : "company-\(number).example.net"
            csv += "Company \(number),\(site),\(number % 2 == 0 ? "Meeting" : "Contacted"),\(number * 1000)\n"
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
              - create-organizations: { name: Company, domain: { column: Website, as: domain } }
              - add-to-list: { list: Dealflow }
              - set-fields: { Status: Stage, Deal Size: Size }
            limits: { batch: 50 }
            """)
        return folder
    }

    private func undisturbedWorld() async throws -> [String] {
        let folder = try makeFolder()
        let affinity = try LocalAffinity(["--rate-limit", "100000"])
        let apply = try await affinity.ferry(in: folder).run(["apply", "rows.yaml", "--yes"])
        #expect(apply.status == 0, "\(apply.errors)")
        return try AccountReader(affinity).world(lists: Self.lists)
    }

    /// Waits until the simulator has taken so many writes; the simulator's record is the clock.
    private func wait(for writes: Int, at affinity: LocalAffinity, of run: RunningFerry) async throws {
        try await EndToEndTests.wait(until: "\(writes) writes") { try !run.isRunning || affinity.writes() >= writes }
    }

    @Test(arguments: [1, 57, 333, 601])
    func aKilledRunIsResumedWithNothingLostAndNothingTwice(afterWrites: Int) async throws {
        let folder = try makeFolder()
        // The wait before each answer makes sure that requests are in flight when the kill comes.
        let affinity = try LocalAffinity(["--rate-limit", "100000", "--latency", "3"])
        let ferry = affinity.ferry(in: folder)
        let run = try ferry.start(["apply", "rows.yaml", "--yes"])
        try await wait(for: afterWrites, at: affinity, of: run)
        run.signal(SIGKILL)
        let killed = await run.finish()
        #expect(killed.status == 128 + SIGKILL, "it was done before it could be killed")

        let resumed = try await ferry.run(["resume", "--json"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        let outcome = try #require(try resumed.json()["outcome"] as? [String: Int])
        #expect(outcome["pending"] == 0)
        #expect(outcome.values.reduce(0, +) == 300)
        #expect(try AccountReader(affinity).world(lists: Self.lists) == (try await undisturbedWorld()))
        let again = try await ferry.run(["plan", "rows.yaml"])
        #expect(again.status == 0, "\(again.output)")
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func aSignalFinishesWhatIsInFlightAndStopsResumably(number: Int32) async throws {
        let folder = try makeFolder()
        let affinity = try LocalAffinity(["--rate-limit", "100000", "--latency", "3"])
        let ferry = affinity.ferry(in: folder)
        let run = try ferry.start(["apply", "rows.yaml", "--yes"])
        try await wait(for: 100, at: affinity, of: run)
        run.signal(number)
        let stopped = await run.finish()
        #expect(stopped.status == 6, "\(stopped.errors)")
        #expect(stopped.errors.contains("ferry resume"))
        #expect(stopped.errors.contains("stopping"))
        #expect(stopped.errors.contains("press Ctrl-C again to stop at once"))
        let status = try await ferry.run(["status"])
        #expect(status.output.contains("stopped"))

        let resumed = try await ferry.run(["resume"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try AccountReader(affinity).world(lists: Self.lists) == (try await undisturbedWorld()))
    }

    @Test func aSecondSignalStopsAtOnceAndIsStillResumable() async throws {
        let folder = try makeFolder()
        // One create is in flight for long: whoever waits for it would be seen to wait.
        try folder.write("faults.yaml", "faults:\n  - { fault: slow, ms: 60000, method: POST, at: 60 }\n")
        let affinity = try LocalAffinity(["--rate-limit", "100000", "--faults", folder.path + "/faults.yaml"])
        let ferry = affinity.ferry(in: folder)
        let run = try ferry.start(["apply", "rows.yaml", "--yes"])
        try await wait(for: 120, at: affinity, of: run)
        run.signal(SIGTERM)
        // The second must not come before the first was heard.
        try await Task.sleep(for: .milliseconds(500))
        #expect(run.isRunning, "the first lets what is in flight finish")
        run.signal(SIGINT)
        try await EndToEndTests.wait(until: "the second does not wait for it") { !run.isRunning }
        #expect(await run.finish().status == 6)

        let resumed = try await ferry.run(["resume"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try AccountReader(affinity).world(lists: Self.lists) == (try await undisturbedWorld()))
    }

    @Test func oneBatchTriesTheFirstRowsOnly() async throws {
        let folder = try makeFolder()
        let affinity = try LocalAffinity(["--rate-limit", "100000"])
        let ferry = affinity.ferry(in: folder)
        let first = try await ferry.run(["apply", "rows.yaml", "--yes", "--batches", "1", "--json"])
        #expect(first.status == 6)
        let outcome = try #require(try first.json()["outcome"] as? [String: Int])
        #expect(outcome["pending"] == 250)
        #expect(try await ferry.run(["resume"]).status == 0)
        #expect(try await ferry.run(["resume"]).status == 64, "there is nothing left to resume")
        #expect(try AccountReader(affinity).world(lists: Self.lists) == (try await undisturbedWorld()))
    }

    @Test func failingAnswersChangeNothingInTheEnd() async throws {
        let folder = try makeFolder()
        // Every twentieth request fails, half of those after they took effect.
        let affinity = try LocalAffinity(["--rate-limit", "100000", "--fail", "0.05"])
        let apply = try await affinity.ferry(in: folder).run(["apply", "rows.yaml", "--yes", "--json"])
        #expect(apply.status == 0, "\(apply.errors)")
        let retries = try #require(try apply.json()["retries"] as? Int)
        #expect(retries > 0)
        #expect(try Self.readPatiently(affinity) == (try await undisturbedWorld()))
    }

    /// The reader has no patience of its own, and this simulator fails it too.
    private static func readPatiently(_ affinity: LocalAffinity) throws -> [String] {
        for _ in 0..<200 {
            if let world = try? AccountReader(affinity).world(lists: lists) { return world }
        }
        return try AccountReader(affinity).world(lists: lists)
    }

    @Test func aRunIsWorkedByOneProcessAtATime() async throws {
        let folder = try makeFolder()
        let affinity = try LocalAffinity(["--rate-limit", "100000", "--latency", "20"])
        let ferry = affinity.ferry(in: folder)
        let run = try ferry.start(["apply", "rows.yaml", "--yes"])
        try await wait(for: 1, at: affinity, of: run)
        // It stands still, and so is at work for as long as the test likes.
        run.signal(SIGSTOP)
        let second = try await ferry.run(["resume"])
        #expect(second.status == 4)
        #expect(second.errors.contains(/in use by process \d+ since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/), "\(second.errors)")
        // The lock goes with its process, however that ends.
        run.signal(SIGKILL)
        #expect(await run.finish().status == 128 + SIGKILL)
        #expect(try await ferry.run(["resume", "--batches", "1"]).status == 6)
    }
}
