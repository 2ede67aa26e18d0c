import Affinity
import PipelineSpec
import Planning
import Runs
import Screen

/// The cells of one row, each on a line of its own with its columns aligned: the field, where the value came from, what was there
/// before, the policy that decided, and what was done.
struct CellExplanation {
    private let record: RowRecord
    private let frame: PlanFrame
    private let tracer: ValueTracer?
    private let style: Style
    /// A longer column pushes the next ones aside on its own line only.
    private static let widest = 76

    init(_ record: RowRecord, frame: PlanFrame, tracer: ValueTracer?, style: Style) {
        self.record = record
        self.frame = frame
        self.tracer = tracer
        self.style = style
    }

    /// A cell in five texts: the field, where the value came from, what was there, the policy that decided, and what is done.
    struct Cell {
        /// Index into `PlanFrame.fields`.
        var field: Int
        var texts: [String]
    }

    func cells() -> [Cell] {
        switch record.planned.disposition {
        case .skipped: []
        case .rejected: frame.fields.indices.compactMap(unplanned)
        case .planned: frame.fields.indices.compactMap(cell) + unplannedCells()
        }
    }

    func lines() -> [String] {
        let rows = cells().map(\.texts)
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if widths.count <= column { widths.append(0) }
                let width = DisplayWidth.columns(of: cell)
                if width <= Self.widest { widths[column] = max(widths[column], width) }
            }
        }
        return rows.map { row in
            let last = row.count - 1
            let line = row.enumerated().map { column, cell in
                column == last ? paint(cell) : DisplayWidth.padded(cell, to: widths[column])
            }.joined(separator: "  ")
            return TextTable.trimmed(line)
        }
    }

    /// Cells of a field that the frame does not know: a run file of another make.
    private func unplannedCells() -> [Cell] {
        record.planned.cells.filter { !frame.fields.indices.contains($0.field) }.map {
            Cell(field: $0.field, texts: ["field \($0.field)", "", "", $0.policy.text, $0.action.rawValue])
        }
    }

    private func cell(_ field: Int) -> Cell? {
        guard let cell = record.planned.cells.first(where: { $0.field == field }) else { return unplanned(field) }
        let trace = tracer?.cell(field)
        var source = trace.map(ValueText.chain) ?? ""
        if let value = written(cell, trace) {
            let typed = ValueText.typed(value, after: trace.flatMap(Self.lastText))
            if !typed.isEmpty { source += source.isEmpty ? typed : " → \(typed)" }
        }
        let was = cell.before.map { "was \(ValueText.held($0))" } ?? (isNew(field) ? "" : "was empty")
        return Cell(field: field, texts: [frame.fields[field].name, source, was, Self.shown(cell.policy), outcome(of: cell)])
    }

    /// A cell of which nothing is planned: blank here and there, left to another row of the organization, or of a rejected row.
    private func unplanned(_ field: Int) -> Cell? {
        guard let trace = tracer?.cell(field), let origin = frame.origins?.cells[field] else { return nil }
        var policy = ""
        var action = ""
        if case .planned = record.planned.disposition {
            policy = trace.isBlank ? "blank: \(origin.blank)" : trace.reading == .clear ? "#N/A" : ""
            action = trace.isBlank && origin.blank == "keep" ? "kept" : "unchanged"
        } else if record.problems.contains(where: { $0.field == origin.key }) {
            action = "refused"
        }
        return Cell(field: field, texts: [frame.fields[field].name, ValueText.chain(trace), "", policy, action])
    }

    /// The values that the row itself brings; nil where they are not known, because a policy passed them over.
    private func written(_ cell: PlannedCell, _ trace: ValueTrace?) -> FieldData? {
        guard trace?.isBlank != true, cell.action != .kept, cell.action != .clear, let after = cell.after else { return nil }
        // What a cell held before it was appended to is not a word of the row's.
        if cell.action == .append, let before = cell.before { return after.without(before) }
        return cell.action == .unchanged && after.isSeveral ? nil : after
    }

    private static func lastText(_ trace: ValueTrace) -> String? {
        if let last = trace.steps.last { return last.texts.count == 1 ? last.texts[0] : nil }
        return if case .text(let text) = trace.reading { text } else { nil }
    }

    /// `existing: overwrite` is one word for whoever knows the language; the others would not say what they are about.
    private static func shown(_ policy: DecidingPolicy) -> String {
        if case .existing(let existing) = policy { existing.rawValue } else { policy.text }
    }

    private func isNew(_ field: Int) -> Bool {
        let holder = frame.fields[field].record
        if let list = frame.fields[field].list {
            return record.planned.entries.contains { $0.list == list && $0.record == holder && $0.action != .present }
        }
        return record.planned.record(holder)?.action == .create
    }

    private func outcome(of cell: PlannedCell) -> String {
        guard cell.isWrite else { return cell.action.rawValue }
        let field = frame.fields[cell.field]
        let own: OperationRecord.Kind = field.kind == .person ? .updatePerson : .updateOrganization
        let writes = record.operations.filter { operation in
            operation.kind == (field.list == nil ? own : .updateEntry) && operation.list == field.list && operation.record == field.record
        }
        let isDone = !writes.isEmpty && writes.allSatisfy { $0.state == .done }
        let words: (planned: String, done: String) =
            switch cell.action {
            case .append: ("will append", "appended")
            case .clear: ("will clear", "cleared")
            default: ("will set", "set")
            }
        return isDone ? words.done : record.outcome == .pending ? words.planned : "not \(words.done)"
    }

    private func paint(_ action: String) -> String {
        switch action {
        case "unchanged", "kept": style.dim(action)
        case "set", "will set", "appended", "will append": style.yellow(action)
        case "cleared", "will clear", "refused": style.red(action)
        default: action.hasPrefix("not ") ? style.red(action) : action
        }
    }
}
