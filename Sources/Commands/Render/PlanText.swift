import Application
import Diagnostics
import PipelineSpec
import Planning
import Runs
import Screen
import Text

/// A plan for a person: a summary that fits a screen, the first changes, then what is refused and what is worth knowing.
struct PlanText {
    let run: RunFile
    let frame: PlanFrame
    let summary: PlanSummary
    let warnings: [PlanWarning]
    private let terminal: Terminal
    private let problems: ProblemText
    private let name: String

    private var style: Style { terminal.style }

    init(run: RunFile, terminal: Terminal) throws(RunFileError) {
        self.run = run
        self.terminal = terminal
        frame = try run.frame()
        summary = try run.summary()
        warnings = try run.warnings()
        name = RunMention.text(run.path, terminal)
        problems = ProblemText(frame: frame, style: terminal.style, command: "ferry rejects \(name)")
    }

    /// Prints it piece by piece, since all changes of a large plan are more than memory should hold.
    ///
    /// - Parameter changes: how many changed rows to show; nil for all of them, 0 for the summary alone.
    func print(changes: Int?) throws {
        if summary.changesNothing, summary.rejected == 0 {
            terminal.print("\(frame.pipeline): \(Numbers.count(summary.rows, "row")), nothing to change.")
            block(warningLines())
            return
        }
        terminal.print(wrapping: title())
        block(summaryLines())
        block(fieldLines())
        // Four of them fit into the summary.
        if changes == nil, frame.options.count > 4 {
            block(frame.options.map { "  " + style.green(Printable.line("+ option \"\($0.text)\" of \(frame.fields[$0.field].name)")) })
        }
        if changes != 0 { try printChanges(limit: changes) }
        if summary.rejected > 0 {
            block(problems.lines(try run.problemGroups(), title: "\(Numbers.count(summary.rejected, "row")) rejected"))
        }
        block(warningLines())
    }

    /// The plan in one line.
    func line() -> String {
        var parts: [String] = []
        func part(_ count: Int, _ words: String, _ what: String) {
            if count > 0 { parts.append("\(words) \(what)") }
        }
        let (organizations, entries, cells) = (summary.organizations, summary.listEntries, summary.cells)
        part(organizations.create, Numbers.count(organizations.create, "organization"), "to create")
        if let persons = summary.persons { part(persons.create, Numbers.count(persons.create, "person", "persons"), "to create") }
        if let opportunities = summary.opportunities {
            part(opportunities.create, Numbers.count(opportunities.create, "opportunity", "opportunities"), "to create")
        }
        part(entries.add, Numbers.count(entries.add, "list entry", "list entries"), "to add")
        part(cells.set + cells.append, Numbers.count(cells.set + cells.append, "cell"), "to set")
        part(cells.clear, Numbers.count(cells.clear, "cell"), "to clear")
        part(summary.notes, Numbers.count(summary.notes, "note"), "to add")
        part(summary.options, Numbers.count(summary.options, "option"), "to make")
        if parts.isEmpty { parts = [summary.changesNothing ? "nothing to change" : Numbers.count(summary.requests.write, "write")] }
        part(summary.rejected, Numbers.count(summary.rejected, "row"), "rejected")
        return "\(frame.pipeline): \(Numbers.count(summary.rows, "row")), \(parts.joined(separator: ", "))."
    }

    /// What went wrong or will, for those who asked for no more than that.
    func diagnostics() throws(RunFileError) -> [Diagnostic] {
        let refused = summary.rejected > 0 ? problems.diagnostics(try run.problemGroups()) : []
        return refused
            + warnings.filter(\.stopsTheRun).map { Diagnostic(.warning, code: $0.code, WarningText.sentence($0), hint: $0.hint) }
    }

    /// Every warning, each in a line of its own with all its rows.
    func printWarnings() {
        for warning in PlanWarning.weighed(warnings) { terminal.print("\(warning.code)  \(WarningText.whole(warning))") }
    }

    private func block(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        terminal.print()
        for line in lines { terminal.print(wrapping: line) }
    }

    private func title() -> String { style.bold(frame.pipeline) + ": " + subject() }

    /// What goes where.
    func subject() -> String {
        let lists = frame.lists.map(\.name).joined(separator: ", ")
        let target = lists.isEmpty ? frame.account : "\(lists) (\(frame.account).affinity.co, as \(frame.user))"
        return Printable.line("\(Numbers.count(summary.rows, "row")) of \(frame.sourceName) into \(target)")
    }

    /// The reasons for which rows are rejected, each with what helps; the most frequent first.
    func reasons() throws(RunFileError) -> [(sentence: String, hints: [String])] {
        try run.problemGroups().map { (ProblemText.sentence($0), problems.hints($0.problem)) }
    }

    private func summaryLines() -> [String] {
        let by = summary.matchedBy.sorted { $0.key < $1.key }
            .map { key, count in "\(Numbers.grouped(count)) \(key == "row" ? "the same as another row's" : "by \(key)")" }
        let kinds = RecordKind.allCases.filter { kind in frame.records.contains { $0.kind == kind } }
        var lines = kinds.enumerated().map { place, kind in
            let records = summary.records(kind)
            var matched = "= \(Numbers.grouped(records.match)) matched"
            // How the records of several kinds were found together says little.
            if !by.isEmpty, kinds.count == 1 { matched += " (\(by.joined(separator: ", ")))" }
            var cells = [
                kind.plural.prefix(1).uppercased() + kind.plural.dropFirst(),
                paint("+ \(Numbers.grouped(records.create)) create", records.create, style.green), matched,
            ]
            if place == 0, summary.rejected > 0 { cells.append(style.red("\(Numbers.grouped(summary.rejected)) rejected")) }
            if place == 0, summary.skipped > 0 { cells.append("\(Numbers.grouped(summary.skipped)) skipped") }
            return columns(cells)
        }
        let entries = summary.listEntries
        let cells = summary.cells
        if !frame.lists.isEmpty {
            lines.append(
                columns([
                    "List entries", paint("+ \(Numbers.grouped(entries.add)) add", entries.add, style.green),
                    "= \(Numbers.grouped(entries.present)) already there",
                ]))
        }
        if !frame.fields.isEmpty {
            let overwritten = summary.overwritten
            let set = cells.set - overwritten
            var parts = ["Cells", paint("~ \(Numbers.grouped(set)) set", set, style.green)]
            if overwritten > 0 { parts.append(style.yellow("~ \(Numbers.grouped(overwritten)) overwritten")) }
            parts += [
                "+ \(Numbers.grouped(cells.append)) append", paint("- \(Numbers.grouped(cells.clear)) clear", cells.clear, style.red),
                "= \(Numbers.grouped(cells.unchanged)) unchanged", "\(Numbers.grouped(cells.kept)) left as they are",
            ]
            lines.append(columns(parts))
            if summary.leftAlone > 0 {
                let text = "\(Numbers.grouped(summary.leftAlone)) can't be read and are left alone: ferry rejects \(name) --cells"
                lines.append("  " + padded("", 16) + style.yellow(text))
            }
        }
        if summary.notes > 0 {
            lines.append(columns(["Notes", paint("+ \(Numbers.grouped(summary.notes)) add", summary.notes, style.green)]))
        }
        if summary.options > 0 {
            let texts = frame.options.map { "\"\($0.text)\" of \(frame.fields[$0.field].name)" }
            let shown = texts.prefix(4).joined(separator: ", ") + (texts.count > 4 ? ", …" : "")
            lines.append(columns(["Options", style.green("+ \(Numbers.grouped(summary.options)) new"), Printable.line(shown)]))
        }
        // Of many files the first that is odd stands for the others.
        if let odd = summary.source?.first(where: { $0.remarkable != nil }), let how = odd.remarkable {
            lines.append(columns(["Read as", how]))
        }
        let compared = summary.comparedBeforeOnly(in: frame).map(\.name)
        if !compared.isEmpty {
            let names = compared.prefix(4).joined(separator: ", ") + (compared.count > 4 ? ", …" : "")
            let text = "before the run only: \(names) (Affinity tells of no change of texts and plain dropdowns on a list)"
            lines.append("  " + padded("Compared", 16) + Printable.line(text))
        }
        lines.append("  " + padded("Cost", 16) + cost())
        return lines
    }

    /// What the plan costs in requests.
    func cost() -> String {
        let requests = summary.requests
        let shared = requests.shared.map { " (\(Numbers.grouped($0)) of them in Affinity's shared directory)" } ?? ""
        var text = "\(Numbers.count(requests.read, "read"))\(shared) and \(Numbers.count(requests.write, "write"))"
        if requests.write > 0 {
            text += summary.minutes <= 1 ? ", within a minute" : ", about \(Numbers.duration(seconds: summary.minutes * 60)) at this limit"
        }
        if let share = summary.monthShare { text += ", \(Numbers.percent(share)) of this month's calls" }
        return text
    }

    /// A line for each field: how many are set, and for dropdowns to what.
    private func fieldLines() -> [String] {
        let width = max(
            16, (summary.fields.map { DisplayWidth.columns(of: Self.target($0)) }.filter { $0 <= Self.targetWidth }.max() ?? 0) + 2)
        return summary.fields.compactMap { field in
            var parts: [String] = []
            if field.set > 0 { parts.append("\(Numbers.grouped(field.set)) set") }
            if field.changed > 0 { parts.append("\(Numbers.grouped(field.changed)) overwritten") }
            if field.append > 0 { parts.append("\(Numbers.grouped(field.append)) appended") }
            if field.clear > 0 { parts.append("\(Numbers.grouped(field.clear)) cleared") }
            guard !parts.isEmpty else { return nil }
            let options = field.options.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            if !options.isEmpty {
                let shown = options.prefix(5).map { "\(Printable.line($0.key)) \(Numbers.grouped($0.value))" }.joined(separator: ", ")
                parts[parts.count - 1] += " (\(shown)\(options.count > 5 ? ", …" : ""))"
            }
            return "  " + padded(Self.target(field), width) + parts.joined(separator: ", ")
        }
    }

    /// Where the field is, as a pipeline may name it.
    private static func target(_ field: FieldTally) -> String { Printable.line(field.target) }
    /// A longer name pushes what stands behind it aside on its own line only.
    private static let targetWidth = 40

    private func printChanges(limit: Int?) throws {
        let all = try run.changeCount()
        guard all > 0 else { return }
        terminal.print()
        let text = RowText(frame: frame, style: style)
        var shown = 0
        try run.forEachChange(limit: limit) { row in
            for line in text.change(row.planned) { terminal.print(wrapping: line) }
            shown += 1
            // Whoever reads has seen enough (`| head`).
            return !terminal.context.output.hasFailed
        }
        guard shown < all, limit != nil else { return }
        terminal.print("  … \(Numbers.grouped(all - shown)) more: ferry show \(name) --changes")
    }

    private func warningLines() -> [String] { WarningText(command: "ferry show \(name) --warnings").lines(warnings) }

    private func columns(_ cells: [String]) -> String {
        var line = "  " + padded(cells[0], 16)
        for (index, cell) in cells.dropFirst().enumerated() {
            let isLast = index == cells.count - 2
            line += isLast ? cell : padded(cell, 17) + (DisplayWidth.columns(of: cell) >= 16 ? " " : "")
        }
        return line
    }

    private func paint(_ text: String, _ count: Int, _ colour: (String) -> String) -> String {
        count > 0 ? colour(text) : text
    }

    private func padded(_ text: String, _ width: Int) -> String {
        DisplayWidth.columns(of: text) >= width ? text + " " : DisplayWidth.padded(text, to: width)
    }
}
