import Diagnostics
import FerryTestSupport
import Planning
import Testing

/// The plan does not depend on how the account was read: in pages or by searches, with or without the permission to export, with or
/// without a count.
@Suite struct OnePlanTests {
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func allWaysOfReadingGiveOnePlan(seed: UInt64) async throws {
        let account = RandomAccount(seed: seed)
        let plans = try await plans(account)
        let first = try #require(plans.first?.plan)
        for (way, plan) in plans.dropFirst() where plan != first {
            let differences = zip(first.rows, plan.rows).filter { $0 != $1 }.map { "\($0)\n  and\n\($1)" }
            Issue.record(
                """
                seed \(seed): \(way.count), export \(way.mayExport)
                \(account.pipeline)\(account.csv)
                \(differences.first ?? "\(first.summary)\n\(first.warnings)\n\(first.problem ?? "")\n  and\n\(plan.summary)\n\(plan.warnings)\n\(plan.problem ?? "")")
                """)
        }
    }

    @Test func theSamplesHoldWhatTheLawIsAbout() async throws {
        var rows = 0
        var seen: [String: Int] = [:]
        for seed in 1...60 as ClosedRange<UInt64> {
            let plan = try await WayOfReading(count: .million).plan(RandomAccount(seed: seed))
            #expect(plan.problem == nil, "seed \(seed)")
            rows += plan.rows.count
            for row in plan.rows {
                for record in row.records { seen["\(record.kind) \(record.action) \(record.by ?? "")", default: 0] += 1 }
                if case .rejected(let problems) = row.disposition { for problem in problems { seen[problem.code.text, default: 0] += 1 } }
            }
            for warning in plan.warnings { seen[warning.code.text, default: 0] += 1 }
        }
        #expect(rows > 250)
        for kind in [
            "organization create ", "organization match domain", "organization match name", "organization match id", "person match email",
            "person match name", "person create ", "opportunity match name", "opportunity create ", "V205", "W411",
        ] {
            #expect(seen[kind, default: 0] > 0, "\(kind): \(seen)")
        }
    }

    private func plans(_ account: RandomAccount) async throws -> [(way: WayOfReading, plan: WayOfReading.Plan)] {
        var plans: [(WayOfReading, WayOfReading.Plan)] = []
        for way in WayOfReading.all { plans.append((way, try await way.plan(account))) }
        return plans
    }
}
