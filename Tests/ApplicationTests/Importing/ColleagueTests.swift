import Application
import FerryTestSupport
import Foundation
import Planning
import Runs
import Simulator
import Testing

/// Somebody edits the cells that a run is about to write, or has just written.
@Suite struct ColleagueTests {
    private static let rows = 1000
    /// As many as `FERRY_COLLEAGUES` says.
    private static let seeds = Array(1...(ProcessInfo.processInfo.environment["FERRY_COLLEAGUES"].flatMap { UInt64($0) } ?? 1))
    /// Affinity allows 900 requests a minute: 15 of them take a second.
    private static let writesPerEdit = 15

    private struct Edit {
        /// Before which write of the second run.
        var write: Int
        var company: Int
        var size: Double
    }

    /// Half of the edits are of rows that are just being written, where a look before the batch comes too early.
    private static func edits(seed: UInt64) -> [Edit] {
        var dice = SplitMix(seed: seed)
        return (1...rows / writesPerEdit).map { number in
            let write = number * writesPerEdit
            let nearby = min(rows - 1, write + Int.random(in: -20..<40, using: &dice))
            let company = Bool.random(using: &dice) ? Int.random(in: 0..<rows, using: &dice) : max(0, nearby)
            return Edit(write: write, company: company, size: Double(500_000 + number))
        }
    }

    private static func object(_ members: KeyValuePairs<String, SeedValue>) -> SeedValue {
        .object(members.map { SeedMember($0.key, $0.value) })
    }

    private static func script(_ edits: [Edit]) throws -> FaultScript {
        let rules = edits.map { edit -> SeedValue in
            let cell = object([
                "list": .text("Dealflow"), "record": .text("local-\(edit.company).example"), "field": .text("Deal Size"),
                "value": .number(edit.size),
            ])
            return object([
                "fault": .text("colleague"), "method": .text("PATCH"), "path": .text("/v2/lists/*/list-entries/*/fields"),
                // The first run has made the entries and set their cells.
                "at": .number(Double(rows + edit.write)), "steps": .list([object(["set": cell])]),
            ])
        }
        return try FaultScript(object(["faults": .list(rules)]))
    }

    @Test(arguments: seeds) func noEditOfEverySecondIsLost(seed: UInt64) async throws {
        let edits = Self.edits(seed: seed)
        let account = try LocalAccount(faults: Self.script(edits))
        let first = try await account.plan(sizes: Array(0..<Self.rows), limits: "{ concurrency: 1 }")
        #expect(try await account.apply(first.run).outcomes.created == Self.rows)

        let second = try await account.plan(sizes: (0..<Self.rows).map { 10_000 + $0 }, limits: "{ concurrency: 1 }")
        #expect(second.summary.requests.write == Self.rows)
        let report = try await account.apply(second.run)

        #expect(report.stop == nil)
        let held = try await account.deals()
        let last = Dictionary(edits.map { ($0.company, $0.size) }) { $1 }
        let lost = last.filter { held["Local \($0.key)"] != $0.value }
        #expect(lost.isEmpty, "overwritten: \(lost)")
        for company in 0..<Self.rows where last[company] == nil { #expect(held["Local \(company)"] == Double(10_000 + company)) }
        // A row whose cell somebody had changed before says so; edits of rows that were done before do not concern the run.
        #expect(report.outcomes.conflict > 0 && report.outcomes.conflict <= last.count)
        #expect(report.outcomes.changed + report.outcomes.conflict == Self.rows)
        #expect(report.outcomes == (try second.run.counts()))
        // Whose key it is, ten looks ahead, one behind the last; an edit that comes while its row is written takes a look at the cell, and
        // perhaps a write to put it back: here half of the edits are such, of random rows one in ten.
        let extra = report.requests - (Self.rows - report.outcomes.conflict)
        #expect(extra <= 12 + 2 * edits.count, "\(extra) more requests than rows that were written")
    }

    @Test func aRunThatNobodyDisturbsLooksOnceForAHundredRows() async throws {
        let account = try LocalAccount()
        let first = try await account.plan(sizes: Array(0..<400), limits: "{ batch: 20 }")
        _ = try await account.apply(first.run)
        let second = try await account.plan(sizes: Array(1...400), limits: "{ batch: 20 }")
        let report = try await account.apply(second.run)
        #expect(report.outcomes.changed == 400)
        // Whose key it is, four looks ahead, and one behind the last.
        #expect(report.requests == 400 + 1 + 4 + 1)
    }

    @Test func newCompaniesAreNotLookedAt() async throws {
        let account = try LocalAccount()
        let plan = try await account.plan(sizes: Array(0..<50))
        let report = try await account.apply(plan.run)
        #expect(report.requests == 3 * 50)
    }
}
