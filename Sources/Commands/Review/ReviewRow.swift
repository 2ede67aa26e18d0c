import Diagnostics
import Planning
import Runs
import Screen

/// A row of a run on the page for a browser: what is planned for it, why, and what became of it. All texts are as a person reads them.
struct ReviewRow: Encodable {
    /// What is planned for a row.
    enum Plan: String, Encodable { case create, change, unchanged, rejected, skipped }

    struct Cell: Encodable {
        /// A cell that held something else is overwritten; an empty one is filled. One that cannot be read is left alone.
        enum Kind: String, Encodable { case filled, overwritten, appended, cleared, unchanged, kept, left }

        /// Index into `PlanFrame.fields`.
        var field: Int
        var name: String
        /// What the file says and what the pipeline made of it.
        var source: String
        @OrNull var before: String?
        @OrNull var after: String?
        /// Null of a cell that the row says nothing about.
        @OrNull var kind: Kind?
        var policy: String
        var end: String
    }

    struct Problem: Encodable {
        var code: String
        @OrNull var field: String?
        var reason: String
    }

    var row: Int
    var place: String
    var label: String
    var plan: Plan
    var outcome: String
    /// What was found, what was refused, what was sent: pairs of a label and a text.
    var facts: [[String]]
    var cells: [Cell]
    var problems: [Problem]

    /// - Parameter leftAlone: why cells of the row cannot be read and are left alone.
    init(_ record: RowRecord, leftAlone: [RowProblem], tracer: ValueTracer?, frame: PlanFrame, plannedAt: Int64) {
        let plain = Style(isOn: false)
        let explanation = RowExplanation(record, frame: frame, tracer: tracer, plannedAt: plannedAt, style: plain)
        row = record.planned.row
        place = explanation.place
        label = Printable.line(record.planned.label)
        plan = Self.plan(of: record.planned)
        outcome = record.outcome.rawValue
        let unread = leftAlone.map { ("left alone", ProblemText.headline($0, count: 1)) }
        facts = (explanation.found() + unread + explanation.consequences()).map { [$0.0, $0.1] }
        let keys = Set(leftAlone.compactMap(\.field))
        cells = CellExplanation(record, frame: frame, tracer: tracer, style: plain).cells().map { cell in
            let key = frame.origins.flatMap { $0.cells.indices.contains(cell.field) ? $0.cells[cell.field].key : nil }
            let isLeftAlone = key.map(keys.contains) ?? false
            return Cell(
                cell, planned: record.planned.cells.first { $0.field == cell.field }, isLeftAlone: isLeftAlone,
                isOfPlan: record.planned.disposition == .planned)
        }
        problems = record.problems.map { Problem(code: $0.code.text, field: $0.field, reason: ProblemText.headline($0, count: 1)) }
    }

    static func plan(of row: PlannedRow) -> Plan {
        switch row.disposition {
        case .rejected: return .rejected
        case .skipped: return .skipped
        case .planned: break
        }
        if row.records.contains(where: { $0.action == .create }) { return .create }
        let isChanged =
            row.cells.contains(where: \.isWrite) || !row.notes.isEmpty || row.records.contains { $0.rename != nil }
            || row.entries.contains { $0.action == .add || $0.action == .made }
        return isChanged ? .change : .unchanged
    }
}

extension ReviewRow.Cell {
    fileprivate init(_ cell: CellExplanation.Cell, planned: PlannedCell?, isLeftAlone: Bool, isOfPlan: Bool) {
        let name = cell.texts[0]
        let kind = planned.map(Self.kind)
        self.init(
            field: cell.field, name: Printable.line(name), source: cell.texts[1],
            before: planned?.before.map { RowText.oneLine($0, of: name) }, after: planned?.after.map { RowText.oneLine($0, of: name) },
            kind: isLeftAlone ? .left : isOfPlan ? kind : nil, policy: cell.texts[3], end: isLeftAlone ? "left alone" : cell.texts[4])
    }

    static func kind(_ cell: PlannedCell) -> Kind {
        switch cell.action {
        case .set: cell.before == nil ? .filled : .overwritten
        case .append: .appended
        case .clear: .cleared
        case .unchanged: .unchanged
        case .kept: .kept
        }
    }
}
