import Diagnostics
import Planning
import Workbook

/// What can be wrong with a workbook as a file. Codes C320 to C334, and those that a CSV file has too.
extension Diagnostic {
    static func workbook(_ error: WorkbookError, _ file: SourceFile) -> Diagnostic {
        let place = Location(file: file)
        switch error {
        case .unreadable(let reason):
            return .unreadableSpreadsheet(file, reason: reason, hint: "check the path and its permissions")
        case .passwordProtected:
            return Diagnostic(
                .error, code: "C322", "the workbook is protected with a password", at: place,
                hint: "open it in Excel, remove the password (File, Info, Protect Workbook), and save a copy")
        case .oldFormat:
            return Diagnostic(
                .error, code: "C323", "this is a workbook of Excel before 2007 (.xls)", at: place, hint: "save it as .xlsx or as CSV")
        case .otherFormat(let what):
            return Diagnostic(.error, code: "C323", "this is \(what), not an .xlsx file", at: place, hint: "save it as .xlsx or as CSV")
        case .damaged(let part, let reason):
            return Diagnostic(
                .error, code: "C324", "the workbook is damaged or cut short: \(part): \(reason)", at: place,
                hint: "open it in Excel and save it again, or download it again")
        case .tooLarge(let part):
            return Diagnostic(
                .error, code: "C325", "the workbook unfolds to more than any spreadsheet program writes: \(part)", at: place,
                hint: "save the sheet as CSV")
        case .tooLong(let part, let what, let megabytes):
            return Diagnostic(
                .error, code: "C334", "the workbook has \(what) of over \(megabytes) MB in \(part), longer than any program writes",
                at: place,
                hint: "save the sheet as CSV")
        case .unknownSheet(let name, let sheets):
            let near = NearMiss.question(name, among: sheets)
            return Diagnostic(
                .error, code: "C326", "the workbook has no sheet \"\(name)\"", at: place,
                hint: near ?? "it has \(sheets.prefix(10).map { "\"\($0)\"" }.joined(separator: ", "))")
        case .noSheet:
            return Diagnostic(.error, code: "C326", "the workbook has no visible sheet", at: place, hint: "name one: sheet: under source")
        }
    }

    static func emptySheet(_ sheet: String, in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: "C307", "the sheet \(sheet) is empty: it has no row with column names", at: Location(file: file),
            hint: "name another: sheet: under source in the pipeline")
    }

    static func blankHeaderRow(_ row: Int, sheet: String, in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: "C309", "the header is said to be in row \(row) of \(sheet), and that row is blank", at: Location(file: file),
            hint: "correct header: under source in the pipeline")
    }

    static func mergedHeader(_ range: MergedRange, column: Int, row: Int, sheet: String, in file: SourceFile) -> Diagnostic {
        cell(
            row, column, code: "C327",
            "column \(CellReference.column(column)) of \(sheet) has no name of its own: \(range.text) are merged in the header", in: file,
            hint: "unmerge them and name each column, or state the row of the names: header: under source")
    }

    private static func cell(
        _ row: Int, _ column: Int, code: String, _ message: String, in file: SourceFile, hint: String
    ) -> Diagnostic {
        let position = SourcePosition(line: row, column: column + 1)
        return Diagnostic(
            .error, code: code, message, at: Location(file: file, span: SourceSpan(start: position, end: position)), hint: hint)
    }
}
