import FerryTestSupport
import Foundation
import Testing

/// A process to which the system gives no more memory has a sentence for it (Docs/Limits.md).
@Suite struct MemoryTests {
    private let affinity: LocalAffinity
    private let deals: DealFolder

    init() throws {
        affinity = try LocalAffinity()
        deals = try DealFolder(good: 4, more: "limits: { batch: 2 }")
    }

    private func ferry(reserve: Int? = nil) -> Ferry {
        var ferry = affinity.ferry(in: deals.folder)
        if let reserve { ferry.environment["FERRY_MEMORY_RESERVE"] = "\(reserve)" }
        return ferry
    }

    #if os(Linux)
        @Test func aCommandStopsWhenMemoryIsNearlyUsedUp() async throws {
            let plan = try await ferry(reserve: 1_000_000).run(["plan", "deals.yaml"])
            #expect(
                plan.status == 6 && plan.errors.contains("[A522]") && plan.errors.contains("memory is nearly used up: 0 MB of the"),
                "\(plan)")
            let json = try await ferry(reserve: 1_000_000).run(["plan", "deals.yaml", "--json"])
            #expect(json.errors.split(separator: "\n").first?.contains("A522") == true, "\(json)")
        }

        @Test func aRunThatStoppedSoIsGoneOnWith() async throws {
            #expect(try await ferry().run(["apply", "deals.yaml", "--yes", "--batches", "1"]).status == 6)
            let stopped = try await ferry(reserve: 1_000_000).run(["resume"])
            #expect(stopped.status == 6 && stopped.errors.contains("[A522]"), "\(stopped)")
            #expect(try await ferry().run(["resume"]).status == 0)
            #expect(try AccountReader(affinity).organizations.count { $0.name.hasPrefix("Good ") } == 4)
        }

        @Test func rowsOfOneCompanyThatDoNotFitAreSaid() async throws {
            try deals.folder.write(
                "deals.csv", "Company,Website,Stage,Size\n" + String(repeating: "Acme,acme.example.org,New,1\n", count: 120_000))
            let ended = try await Program.run(
                "/bin/sh", ["-c", "ulimit -v 600000; exec '\(Ferry.binary)' plan deals.yaml"], in: deals.folder,
                environment: ferry().surroundings)
            #expect(ended.output.contains("[A522]") && ended.output.contains("rows share records and are planned together"), "\(ended)")
        }
    #endif

    @Test(arguments: [SIGABRT, SIGILL, SIGTRAP, SIGSEGV]) func aProcessThatIsEndedHasALastSentence(signal: Int32) async throws {
        var ferry = ferry()
        // Swift's own report of a crash stands instead where it is on, as it is beside a toolchain.
        ferry.environment["SWIFT_BACKTRACE"] = "enable=no"
        let simulate = try ferry.start(["simulate", "--port", "0", "--port-file", "port.txt"])
        try await wait(until: "it listens") { deals.folder.exists("port.txt") || !simulate.isRunning }
        simulate.signal(signal)
        let ended = await simulate.finish()
        #expect(ended.status == 128 + signal && ended.errors.contains("[A523]") && ended.errors.contains("`ferry status`"), "\(ended)")
    }
}
