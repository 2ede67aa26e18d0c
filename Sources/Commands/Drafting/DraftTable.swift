import Application
import CSV
import Diagnostics
import Drafting
import PipelineSpec
import Planning
import Runs
import Tables

/// The table of a spreadsheet that a draft is for, opened and read once.
struct DraftTable: Sendable {
    let source: DraftSource
    var file: DraftedFile
    let records: any RecordSource
    var sketch: TableSketch

    /// - Throws: `Diagnostics` about the file as a file; `Failure` for a table without rows.
    static func open(_ source: DraftSource, for target: DraftTarget, _ terminal: Terminal) throws -> DraftTable {
        let spreadsheet = Spreadsheet(copyingTo: Paths.folder(of: target.path), terminal.surroundings)
        let check = { if terminal.context.stop.isSet { throw CancellationError() } }
        let search = try spreadsheet.search(source.first)
        if search.isQuotedAsWhole {
            throw Diagnostics(.quotedAsWhole(SourceFile(name: Paths.shown(source.first, from: terminal.context.currentDirectory))))
        }
        var file = DraftedFile(path: target.relative(source.path), search: search)
        func read(_ file: DraftedFile) throws -> DraftTable {
            let records = try spreadsheet.open(importSource(source, file), pipelinePath: target.path, override: nil)
            return DraftTable(source: source, file: file, records: records, sketch: try TableSketch(records, check: check))
        }
        var table = try read(file)
        if table.sketch.broken > 0, !file.isWorkbook {
            // Files of databases put a backslash before a quote; then hardly a row is broken any more.
            file.hasBackslashes = true
            if let other = try? read(file), other.sketch.broken * 2 < table.sketch.broken { table = other }
        }
        if !file.isWorkbook, let reading = table.records.readings.first, reading.guessed.contains("encoding"),
            let encoding = reading.encoding, encoding != "utf-8"
        {
            let reason = "a guess: the text is not UTF-8; look whether its accents are right"
            table.file.search.encoding = TableSearch.Encoding(name: encoding, reason: reason)
        }
        guard table.sketch.rows > 0 else {
            throw Failure(
                .badInput, code: CommandCode.U141, "\(table.records.name) has column names and no rows: there is nothing to draft from",
                hint: "name a spreadsheet with a few rows")
        }
        return table
    }

    private static func importSource(_ source: DraftSource, _ file: DraftedFile) -> ImportSource {
        let start = SourcePosition(line: 1, column: 1)
        func word(_ text: String) -> Spanned<String> { Spanned(text, at: SourceSpan(start: start, end: start)) }
        var made = ImportSource(csv: word(source.path), delimiter: file.search.delimiter, header: file.search.header)
        made.kind = file.search.kind
        made.sheet = file.search.sheet.map(word)
        made.escape = file.hasBackslashes ? .backslash : .quote
        made.encoding = file.search.encoding.flatMap { RequestedEncoding(name: $0.name) }
        return made
    }
}
