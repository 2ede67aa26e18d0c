import PipelineSpec
import Planning
package import Tables
import Text

/// What is known of the file that a draft is for, beside its cells.
package struct DraftedFile: Sendable {
    /// As the pipeline names it, relative to the pipeline file.
    package var path: String
    package var search: TableSearch
    package var hasBackslashes = false
    package var isWorkbook: Bool { search.kind == .xlsx }

    package init(path: String, search: TableSearch) {
        self.path = path
        self.search = search
    }
}

/// Puts a draft together from what is known of a table.
package struct Drafter {
    package let file: DraftedFile
    package let sketch: TableSketch
    package let subject: TableSubject
    package let measure: KeyMeasure
    /// The list that the records go on, as a person named it.
    package let list: String?

    package init(_ file: DraftedFile, _ sketch: TableSketch, _ subject: TableSubject, _ measure: KeyMeasure, list: String?) {
        self.file = file
        self.sketch = sketch
        self.subject = subject
        self.measure = measure
        self.list = list
    }

    /// - Parameters:
    ///   - fields: the columns that go into fields, and into which.
    ///   - name: names the run files.
    package func draft(_ fields: FieldDrafts, name: String, account: String? = nil) -> Draft {
        let steps = RecordSteps(self)
        var draft = Draft(heading: [], name: name, account: account, source: source, steps: steps.all(fields))
        draft.heading = [
            "Drafted by ferry init from \(file.path): \(Numbers.count(measure.rows, "row")), "
                + "\(Numbers.count(sketch.columns.count, "column"))"
                + (sketch.origin.map { ", as \($0.program) exports them" } ?? "") + ".",
            "Each line says why it is there. What is called unsure wants a look; a line that begins with # is not done until somebody "
                + "takes it off.",
        ]
        draft.leftOut = leftOut(fields)
        draft.remarks = remarks + fields.remarks
        return draft
    }

    // MARK: The source

    private var source: [DraftEntry] {
        let search = file.search
        var entries = [DraftEntry(search.kind.rawValue, .text(file.path), file.path.hasPrefix("/") ? "" : "relative to this file")]
        if let sheet = search.sheet {
            entries.append(DraftEntry("sheet", .text(sheet), "the first visible sheet with column names above rows"))
        }
        if let delimiter = search.delimiter {
            let text = delimiter == 9 ? "tab" : String(UnicodeScalar(delimiter))
            entries.append(DraftEntry("delimiter", .word(YAMLText.quoted(text)), "it parts every line into as many cells"))
        }
        if let encoding = search.encoding { entries.append(DraftEntry("encoding", .text(encoding.name), encoding.reason)) }
        if let header = search.header {
            entries.append(
                DraftEntry(
                    "header", .word("\(header)"),
                    "the \(file.isWorkbook ? "row" : "line") of the column names; what stands above is not a table"))
        }
        if file.hasBackslashes { entries.append(DraftEntry("escape", .word("backslash"), "quotes within cells stand behind a backslash")) }
        let blanks = blankTexts
        if !blanks.isEmpty {
            let counts = blanks.map { "\"\($0.text)\" ×\($0.count)" }.joined(separator: ", ")
            entries.append(DraftEntry("blanks", .list([""] + blanks.map(\.text)), "cells that say there is nothing: \(counts)"))
        }
        return entries
    }

    /// What counts as blank. A code or a country may be called NA.
    private var blankTexts: [(text: String, count: Int)] {
        var counts: [String: Int] = [:]
        var order: [String] = []
        for column in sketch.columns where column.obstacle == nil {
            for (text, count) in column.sketch.blanks.sorted(by: { $0.key < $1.key }) {
                if counts[text] == nil { order.append(text) }
                counts[text, default: 0] += count
            }
        }
        let mayBeCode = sketch.columns.contains { column in
            column.sketch.blanks.keys.contains { $0.count <= 2 && $0.allSatisfy(\.isLetter) }
                && column.sketch.share { $0.count <= 3 && $0.allSatisfy { $0.isUppercase || $0.isNumber } } > 0.6
        }
        return order.filter { !(mayBeCode && $0.count <= 2 && $0.allSatisfy(\.isLetter)) }.prefix(20).map { ($0, counts[$0, default: 0]) }
    }

    // MARK: What is said besides

    private func leftOut(_ fields: FieldDrafts) -> [(column: String, reason: String)] {
        let keys = Set(subject.keyColumns.map(\.index))
        return sketch.columns.compactMap { column in
            if let obstacle = column.obstacle { return (column.name, obstacle) }
            guard !keys.contains(column.index), !fields.columns.contains(column.index) else { return nil }
            return (column.name, fields.reasons[column.index] ?? Self.reason(column))
        }
    }

    /// Why a column is better left out.
    static func reason(_ column: Column) -> String {
        switch column.meaning {
        case .empty: "every cell is blank"
        case .rowNumber: "it counts the rows"
        case .ignored: "a program's own column, of no use elsewhere"
        case .foreignID, .code:
            "\(column.meaning.words); to match by them, make a field for them whose values are unique, and name it in match"
        case .profile: "\(column.reason); set a text field with them where there is one"
        case .note: "to add them as notes: a step add-note with content: \(YAMLText.scalar(column.name))"
        default: "holds \(column.meaning.words) (\(column.reason)); no field is chosen for them"
        }
    }

    private var remarks: [String] {
        var remarks: [String] = []
        if let advice = sketch.origin?.advice { remarks.append(advice) }
        if file.search.hasNoHeader {
            remarks.append(
                "No line of the file looks like column names; the first line was taken. Where it is a row, write names above it.")
        }
        if !file.search.otherSheets.isEmpty {
            remarks.append(
                "The workbook has further tables, each for a pipeline of its own: \(file.search.otherSheets.joined(separator: ", "))")
        }
        if sketch.broken > 0 {
            remarks.append("\(Numbers.count(sketch.broken, "row")) cannot be read and will be rejected, with the line of each.")
        }
        for (meaning, columns) in subject.rivals.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
            remarks.append("unsure: \(names) \(columns.count == 1 ? "holds" : "hold") \(meaning.words) too.")
        }
        if let company = subject.company, company.isUnsure {
            remarks.append("unsure: whether \"\(company.name)\" is the name: \(company.reason).")
        }
        if measure.sharing > 0, let example = measure.example {
            remarks.append(
                "\(Numbers.count(measure.sharing, "row")) share a \(subject.main == .person ? "person" : "company") with another row "
                    + "by its \(subject.email != nil && subject.main == .person ? "e-mail address" : "website or address"), such as "
                    + "\(example.key) (rows \(example.rows.map(String.init).joined(separator: ", "))): they become one record.")
        }
        if measure.namesakes > 0 {
            remarks.append(
                "\(Numbers.count(measure.namesakes, "row")) have nothing but a name that another row has too: they become one record, "
                    + "and where they contradict each other a person is asked (rows-of-one-name: merge or separate decides for all).")
        }
        let failed = sketch.columns.filter { !$0.sketch.formulaErrors.isEmpty && $0.obstacle == nil }
        for column in failed {
            let count = column.sketch.formulaErrors.values.reduce(0, +)
            remarks.append(
                "\(Numbers.count(count, "cell")) of \"\(column.name)\" \(count == 1 ? "is a formula" : "are formulas") that failed "
                    + "(\(column.sketch.formulaErrors.keys.sorted().joined(separator: ", "))): where the column is used, such rows are "
                    + "rejected."
            )
        }
        return remarks
    }
}
