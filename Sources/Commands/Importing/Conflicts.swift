import Planning
import Runs
import Screen

/// What Affinity has changed since a plan was made, and what becomes of it: those rows and cells are left alone, and said.
struct Conflicts: Sendable {
    let terminal: Terminal
    let run: RunFile
    var moves: [RowMove]
    /// When Affinity was looked at, in milliseconds since 1970; nil when the plan was fresh and nobody looked.
    var checkedAt: Int64?

    /// How many are named one by one.
    private static let shown = 8

    func report(overwritingCells: Bool = false) {
        let rows = moves.filter { $0.problem != nil || $0.cells.contains { !$0.isAsPlanned } }
        guard !rows.isEmpty else { return }
        var lines = ["\n\(Numbers.count(rows.count, "row")) moved in Affinity since the plan:"]
        for move in rows.prefix(Self.shown) {
            if let problem = move.problem {
                lines.append("  row \(move.row)  \(Printable.line(problem.reason)): left out")
            }
            for cell in move.cells where !cell.isAsPlanned {
                lines.append(
                    "  row \(move.row)  \(Printable.line(cell.problem.reason)): \(overwritingCells ? "overwritten" : "left alone")")
            }
        }
        if rows.count > Self.shown { lines.append("  … and \(Numbers.grouped(rows.count - Self.shown)) more") }
        terminal.note(lines.joined(separator: "\n"))
    }

    /// Takes what moved out of the plan. Nothing may have been sent for these rows.
    func withhold(overwritingCells: Bool = false) throws(RunFileError) {
        guard let checkedAt else { return }
        var moves = moves
        if overwritingCells {
            for index in moves.indices { moves[index].cells.removeAll { !$0.isAsPlanned } }
        }
        try run.withhold(moves, at: checkedAt)
    }
}
