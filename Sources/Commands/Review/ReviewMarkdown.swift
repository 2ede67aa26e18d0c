import Application
import PipelineSpec
import Planning
import Runs
import Screen
import Text

/// A plan for a pull request or a chat, in Markdown, cut to a size. Texts of the data cannot become markup, links or mentions.
struct ReviewMarkdown {
    /// Characters. GitHub takes 65,536 in a comment.
    static let size = 60_000

    private let run: RunFile
    private let text: PlanText
    private let name: String

    init(_ run: RunFile, terminal: Terminal) throws {
        self.run = run
        text = try PlanText(run: run, terminal: terminal)
        name = RunMention.text(run.path, terminal)
    }

    func render(size: Int = Self.size) throws -> String {
        var parts = ["### \(Self.escaped(text.frame.pipeline))", Self.escaped(text.subject()), "", summary(), "", "Cost: \(text.cost())"]
        let (state, counts) = (try run.state(), try run.counts())
        if state.isBegun { parts += ["", "Outcome: \(state.rawValue), \(counts.words)"] }
        let reasons = try text.reasons().map { reason in
            "- " + Self.escaped(reason.sentence) + reason.hints.map { "  \n  \(Self.code($0))" }.joined()
        }
        let refused = Numbers.count(counts.rejected + counts.conflict, "row")
        parts += Self.list("\(refused) rejected or in conflict", reasons, most: 20, all: "ferry rejects \(name)")
        let warnings = WarningText.sentences(text.warnings).map { "- " + Self.escaped($0.sentence) }
        parts += Self.list(Numbers.count(text.warnings.count, "warning"), warnings, most: 20, all: "ferry show \(name) --warnings")
        let opening = parts.joined(separator: "\n")
        return opening + (try changes(size: size - opening.count)) + "\n"
    }

    private func summary() -> String {
        let summary = text.summary
        var rows: [(String, [(Int, String)])] = []
        for kind in RecordKind.allCases where text.frame.records.contains(where: { $0.kind == kind }) {
            let records = summary.records(kind)
            rows.append((kind.plural, [(records.create, "to create"), (records.match, "matched")]))
        }
        if !text.frame.lists.isEmpty {
            rows.append(("list entries", [(summary.listEntries.add, "to add"), (summary.listEntries.present, "already there")]))
        }
        let cells = summary.cells
        rows.append(
            (
                "cells",
                [
                    (cells.set - summary.overwritten, "to fill"), (summary.overwritten, "to overwrite"), (cells.append, "to append"),
                    (cells.clear, "to clear"), (cells.unchanged, "unchanged"), (cells.kept, "kept"),
                    (summary.leftAlone, "unreadable, left alone"),
                ]
            ))
        rows.append(("notes", [(summary.notes, "to add")]))
        rows.append(("options", [(summary.options, "to make")]))
        rows.append(("rows", [(summary.rejected, "rejected"), (summary.skipped, "skipped")]))
        let lines = rows.compactMap { what, counts -> String? in
            let said = counts.filter { $0.0 > 0 }.map { "\(Numbers.grouped($0.0)) \($0.1)" }
            return said.isEmpty ? nil : "| \(what) | \(said.joined(separator: ", ")) |"
        }
        return (["| | |", "| --- | --- |"] + lines).joined(separator: "\n")
    }

    private static func list(_ title: String, _ lines: [String], most: Int, all: String) -> [String] {
        guard !lines.isEmpty else { return [] }
        let rest = lines.count - most
        let end = rest > 0 ? ["- … and \(Numbers.grouped(rest)) more: \(code(all))"] : []
        return ["", "**\(title)**", ""] + lines.prefix(most) + end
    }

    /// The changed rows as a table, as many as there is room for.
    private func changes(size: Int) throws -> String {
        let all = try run.changeCount()
        guard all > 0 else { return "" }
        var table =
            "\n\n<details><summary>\(Numbers.count(all, "changed row"))</summary>\n\n| Row | Record | Changes |\n| ---: | --- | --- |\n"
        let end = "\n\(Self.code("ferry show \(name) --changes")) shows them all.\n\n</details>"
        var shown = 0
        try run.forEachChange { record in
            let line = "| \(record.planned.row) | \(label(of: record.planned)) | \(cells(record.planned)) |\n"
            guard table.count + line.count + end.count + 40 <= size else { return false }
            table += line
            shown += 1
            return true
        }
        if shown < all { table += "\n… and \(Numbers.grouped(all - shown)) more.\n" }
        return table + end
    }

    private func label(of row: PlannedRow) -> String {
        (row.records.contains { $0.action == .create } ? "**new** " : "") + Self.escaped(row.label)
    }

    private func cells(_ row: PlannedRow) -> String {
        let cells = row.cells.filter(\.isWrite).map { cell in
            let field = text.frame.fields[cell.field].name
            let after = Self.escaped(RowText.oneLine(cell.after, of: field))
            let before = cell.before.map { "~~\(Self.escaped(RowText.oneLine($0, of: field)))~~ → " } ?? ""
            return "\(Self.escaped(field)): \(before)\(after)"
        }
        let lists = row.entries.filter { $0.action == .add }.map { "added to \(Self.escaped(text.frame.name(of: $0.list)))" }
        let notes = row.notes.isEmpty ? [] : [Numbers.count(row.notes.count, "note")]
        return (lists + cells + notes).joined(separator: "<br>")
    }

    /// Every sign that Markdown, GitHub or a chat could take for more than itself stands behind a backslash or as an entity.
    static func escaped(_ text: String) -> String {
        let escaped = Printable.line(text).reduce(into: "") { out, character in
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "@": out += "&#64;"
            case ":": out += "&#58;"
            case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$": out += "\\\(character)"
            // GitHub makes a link of whatever begins so.
            case "." where out.suffix(3).lowercased() == "www": out += "&#46;"
            default: out.append(character)
            }
        }
        // Before a space a colon is not a part of an address or of an emoji's name.
        return escaped.replacing("&#58; ", with: ": ")
    }

    /// A command or a line of a pipeline, whatever it holds.
    private static func code(_ text: String) -> String {
        let line = Printable.line(text)
        return line.contains("`") ? "`` \(line) ``" : "`\(line)`"
    }
}
