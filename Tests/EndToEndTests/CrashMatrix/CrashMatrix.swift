import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// Kills a piece of work at points of it, goes on, and compares what comes of it with the undisturbed work.
///
/// Between some points and those before them nothing happens outside the process: what is left by a kill before a request leaves is what
/// was left right after the commit before. Of such two, the work goes on undisturbed from the one, and from the other it is killed
/// a second time while it goes on. So every state is gone on from, in each of the two ways.
///
/// The suite kills at every sixth point, so that it stays quick; at every one with `FERRY_MATRIX=1`, as `script/torture --matrix` has it.
struct CrashMatrix<Scenario: CrashScenario> {
    struct Totals: Sendable {
        /// Of the undisturbed work.
        var points = 0
        /// Of these points, those that are killed at.
        var chosen = 0
        var kills = 0
        /// Kills of a process that was going on after the first.
        var secondKills = 0
        /// Of all points, whether they are chosen or not.
        var byKind: [KillPoint.Kind: Int] = [:]
        /// Points that were not there any more, of work that does things at once.
        var spared = 0
    }

    /// From one point that is killed at to the next. A write makes a turn of five points: by fives one kind alone would be killed at.
    private static var distance: Int { max(1, ProcessInfo.processInfo.environment["FERRY_MATRIX"].flatMap { Int($0) } ?? 6) }

    /// More are not told of one worker: they would all be the same.
    private static var mostFailures: Int { 3 }

    /// Works the points in so many parts side by side, each with an account and a folder of its own, and tells the log how many there were.
    @discardableResult
    static func run(_ name: String, parts: Int, _ make: @escaping @Sendable () async throws -> Scenario) async throws -> Totals {
        let clock = ContinuousClock()
        let begun = clock.now
        var totals = Totals()
        try await withThrowingTaskGroup(of: Totals.self) { group in
            for part in 0..<parts {
                group.addTask {
                    let scenario = try await make()
                    let totals = try await Self(scenario: scenario).work(part: part, of: parts)
                    await scenario.affinity.stop()
                    return totals
                }
            }
            for try await some in group {
                totals.points = max(totals.points, some.points)
                totals.chosen += some.chosen
                totals.kills += some.kills
                totals.secondKills += some.secondKills
                totals.spared += some.spared
                totals.byKind.merge(some.byKind) { max($0, $1) }
            }
        }
        let kinds = KillPoint.Kind.allCases.compactMap { kind in totals.byKind[kind].map { "\($0) \(kind.rawValue)" } }
        let seconds = (begun.duration(to: clock.now) / .milliseconds(100)).rounded() / 10
        print(
            "crash matrix: \(name): killed at \(totals.kills) of \(totals.chosen) points that were chosen of \(totals.points) "
                + "(\(kinds.joined(separator: ", "))), and \(totals.secondKills) times again while going on, in \(seconds) s")
        #expect(totals.chosen > 0 && totals.kills >= totals.chosen - totals.spared, "\(name): every point that is chosen is killed at")
        #expect(totals.spared <= 2, "\(name)")
        return totals
    }

    let scenario: Scenario

    private func work(part: Int, of parts: Int) async throws -> Totals {
        let affinity = scenario.affinity
        let folder = scenario.folder
        let start = affinity.state
        try folder.keep(as: "start")
        let undisturbed = try await scenario.begin(killedAt: nil)
        let wanted = try scenario.ending(undisturbed.outcome)
        var totals = Totals(points: undisturbed.points.count)
        for point in undisturbed.points { totals.byKind[point.kind, default: 0] += 1 }
        var failures = 0
        let chosen = undisturbed.points.filter { $0.number % Self.distance == 0 && $0.number / Self.distance % parts == part }
        totals.chosen = chosen.count
        for point in chosen where failures < Self.mostFailures {
            affinity.state = start
            try folder.restore("start")
            let killed = try await scenario.begin(killedAt: point.number)
            // Where things are done at once, there may be a point less, or in another place.
            if !killed.wasKilled, !scenario.isSequential, killed.points.count < point.number {
                totals.spared += 1
                continue
            }
            guard killed.wasKilled, killed.points.last?.kind == point.kind || !scenario.isSequential else {
                Issue.record(
                    "\(scenario.name): not killed at \(point), but: \(killed.points.last.map(String.init) ?? "-") \(killed.outcome)")
                failures += 1
                continue
            }
            totals.kills += 1
            var whatHappened = "killed at \(point)"
            // From its first point on, in all distances.
            let second = isLeftAsBefore(point, in: undisturbed.points) ? 1 + point.number * 7 % 31 : nil
            var last = try await scenario.goOn(killedAt: second)
            if last.wasKilled {
                totals.secondKills += 1
                whatHappened += ", and again at \(last.points.last.map(String.init) ?? "-")"
                last = try await scenario.goOn(killedAt: nil)
            }
            if try !compare(last.outcome, wanted, whatHappened) { failures += 1 }
        }
        return totals
    }

    /// Whether a kill leaves what one at the point before leaves.
    private func isLeftAsBefore(_ point: KillPoint, in points: [KillPoint]) -> Bool {
        guard point.number > 1, point.kind == .send || point.kind == .begin else { return false }
        switch points[point.number - 2].kind {
        case .receive, .commit, .sync, .rename, .remove, .cut: return true
        case .send, .begin, .half: return false
        }
    }

    private func compare(_ last: Ferry.Outcome, _ wanted: [String], _ whatHappened: String) throws -> Bool {
        let ending = try scenario.ending(last)
        if ending == wanted { return true }
        let difference = AccountText.difference(ending, wanted).joined(separator: "\n")
        Issue.record("\(scenario.name): \(whatHappened), it ends otherwise:\n\(difference)\n\(last.status) \(last.errors)")
        return false
    }
}
