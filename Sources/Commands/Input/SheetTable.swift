import CSV
import Diagnostics
import PipelineSpec
import Planning
import Workbook

/// A sheet of a workbook as a table: its header, and the rows below it as records.
struct SheetTable {
    let path: String
    let file: SourceFile
    let sheet: Workbook.Sheet
    let header: [String]
    let headerRow: Int
    let sha256: String
    let byteCount: Int

    /// How the rows that do not go through are given back: as Excel opens them best.
    static let dialect = Dialect(hasBOM: true, lineEnding: .crlf)

    private static let problemsKept = 100

    /// - Parameter name: the workbook as the user knows it.
    /// - Throws: `Diagnostics` about the workbook: protected, damaged, without the sheet, a header that cannot
    ///   be used. `InputFileError` when it cannot be read.
    init(path: String, name: String, source: ImportSource) throws {
        let file = SourceFile(name: name)
        self.path = path
        self.file = file
        do {
            (sha256, byteCount) = try Self.digest(path)
            let book = try Workbook(path: path)
            sheet = try book.sheet(source.sheet?.value)
            (header, headerRow) = try Self.header(of: sheet, in: book, stated: source.header, file)
        } catch let error as WorkbookError {
            throw Diagnostics(.workbook(error, file))
        }
    }

    /// Every row below the header that has a value, as a record. The record is reused: what is kept of it must be copied.
    ///
    /// - Parameter entering: called once, before the first record.
    func forEachRecord(entering: (SourcePart) -> Void, _ body: (Record) throws -> Void) throws {
        entering(SourcePart(name: file.name, sheet: sheet.name, firstRow: 1))
        var builder = RecordBuilder(delimiter: Self.dialect.delimiter)
        var record = Record()
        var number = 0
        var strays: [(row: Int, column: Int)] = []
        var strayCount = 0
        do {
            // Opened anew each time, so that a table can go from task to task.
            let book = try Workbook(path: path)
            try book.forEachRow(of: sheet) { row in
                guard row.number > headerRow else { return true }
                if row.width > header.count, let stray = (header.count..<row.width).first(where: { !Self.isBlank(row, $0) }) {
                    strayCount += 1
                    if strays.count < Self.problemsKept { strays.append((row.number, stray)) }
                }
                for column in header.indices { row.withBytes(column) { builder.append($0) } }
                number += 1
                builder.finish(into: &record, number: number, line: row.number)
                try body(record)
                return true
            }
            guard strays.isEmpty else { throw Diagnostics(try problems(strays, of: strayCount, in: book)) }
            // The rows of two readings are put together by their numbers, so both must have seen the same bytes.
            guard try Self.digest(path).sha256 == sha256 else { throw Diagnostics(.changedSpreadsheet(file)) }
        } catch let error as InputFileError {
            throw Diagnostics(.unreadableSpreadsheet(file, reason: error.reason, hint: error.hint))
        } catch let error as WorkbookError {
            throw Diagnostics(.workbook(error, file))
        }
    }

    private static func header(
        of sheet: Workbook.Sheet, in book: Workbook, stated: Int?, _ file: SourceFile
    ) throws -> (names: [String], row: Int) {
        var found: (header: Header, row: Int)?
        try book.forEachRow(of: sheet) { row in
            guard row.number >= stated ?? 1 else { return true }
            guard row.number == stated ?? row.number else { return false }
            var builder = RecordBuilder(delimiter: dialect.delimiter)
            let width = (0..<row.width).last { !isBlank(row, $0) }.map { $0 + 1 } ?? 0
            // A row of spaces is no header either.
            guard width > 0 else { return stated == nil }
            for column in 0..<width { row.withBytes(column) { builder.append($0) } }
            var record = Record()
            builder.finish(into: &record, number: 0, line: row.number)
            found = (Header(record), row.number)
            return false
        }
        guard let found else {
            throw Diagnostics(stated.map { .blankHeaderRow($0, sheet: sheet.name, in: file) } ?? .emptySheet(sheet.name, in: file))
        }
        guard found.header.problems.isEmpty else {
            let merged = try book.mergedRanges(of: sheet, coveringRow: found.row)
            throw Diagnostics(
                found.header.problems.map { .headerProblem($0, row: found.row, sheet: sheet.name, merged: merged, in: file) })
        }
        return (found.header.names, found.row)
    }

    private func problems(_ strays: [(row: Int, column: Int)], of count: Int, in book: Workbook) throws(WorkbookError) -> [Diagnostic] {
        let merged = try book.mergedRanges(of: sheet, coveringRow: headerRow)
        var all: [Diagnostic] = []
        var seen: Set<Diagnostic> = []
        for stray in strays {
            let range = merged.first { $0.columns.contains(stray.column) }
            let problem =
                range.map { Diagnostic.mergedHeader($0, column: stray.column, row: headerRow, sheet: sheet.name, in: file) }
                ?? .unnamedCell(row: stray.row, column: stray.column, headerRow: headerRow, sheet: sheet.name, in: file)
            if seen.insert(problem).inserted { all.append(problem) }
        }
        if count > strays.count { all[all.count - 1].notes.append("and \(count - strays.count) more such rows") }
        return all
    }

    private static func isBlank(_ row: SheetRow, _ column: Int) -> Bool {
        row.isEmpty(column) || CellText.trimmed(row.text(column)).isEmpty
    }

    private static func digest(_ path: String) throws(InputFileError) -> (sha256: String, byteCount: Int) {
        let input = try InputFile(path: path)
        while !(try input.next()).isEmpty {}
        return (input.sha256, input.byteCount)
    }
}
