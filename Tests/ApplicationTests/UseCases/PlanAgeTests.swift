import Runs
import Testing

@testable import Application

/// A plan is looked at again when Affinity's clock says that it is old, whatever the machine's says.
@Suite struct PlanAgeTests {
    private let account: LocalAccount

    init() throws { account = try LocalAccount() }

    /// What a session finds out about a plan of an earlier one, after the clocks were set.
    private func cause(after change: (inout LocalAccount.Clocks) -> Void) async throws -> RecheckPlan.Cause? {
        let run = try await account.plan(sizes: [1, 2]).run
        account.setClocks(change)
        let session = account.session()
        // As every command that writes does first.
        _ = try await session.currentUser()
        _ = try await RecheckPlan(run, session).conflicts()
        return account.events.lazy.compactMap { if case .rechecking(let cause) = $0 { cause } else { nil } }.first
    }

    private static let restarted = Uptime(boot: "second", ticks: 20_000)
    private static let days = 2 * 86_400.0

    @Test("A clock that was set, also while the machine was started anew, changes nothing", arguments: [-days, days])
    func theClockWasSet(by jump: Double) async throws {
        #expect(try await cause { $0.wall += jump } == nil)
        #expect(
            try await cause {
                $0.wall += jump
                $0.uptime = Self.restarted
                $0.affinity += 20
            } == nil)
    }

    @Test("A plan is as old as Affinity's clock says", arguments: [-days, 0, days])
    func old(by jump: Double) async throws {
        let cause = try await cause {
            $0.wall += jump
            $0.uptime = Self.restarted
            $0.affinity += 600
        }
        guard case .age(let seconds) = cause else {
            Issue.record("\(cause as Any)")
            return
        }
        #expect((600..<603).contains(seconds))
    }

    @Test("A clock of the machine that stood still does not make a plan young")
    func asleep() async throws {
        guard case .age = try await cause(after: { $0.affinity += 600 }) else {
            Issue.record("Affinity's clock is not asked")
            return
        }
    }

    @Test("An old answer, as a proxy keeps them, does not make a plan young")
    func kept() async throws {
        guard case .age = try await cause(after: { $0.uptime.ticks += 600_000 }) else {
            Issue.record("the machine's clock is not asked")
            return
        }
    }

    @Test("A plan that is still to be made by Affinity's clock is looked at again", arguments: [true, false])
    func toCome(restarted: Bool) async throws {
        #expect(
            try await cause {
                $0.affinity -= 10
                if restarted { $0.uptime = Self.restarted }
            } == .unknownAge)
    }

    @Test("Where answers say no time, the machine's clock tells until it is started anew")
    func undated() async throws {
        account.setClocks { $0.isSaid = false }
        #expect(try await cause { $0.uptime.ticks += 20_000 } == nil)
        #expect(try await cause { $0.uptime = Self.restarted } == .unknownAge)
    }

    @Test("Lines below the table are left out when the plan is looked at again, and a company that is called like one is not")
    func linesBelowTheTable() async throws {
        let source = try account.source(sizes: [1])
        try account.write("deals.csv", "Company,Website,Size\nConfidential,,1\n\nExported on 1 May 2026\nConfidential\n")
        let run = try await PlanImport(source, account.session()).run().run
        account.setClocks { $0.affinity += 600 }
        let session = account.session()
        _ = try await session.currentUser()
        try await RecheckPlan(run, session).conflicts().skipCells()
        let report = try await account.apply(run)
        #expect(report.outcomes.created == 1 && report.outcomes.skipped == 2 && report.outcomes.conflict == 0, "\(report.outcomes)")
    }

    @Test("Where only the later answers say no time, the machine's clock tells too")
    func laterUndated() async throws {
        #expect(
            try await cause {
                $0.isSaid = false
                $0.wall += Self.days
            } == nil)
    }
}
