import Diagnostics
import Planning
import Runs

/// A plan for a person: a summary that fits a screen, the first changes, then what is refused and what is worth knowing.
struct PlanText {
    let run: RunFile
    let frame: PlanFrame
    let summary: PlanSummary
    let warnings: [PlanWarning]
    let style: Style

    init(run: RunFile, style: Style) throws(RunFileError) {
        self.run = run
        self.style = style
        frame = try run.frame()
        summary = try run.summary()
        warnings = try run.warnings()
    }

    /// - Parameter changes: how many changed rows to show; nil for all of them, 0 for the summary alone.
    func render(changes: Int?) throws -> String {
        if summary.changesNothing, summary.rejected == 0 {
            var line = "\(frame.pipeline): \(Numbers.count(summary.rows, "row")), nothing to change."
            if !warnings.isEmpty { line += "\n\n" + warningLines().joined(separator: "\n") }
            return line
        }
        var blocks = [title(), summaryLines().joined(separator: "\n")]
        let fields = fieldLines()
        if !fields.isEmpty { blocks.append(fields.joined(separator: "\n")) }
        if changes != 0 { blocks += try changeBlocks(limit: changes) }
        let problems = try ProblemText(style: style).lines(run.problemGroups(), total: summary.rejected)
        if !problems.isEmpty { blocks.append(problems.joined(separator: "\n")) }
        if !warnings.isEmpty { blocks.append(warningLines().joined(separator: "\n")) }
        return blocks.joined(separator: "\n\n")
    }

    private func title() -> String {
        let lists = frame.lists.map(\.name).joined(separator: ", ")
        let target = lists.isEmpty ? frame.account : "\(lists) (\(frame.account).affinity.co, as \(frame.user))"
        return style.bold(frame.pipeline) + ": \(Numbers.count(summary.rows, "row")) of \(frame.sourceName) into \(target)"
    }

    private func summaryLines() -> [String] {
        let organizations = summary.organizations
        let by = summary.matchedBy.sorted { $0.key < $1.key }
            .map { key, count in "\(Numbers.grouped(count)) by \(key == "row" ? "another row" : key)" }
        var matched = "= \(Numbers.grouped(organizations.match)) matched"
        if !by.isEmpty { matched += " (\(by.joined(separator: ", ")))" }
        var first = [
            "Organizations", paint("+ \(Numbers.grouped(organizations.create)) create", organizations.create, style.green), matched,
        ]
        if summary.rejected > 0 { first.append(style.red("\(Numbers.grouped(summary.rejected)) rejected")) }
        if summary.skipped > 0 { first.append("\(Numbers.grouped(summary.skipped)) skipped") }
        let entries = summary.listEntries
        let cells = summary.cells
        var lines = [columns(first)]
        if !frame.lists.isEmpty {
            lines.append(
                columns([
                    "List entries", paint("+ \(Numbers.grouped(entries.add)) add", entries.add, style.green),
                    "= \(Numbers.grouped(entries.present)) already there",
                ]))
        }
        if !frame.fields.isEmpty {
            lines.append(
                columns([
                    "Cells", paint("~ \(Numbers.grouped(cells.set)) set", cells.set, style.yellow),
                    "+ \(Numbers.grouped(cells.append)) append", paint("- \(Numbers.grouped(cells.clear)) clear", cells.clear, style.red),
                    "= \(Numbers.grouped(cells.unchanged)) unchanged", "\(Numbers.grouped(cells.kept)) kept",
                ]))
        }
        lines.append("  " + padded("Cost", 16) + cost())
        return lines
    }

    private func cost() -> String {
        let requests = summary.requests
        var text = "\(Numbers.count(requests.read, "read")) and \(Numbers.count(requests.write, "write"))"
        if requests.write > 0 {
            text += summary.minutes <= 1 ? ", within a minute" : ", about \(Numbers.duration(seconds: summary.minutes * 60)) at this limit"
        }
        if let share = summary.monthShare { text += ", \(Numbers.percent(share)) of this month's calls" }
        return text
    }

    /// A line for each field: how many are set, and for dropdowns to what.
    private func fieldLines() -> [String] {
        summary.fields.compactMap { field in
            var parts: [String] = []
            if field.set > 0 { parts.append("\(Numbers.grouped(field.set)) set") }
            if field.changed > 0 { parts.append("\(Numbers.grouped(field.changed)) changed") }
            if field.append > 0 { parts.append("\(Numbers.grouped(field.append)) appended") }
            if field.clear > 0 { parts.append("\(Numbers.grouped(field.clear)) cleared") }
            guard !parts.isEmpty else { return nil }
            let options = field.options.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            if !options.isEmpty {
                let shown = options.prefix(5).map { "\($0.key) \(Numbers.grouped($0.value))" }.joined(separator: ", ")
                parts[parts.count - 1] += " (\(shown)\(options.count > 5 ? ", …" : ""))"
            }
            return "  " + padded(String(field.name.prefix(24)), 16) + parts.joined(separator: ", ")
        }
    }

    private func changeBlocks(limit: Int?) throws -> [String] {
        let rows = try run.changes(limit: limit ?? summary.rows)
        guard !rows.isEmpty else { return [] }
        let text = RowText(frame: frame, style: style)
        var lines = rows.flatMap { text.change($0.planned) }
        let more = try run.changeCount() - rows.count
        if more > 0 { lines.append("  … \(Numbers.grouped(more)) more: ferry show \(run.name) --changes") }
        return [lines.joined(separator: "\n")]
    }

    private func warningLines() -> [String] {
        var lines = ["  \(Numbers.count(warnings.count, "warning"))"]
        for warning in warnings.prefix(12) {
            lines.append("    \(Printable.line(warning.message))\(RowList.parenthesis(warning.rows, count: warning.count))")
            if let hint = warning.hint { lines.append("        \(hint)") }
        }
        if warnings.count > 12 { lines.append("    … and \(warnings.count - 12) more") }
        return lines
    }

    private func columns(_ cells: [String]) -> String {
        var line = "  " + padded(cells[0], 16)
        for (index, cell) in cells.dropFirst().enumerated() {
            let isLast = index == cells.count - 2
            line += isLast ? cell : padded(cell, 17) + (visibleCount(cell) >= 17 ? "  " : "")
        }
        return line
    }

    private func paint(_ text: String, _ count: Int, _ colour: (String) -> String) -> String {
        count > 0 ? colour(text) : text
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(text.count >= width ? 1 : 0, width - visibleCount(text)))
    }

    /// Without the colours.
    private func visibleCount(_ text: String) -> Int {
        guard style.isOn else { return text.count }
        var count = 0
        var isEscape = false
        for character in text {
            if character == "\u{1B}" { isEscape = true } else if isEscape { isEscape = character != "m" } else { count += 1 }
        }
        return count
    }
}

/// Numbers of rows for a person: `rows 40, 41 and 7 more`.
enum RowList {
    static func text(_ rows: [Int], count: Int) -> String {
        let shown = rows.map(String.init).joined(separator: ", ")
        let more = count > rows.count ? " and \(Numbers.grouped(count - rows.count)) more" : ""
        return (count == 1 ? "row " : "rows ") + shown + more
    }

    static func parenthesis(_ rows: [Int], count: Int) -> String {
        rows.isEmpty ? "" : " (\(text(rows, count: count)))"
    }
}
