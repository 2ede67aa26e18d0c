import Application
import Planning
import Screen
import Text

extension Terminal {
    /// Says what has moved in Affinity since the plan, and what becomes of it; nothing when nothing has.
    func note(of conflicts: Conflicts, overwritingCells: Bool = false) {
        let lines = conflicts.lines(overwritingCells)
        if !lines.isEmpty { note(lines.joined(separator: "\n")) }
    }
}

extension Conflicts {
    fileprivate func lines(_ overwritingCells: Bool) -> [String] {
        guard count > 0 else { return [] }
        var lines = ["\n\(Numbers.count(count, "row")) moved in Affinity since the plan:"]
        for drift in first {
            if let problem = drift.problem {
                lines.append("  row \(drift.row)  \(Printable.line(problem.reason)): left out")
            }
            for cell in drift.cells where !cell.isAsPlanned {
                lines.append(
                    "  row \(drift.row)  \(Printable.line(cell.problem.reason)): \(overwritingCells ? "overwritten" : "left alone")")
            }
        }
        if count > Self.named { lines.append("  … and \(Numbers.grouped(count - Self.named)) more") }
        return lines
    }
}
