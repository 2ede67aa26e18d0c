import Foundation
import PipelineSpec
import Planning
import Runs

/// Looks again, before the first write, whether Affinity is still what a plan saw: the plan is made anew from the rows that the run
/// file keeps, and the two are compared row by row.
struct Recheck: Sendable {
    enum Cause: Sendable, Equatable {
        /// Another run wrote to the account after the plan was made.
        case otherRun(String)
        /// The plan is so many seconds old.
        case age(Double)
    }

    let terminal: Terminal
    let session: Session
    let run: RunFile
    let status: StatusLine

    /// A plan older than this, in seconds, is compared again; `FERRY_RECHECK_AFTER` says otherwise.
    static let age = 300.0

    /// Why the plan has to be compared again; nil while it is fresh.
    func cause() throws -> Cause? {
        let checked = try run.checkedAt()
        let binding = try run.binding()
        let folders = Set(RunFolder(terminal).searched() + [Paths.folder(of: run.path)])
        let last = RecentWrites(terminal).last(
            account: binding.account, host: binding.host, in: folders.sorted(), except: run.path)
        if let last, last.lastWriteAt >= checked { return .otherRun(last.name) }
        let age = terminal.context.now() - Double(checked) / 1000
        // A plan from the future was made by another clock than this: how old it is, nobody knows.
        return age < 0 || age >= Self.configuredAge(terminal.context.environment) ? .age(age) : nil
    }

    /// Compares the plan with Affinity if it is no longer fresh.
    /// - Returns: What has moved; nothing when the plan still fits or is fresh.
    /// - Throws: As planning does: for a list or field that is gone, a missing permission and the like.
    func conflicts() async throws -> Conflicts {
        var conflicts = Conflicts(terminal: terminal, run: run, moves: [], checkedAt: nil)
        guard let cause = try cause() else { return conflicts }
        switch cause {
        case .otherRun(let name): terminal.note("\(name) has written to Affinity since this plan was made: looking again.")
        case .age(let seconds) where seconds < 0:
            terminal.note("This plan was made by a clock that was ahead of this one: looking again what is in Affinity.")
        case .age(let seconds): terminal.note("This plan is \(Numbers.duration(seconds: seconds)) old: looking again what is in Affinity.")
        }
        conflicts.checkedAt = Int64(terminal.context.now() * 1000)
        conflicts.moves = try await moves()
        return conflicts
    }

    private func moves() async throws -> [RowMove] {
        var source = try PipelineSource.planned(run, terminal)
        let sheet = try PlannedSpreadsheet.restore(run, source.pipeline.source, terminal)
        defer { sheet.removeIfTemporary() }
        source.pipeline.expect = Expectations()
        let path = run.path + ".check"
        try? FileManager.default.removeItem(atPath: path)
        let fresh = try await PlanBuilder(
            terminal: terminal, session: session, source: source, status: status, runPath: path, spreadsheet: sheet
        ).build().run
        defer { fresh.discard() }
        let comparison = PlanComparison(frame: try run.frame())
        var moves: [RowMove] = []
        try run.forEachUntouched { planned, sent in
            let move = comparison.move(from: planned, to: try fresh.row(planned.row)?.planned, sent: sent)
            if !move.isNothing { moves.append(move) }
        }
        return moves
    }

    private static func configuredAge(_ environment: [String: String]) -> Double {
        guard let text = environment["FERRY_RECHECK_AFTER"], let seconds = Double(text), seconds >= 0 else { return age }
        return seconds
    }
}
