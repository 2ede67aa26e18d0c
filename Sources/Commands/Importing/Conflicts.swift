import Planning
import Runs
import Screen
import Text

/// What Affinity has changed since a plan was made, and what becomes of it: those rows and cells are left alone, and said.
struct Conflicts {
    let terminal: Terminal
    let run: RunFile
    /// Nil when the plan was fresh and nobody looked.
    var drifts: DriftFile?
    /// When Affinity was looked at, in milliseconds since 1970.
    var checkedAt: Int64 = 0

    /// How many are named one by one.
    static let shown = 8

    func report(overwritingCells: Bool = false) {
        guard let drifts, drifts.count > 0 else { return }
        var lines = ["\n\(Numbers.count(drifts.count, "row")) moved in Affinity since the plan:"]
        for drift in drifts.first {
            if let problem = drift.problem {
                lines.append("  row \(drift.row)  \(Printable.line(problem.reason)): left out")
            }
            for cell in drift.cells where !cell.isAsPlanned {
                lines.append(
                    "  row \(drift.row)  \(Printable.line(cell.problem.reason)): \(overwritingCells ? "overwritten" : "left alone")")
            }
        }
        if drifts.count > Self.shown { lines.append("  … and \(Numbers.grouped(drifts.count - Self.shown)) more") }
        terminal.note(lines.joined(separator: "\n"))
    }

    /// Takes what moved out of the plan. Nothing may have been sent for these rows.
    func skipCells(overwritingCells: Bool = false) throws(RunFileError) {
        guard let drifts else { return }
        try run.skipCells(at: checkedAt) { body in
            try drifts.forEachDrift { drift in
                var drift = drift
                if overwritingCells { drift.cells.removeAll { !$0.isAsPlanned } }
                try body(drift)
            }
        }
    }
}
