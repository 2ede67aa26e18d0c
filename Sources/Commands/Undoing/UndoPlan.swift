import Affinity
import Application
import PipelineSpec
import Planning
import Runs
import Screen
import Text

/// What an undo would do, counted in one pass over the run file, with the first few things by their names.
struct UndoPlan: Sendable {
    /// How many deletions, and how many other changes, are named beside the counts.
    static let namesShown = 10

    /// `--json` knows it by these keys.
    struct Counts: Encodable, Sendable {
        var organizations = 0
        var persons = 0
        var opportunities = 0
        var entries = 0
        var cells = 0
        var renames = 0
        var notes = 0
        var options = 0
        /// Writes that can't be taken back, whatever anybody did since.
        var stays = 0
        /// What is sent to Affinity when nobody has built on anything.
        var writes = 0
        /// Looks before the writes.
        var reads = 0
        var minutes = 0.0

        var isNothing: Bool { writes + stays == 0 }

        fileprivate mutating func add(_ step: UndoStep) {
            switch step.kind {
            case .deleteNote:
                notes += 1
                reads += 1
            case .restoreCells(_, let all):
                cells += all.count
                reads += 1
            case .rename:
                renames += 1
                reads += 1
            case .removeEntry:
                entries += 1
                reads += 1
            case .deleteRecord(let kind, _):
                self[kind] += 1
                // Its entries and links, its notes, its cells.
                reads += 3
            case .removeOption: options += 1
            case .stays:
                stays += 1
                return
            case .goesAlong: return
            }
            writes += 1
        }

        subscript(kind: RecordKind) -> Int {
            get {
                switch kind {
                case .organization: organizations
                case .person: persons
                case .opportunity: opportunities
                }
            }
            set {
                switch kind {
                case .organization: organizations = newValue
                case .person: persons = newValue
                case .opportunity: opportunities = newValue
                }
            }
        }
    }

    private(set) var counts = Counts()
    private(set) var deletions: [String] = []
    private(set) var changes: [String] = []
    private(set) var options: [UndoOptions.Option]

    var kinds: Set<RecordKind> { Set(RecordKind.allCases.filter { counts[$0] > 0 }) }

    init(_ run: RunFile, _ frame: PlanFrame) throws {
        options = try UndoOptions.written(run, frame)
        counts.options = options.count
        counts.writes = options.count
        let names = UndoStepText(frame)
        var plan = self
        try UndoUnits(run: run, frame: frame).forEachUnit { unit in
            for step in unit.steps {
                plan.counts.add(step)
                if case .deleteRecord = step.kind {
                    if plan.deletions.count < Self.namesShown { plan.deletions.append(names.text(step)) }
                } else if plan.changes.count < Self.namesShown {
                    switch step.kind {
                    case .restoreCells, .rename: plan.changes.append(names.text(step))
                    default: break
                    }
                }
            }
        }
        self = plan
    }

    /// Adds what is read once for the whole undo, and how long it all takes.
    mutating func addScans(
        _ references: ReferenceScan, _ attachments: Attachments, optionPages: Int, rate: RateStatus, limits: Limits
    ) {
        let deleted = counts.organizations + counts.persons + counts.opportunities
        counts.reads += references.pages + attachments.pages + attachments.askedEach.count * deleted + optionPages
        var summary = PlanSummary()
        summary.requests.write = counts.writes + counts.reads
        PlanCost.fill(&summary, reads: 0, rate: rate, limits: limits)
        counts.minutes = summary.minutes
    }

    /// - Parameters:
    ///   - omitted: what is not looked at, in words.
    ///   - all: the command that names everything; nil when that was done.
    func lines(_ name: String, omitted: [String], all: String?) -> [String] {
        var lines = ["Undo \(Printable.line(name)): \(parts().joined(separator: ", "))."]
        if counts.opportunities > 0 { lines.append("Deleting an opportunity's entry deletes the opportunity.") }
        if let all {
            let named = deletions + changes
            lines += named.map { "  \($0)" }
            let more = counts.writes - named.count
            if more > 0 { lines.append("  … and \(Numbers.count(more, "write")) more; all of them: \(all)") }
        }
        var cost = "Cost: \(Numbers.count(counts.writes, "write")), \(Numbers.count(counts.reads, "read")) to look first"
        cost += counts.minutes <= 1 ? ", within a minute" : ", about \(Numbers.duration(seconds: counts.minutes * 60)) at this limit"
        lines.append(cost + ".")
        lines += omitted.map { "Not looked at: \(Printable.line($0))." }
        return lines + ["What somebody has used or changed since stays as it is."]
    }

    private func parts() -> [String] {
        var parts: [String] = []
        for kind in RecordKind.allCases where counts[kind] > 0 {
            parts.append("\(Numbers.count(counts[kind], kind.rawValue, kind.plural)) to delete")
        }
        if counts.entries > 0 { parts.append("\(Numbers.count(counts.entries, "list entry", "list entries")) to remove") }
        if counts.cells > 0 { parts.append("\(Numbers.count(counts.cells, "cell")) to set back") }
        if counts.renames > 0 { parts.append("\(Numbers.count(counts.renames, "record")) to call as before") }
        if counts.notes > 0 { parts.append("\(Numbers.count(counts.notes, "note")) to delete") }
        if counts.options > 0 { parts.append("\(Numbers.count(counts.options, "option")) to remove") }
        if counts.stays > 0 { parts.append("\(Numbers.count(counts.stays, "write")) that can't be taken back") }
        return parts
    }
}

/// One step of an undo in a line.
struct UndoStepText: Sendable {
    private let frame: PlanFrame

    init(_ frame: PlanFrame) {
        self.frame = frame
    }

    func text(_ step: UndoStep) -> String {
        let name = Printable.line(step.label)
        let text =
            switch step.kind {
            case .deleteNote(_, let kind): "delete a note on \(kind.rawValue) \(name)"
            case .restoreCells(_, let cells): "\(name): \(cells.map(cell).joined(separator: ", "))"
            case .rename(_, _, let old, let new): "\(Printable.line(new)): called \(Printable.line(old)) again"
            case .removeEntry(let list, _): "take \(name) off \(frame.lists.first { $0.id == list }?.name ?? "list \(list)")"
            case .deleteRecord(let kind, _): "delete \(kind.rawValue) \(name)"
            case .removeOption: "remove option \(name)"
            case .goesAlong: "\(name): nothing by itself"
            case .stays(let reason): "\(name) stays: \(Printable.line(reason))"
            }
        return step.row == 0 ? text : "row \(step.row)  \(text)"
    }

    private func cell(_ cell: PlannedCell) -> String {
        func text(_ data: FieldData?) -> String { data.map { Printable.line(FieldDataText.text($0)) } ?? "nothing" }
        return "\(Printable.line(frame.fields[cell.field].name)) \(text(cell.after)) → \(text(cell.before))"
    }
}
