import Affinity
import PipelineSpec
import Planning
import Runs
import Screen
import Text

/// One row for a person, from the cells of the spreadsheet to the requests: what was found and by what, what was made of each cell and
/// why, and what was sent.
struct RowExplanation {
    let frame: PlanFrame
    let style: Style
    private let record: RowRecord
    private let tracer: ValueTracer?
    private let plannedAt: Int64

    /// - Throws: nothing that a sound run file gives cause for.
    init(_ record: RowRecord, of run: RunFile, frame: PlanFrame, style: Style) throws {
        self.record = record
        self.frame = frame
        self.style = style
        let binding = try run.binding()
        plannedAt = binding.createdAt
        tracer = try RowTracers(frame: frame, dialect: binding.dialect).tracer(for: record)
    }

    func render() -> String {
        let row = record.planned
        let title = style.bold("Row \(row.row)") + " (\(frame.place(ofRow: row.row, line: row.line))): \(Printable.line(row.label))"
        var lines: [(label: String, text: String)] = [("outcome", record.outcome.rawValue)]
        for record in row.records { lines.append(explain(RowText.printable(record))) }
        for entry in row.entries { lines.append(explain(entry)) }
        lines += CellExplanation(record, frame: frame, tracer: tracer, style: style).lines().map { ("cell", $0) }
        for note in row.notes {
            lines.append((done(isDone(note), "will add", "added", "not added"), "note \(ValueText.quoted(note.content))"))
        }
        for problem in record.problems {
            let field = problem.field.map { " \($0):" } ?? ""
            lines.append(("refused", style.red("[\(problem.code)]\(field) \(Printable.line(problem.reason))")))
            if let hint = problem.advice { lines.append(("", Printable.line(hint))) }
            if let fix = ProblemText.fix(problem, in: frame) { lines.append(("", fix)) }
        }
        if record.problems.isEmpty, case .skipped(let reason) = row.disposition { lines.append(("skipped", reason)) }
        let requests = RequestText(frame: frame, plannedAt: plannedAt)
        for operation in record.operations { lines.append(("sent", requests.describe(operation))) }
        let width = max(8, lines.map(\.label.count).max() ?? 0) + 2
        return ([title] + lines.map { "  " + DisplayWidth.padded($0.label, to: width) + $0.text })
            .joined(separator: "\n")
    }

    private func isDone(_ note: PlannedNote) -> Bool {
        record.operations.contains { $0.kind == .addNote && $0.record == note.record && $0.state == .done }
    }

    private func explain(_ planned: PlannedRecord) -> (String, String) {
        let found = record.id(ofRecord: planned.index)
        let kind = planned.kind.rawValue
        let id = found.map { " \($0)" } ?? ""
        let keyName = planned.kind == .person ? "email" : "domain"
        var text: String
        let label: String
        switch planned.action {
        case .create:
            label = done(found != nil, "will create", "created", "not created")
            text = "\(kind)\(id) \(planned.name)"
            switch planned.kind {
            case .organization: text += planned.key.map { ", \($0)" } ?? ", without a domain"
            case .person: text += planned.key.map { ", \($0)" } ?? ", without an e-mail address"
            case .opportunity: break
            }
            text += from(keyName, of: planned.index).map { " (from \($0))" } ?? ""
        case .match:
            label = "matched"
            text = "\(kind)\(id)" + (planned.name == record.planned.label ? "" : " \(planned.name)")
            if let by = planned.by {
                let key = by == "domain" || by == "email" ? planned.key.map { " \($0)" } ?? "" : ""
                text += " by \(by)\(key)" + (from(by, of: planned.index).map { " (from \($0))" } ?? "")
            }
        case .same:
            label = "shared"
            text = "\(kind)\(id) \(planned.name), with row \(planned.owner)"
        }
        if let rename = planned.rename { text += ", to be called \(rename)" }
        if let evidence = planned.evidence { text += "; \(evidence)" }
        return (label, text)
    }

    /// The cells that a key of the row was read from, and why they give no domain where they do not.
    private func from(_ key: String, of index: Int) -> String? {
        guard let trace = tracer?.key(PlanOrigins.key(key, of: index)) else { return nil }
        let cells = trace.cells.map { ValueText.quoted($0.text) }.joined(separator: ", ")
        guard !cells.isEmpty else { return trace.constant.map(ValueText.quoted) }
        guard key == "domain", case .text(let text) = trace.reading else { return trace.isBlank && key == "domain" ? nil : cells }
        switch Website(cell: text).reading {
        case .domain: return cells
        case .blank: return nil
        case .sharedHost(let host): return "\(cells): \(host) is not a company's own site"
        case .unusable(let reason): return "\(cells): \(reason)"
        }
    }

    private func explain(_ entry: PlannedEntry) -> (String, String) {
        let id = record.entry(entry)
        let text = "list entry\(id.map { " \($0)" } ?? "") on \(frame.name(of: entry.list))"
        switch entry.action {
        case .add, .made: return (done(id != nil, "will add", "added", "not added"), text)
        case .present: return ("present", text + (entry.since.map { " since \($0)" } ?? ""))
        case .same: return ("shared", text)
        }
    }

    private func done(_ isDone: Bool, _ planned: String, _ past: String, _ failed: String) -> String {
        isDone ? past : record.outcome == .pending ? planned : failed
    }
}

extension PlanFrame {
    func name(of list: ListID) -> String { lists.first { $0.id == list }?.name ?? "list \(list)" }
}
