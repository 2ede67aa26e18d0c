import Foundation
package import Planning
package import Runs
import Tables

/// Looks again, before the first write, whether Affinity is still what a plan saw: the plan is made anew from the rows that the run
/// file keeps, and compared row by row as it comes.
package struct RecheckPlan: Sendable {
    package enum Cause: Sendable, Equatable {
        /// Another run wrote to the account after the plan was made.
        case otherRun(String)
        /// Somebody may have written just before the plan was made, and Affinity's search did not have to know it.
        case unsettled
        /// The age of the plan in seconds.
        case age(Double)
        /// Nobody can tell its age: Affinity did not say its time and the machine was started anew since, or a clock has gone back.
        case unknownAge
    }

    private let run: RunFile
    private let session: AccountSession

    package init(_ run: RunFile, _ session: AccountSession) {
        self.run = run
        self.session = session
    }

    /// A plan older than this, in seconds, is compared again; `FERRY_RECHECK_AFTER` says otherwise.
    static let age = 300.0
    /// The same of a plan that writes cells which nobody watches while it is applied.
    static let ageOfUnwatched = 30.0

    /// Why the plan has to be compared again; nil while it is fresh.
    private func cause() throws -> Cause? {
        let isWatched = try run.summary().comparedBeforeOnly(in: run.frame()).isEmpty
        let configured = Self.configuredAge(session.surroundings.environment) ?? (isWatched ? Self.age : Self.ageOfUnwatched)
        guard let seen = try run.seen() else { return .unsettled }
        let history = RecentWrites(try run.binding().account, session).history()
        let isKnown = history?.id == seen.history
        let identity = try run.identity()
        if isKnown, let last = history?.latest(except: identity), last.sequence > seen.sequence { return .otherRun(last.name) }
        if !isKnown || !seen.isSettled, try run.summary().makesSomething { return .unsettled }
        guard let age = seen.at.age(at: session.moment)?.upperBound else { return .unknownAge }
        return age < .seconds(configured) ? nil : .age(age / .seconds(1))
    }

    /// Compares the plan with Affinity if it is no longer fresh.
    /// - Returns: What has moved; nothing when the plan still fits or is fresh.
    /// - Throws: As planning does: for a list or field that is gone, a missing permission and so on.
    package func conflicts() async throws -> Conflicts {
        var conflicts = Conflicts(run: run)
        guard let cause = try cause() else { return conflicts }
        session.observe(.rechecking(cause))
        conflicts.checkedAt = session.surroundings.milliseconds
        let found = try await drifts()
        conflicts.drifts = found.drifts
        conflicts.mark = found.mark
        return conflicts
    }

    /// Plans the rows of the run file again, and compares each with what was planned for it as it comes.
    private func drifts() async throws -> (drifts: DriftFile, mark: AccountMark) {
        let planning = try PlanImport(again: run, session)
        let comparison = PlanComparison(frame: try run.frame())
        let drifts = DriftFile(in: Paths.folder(of: run.path), keeping: Conflicts.named)
        let mark = try await planning.plan { rows in
            let now = Dictionary(uniqueKeysWithValues: rows.map { ($0.row, $0) })
            try run.forEachUntouched(among: rows.map(\.row)) { planned, sent in
                let drift = comparison.drift(from: planned, to: now[planned.row], sent: sent)
                if !drift.isNothing { try drifts.append(drift) }
            }
        }
        return (drifts, mark)
    }

    private static func configuredAge(_ environment: [String: String]) -> Double? {
        environment["FERRY_RECHECK_AFTER"].flatMap { Double($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }
}

extension PlanSummary {
    /// Whether applying it makes anything that would be there twice when somebody else made it too.
    var makesSomething: Bool { created + listEntries.add + notes + options > 0 }
}

/// What Affinity has changed since a plan was made: those rows and cells are left alone, and said.
package struct Conflicts {
    let run: RunFile
    /// Nil when the plan was fresh and nobody looked.
    var drifts: DriftFile?
    /// When Affinity was looked at, in milliseconds since 1970.
    var checkedAt: Int64 = 0
    /// What was known of the writes to the account then.
    var mark: AccountMark?

    /// How many are named one by one.
    package static let named = 8

    /// How many rows have moved.
    package var count: Int { drifts?.count ?? 0 }
    /// The first of them.
    package var first: [RowDrift] { drifts?.first ?? [] }

    /// Takes what moved out of the plan. Nothing may have been sent for these rows.
    package func skipCells(overwritingCells: Bool = false) throws(RunFileError) {
        guard let drifts else { return }
        try run.skipCells(at: checkedAt) { body in
            try drifts.forEachDrift { drift in
                var drift = drift
                if overwritingCells { drift.cells.removeAll { !$0.isAsPlanned } }
                try body(drift)
            }
        }
        // Only now: a plan is not fresh while what moved is still in it.
        if let mark { try run.saw(mark) }
    }
}
