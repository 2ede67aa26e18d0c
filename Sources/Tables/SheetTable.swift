import CSV
import Diagnostics
import Files
import PipelineSpec
import Planning
import Text
import Workbook

/// A sheet of a workbook as a table: its header, and the rows below it as records.
struct SheetTable: RecordSource {
    let path: String
    let file: SourceFile
    let sheet: Workbook.Sheet
    let header: [String]
    let headerRow: Int
    let sha256: String
    let byteCount: Int
    /// What the plan does with the cells, once it is known.
    private var use = CellUse()
    /// What a person should know of how the sheet was read.
    let warnings: [PlanWarning]
    private let source: ImportSource
    /// What holds the workbook when no file of the user does.
    private let copy: SourceCopy?
    /// Rows that a table of the sheet marks as its totals.
    private let totals: Set<Int>

    /// How the rows that do not go through are given back: as Excel opens them best.
    static let dialect = Dialect(hasBOM: true, lineEnding: .crlf)

    private static let problemsKept = 100

    /// - Parameter name: the workbook as the user knows it.
    /// - Throws: `Diagnostics` about the workbook: protected, damaged, without the sheet, a header that cannot
    ///   be used. `InputFileError` when it cannot be read.
    init(path: String, name: String, source: ImportSource, copy: SourceCopy? = nil) throws {
        let file = SourceFile(name: name)
        self.path = path
        self.file = file
        self.source = source
        self.copy = copy
        let firstBytes = try InputFile(path: path).next()
        if let kind = BinaryKind(signatureOf: firstBytes), ![.workbook, .oldWorkbook].contains(kind) {
            throw Diagnostics(.otherThanWorkbook(file, kind))
        }
        do {
            (sha256, byteCount) = try Self.digest(path)
            let book = try Workbook(path: path)
            sheet = try book.sheet(source.sheet?.value)
            (header, headerRow) = try Self.header(of: sheet, in: book, stated: source.header, file)
            totals = try book.totalsRows(of: sheet)
            warnings = totals.isEmpty ? [] : [.totalsRow(totals.sorted(), sheet: sheet.name)]
        } catch let error as WorkbookError {
            throw Diagnostics(.workbook(error, file))
        }
    }

    var name: String { "\(sheet.name) in \(file.name)" }
    var dialect: Dialect { Self.dialect }
    var isWorkbook: Bool { true }
    var inputs: [TableInput] { [TableInput(path: copy?.input ?? path, sha256: sha256, byteCount: byteCount)] }

    var readings: [SourceReading] {
        let guessed = (source.sheet == nil ? ["sheet"] : []) + (source.header == nil ? ["header"] : [])
        return [SourceReading(file: file.name, sheet: sheet.name, header: headerRow, guessed: guessed)]
    }

    mutating func read(for use: CellUse) { self.use = use }

    /// Every row below the header that has a value, as a record.
    func forEachRecord(entering: (SourcePart) -> Void, _ body: (Record) throws -> Void) throws {
        entering(SourcePart(name: file.name, sheet: sheet.name, firstRow: 1))
        var builder = RecordBuilder(delimiter: Self.dialect.delimiter)
        var record = Record()
        var number = 0
        var lastRow = headerRow
        var strays: [Int] = []
        var sieve = RowSieve(source, header: header)
        var isWhole = true
        do {
            // Opened anew each time, so that a table can go from task to task.
            let book = try Workbook(path: path)
            try book.forEachRow(of: sheet, numbers: use.numbers, sites: use.sites) { row in
                guard row.number > headerRow, !totals.contains(row.number) else { return true }
                if row.width > header.count, let stray = (header.count..<row.width).first(where: { !Self.isBlank(row, $0) }),
                    strays.count < Self.problemsKept
                {
                    strays.append(stray)
                }
                for column in header.indices { row.withBytes(column) { builder.append($0) } }
                number += 1
                builder.finish(into: &record, number: number, line: row.number)
                record.followsBlankLine = row.number > lastRow + 1
                lastRow = row.number
                isWhole = try sieve.take(&record) { try body($0) }
                return isWhole
            }
            try sieve.finish(isAtFooter: isWhole) { try body($0) }
            try refuseMerged(strays, in: book)
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
        // A name that stands above, in cells that are merged down to the header, is a name of it.
        var above: [Int: [Int: String]] = [:]
        try book.forEachRow(of: sheet) { row in
            guard row.number >= stated ?? 1 else {
                above[row.number] = Dictionary(uniqueKeysWithValues: (0..<row.width).map { ($0, CellText.trimmed(row.text($0))) })
                above[row.number - Self.mostRowsMerged] = nil
                return true
            }
            guard row.number == stated ?? row.number else { return false }
            var builder = RecordBuilder(delimiter: dialect.delimiter)
            let width = (0..<row.width).last { !isBlank(row, $0) }.map { $0 + 1 } ?? 0
            // A row of spaces is not a header either.
            guard width > 0 else { return stated == nil }
            for column in 0..<width { row.withBytes(column) { builder.append($0) } }
            var record = Record()
            builder.finish(into: &record, number: 0, line: row.number)
            found = (Header(record), row.number)
            return false
        }
        guard var found else {
            throw Diagnostics(stated.map { .blankHeaderRow($0, sheet: sheet.name, in: file) } ?? .emptySheet(sheet.name, in: file))
        }
        let problems = found.header.problems.compactMap { Diagnostic.headerProblem($0, line: found.row, in: file) }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        if found.header.names.contains("") {
            for range in try book.mergedRanges(of: sheet, coveringRow: found.row) where range.columns.count == 1 {
                let column = range.columns.lowerBound
                guard column < found.header.names.count, found.header.names[column].isEmpty else { continue }
                found.header.names[column] = above[range.rows.lowerBound]?[column] ?? ""
            }
        }
        return (found.header.names, found.row)
    }

    private static let mostRowsMerged = 20

    /// A value in a column without a name is nobody's; where the column lies below a merged name, somebody thinks that it has one.
    private func refuseMerged(_ strays: [Int], in book: Workbook) throws {
        guard !strays.isEmpty else { return }
        let merged = try book.mergedRanges(of: sheet, coveringRow: headerRow)
        let problems = Set(strays).sorted().compactMap { column in
            merged.first { $0.columns.contains(column) && $0.columns.count > 1 }.map {
                Diagnostic.mergedHeader($0, column: column, row: headerRow, sheet: sheet.name, in: file)
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
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

extension PlanWarning {
    /// - Parameter rows: as the spreadsheet program counts them.
    fileprivate static func totalsRow(_ rows: [Int], sheet: String) -> PlanWarning {
        let places = rows.prefix(5).map(String.init).joined(separator: ", ")
        return PlanWarning(
            code: PlanningCode.W453, message: "row \(places) of \(sheet) is the totals row of a table: left out")
    }
}

/// What can be wrong with a workbook as a file. Codes C320 to C334, and those that a CSV file has too.
extension Diagnostic {
    static func workbook(_ error: WorkbookError, _ file: SourceFile) -> Diagnostic {
        let place = Location(file: file)
        switch error {
        case .unreadable(let reason):
            return .unreadableSpreadsheet(file, reason: reason, hint: "check the path and its permissions")
        case .passwordProtected:
            return Diagnostic(
                .error, code: TableCode.C322, "the workbook is protected with a password", at: place,
                hint: "open it in Excel, remove the password (File, Info, Protect Workbook), and save a copy")
        case .oldFormat:
            return Diagnostic(
                .error, code: TableCode.C323, "this is a workbook of Excel before 2007 (.xls)", at: place,
                hint: "save it as .xlsx or as CSV")
        case .otherFormat(let what):
            return Diagnostic(
                .error, code: TableCode.C323, "this is \(what), not an .xlsx file", at: place, hint: "save it as .xlsx or as CSV")
        case .damaged(let part, let reason):
            return Diagnostic(
                .error, code: TableCode.C324, "the workbook is damaged or cut short: \(part): \(reason)", at: place,
                hint: "open it in Excel and save it again, or download it again")
        case .tooLarge(let part):
            return Diagnostic(
                .error, code: TableCode.C325, "the workbook unfolds to more than any spreadsheet program writes: \(part)", at: place,
                hint: "save the sheet as CSV")
        case .tooLong(let part, let what, let megabytes):
            return Diagnostic(
                .error, code: TableCode.C334, "the workbook has \(what) of over \(megabytes) MB in \(part), longer than any program writes",
                at: place,
                hint: "save the sheet as CSV")
        case .unknownSheet(let name, let sheets):
            let near = NearMiss.question(name, among: sheets)
            return Diagnostic(
                .error, code: TableCode.C326, "the workbook has no sheet \"\(name)\"", at: place,
                hint: near ?? "it has \(sheets.prefix(10).map { "\"\($0)\"" }.joined(separator: ", "))")
        case .noSheet:
            return Diagnostic(
                .error, code: TableCode.C326, "the workbook has no visible sheet", at: place, hint: "name one: sheet: under source")
        }
    }

    static func emptySheet(_ sheet: String, in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: PlanningCode.C307, "the sheet \(sheet) is empty: it has no row with column names", at: Location(file: file),
            hint: "name another: sheet: under source in the pipeline")
    }

    static func blankHeaderRow(_ row: Int, sheet: String, in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: PlanningCode.C309, "the header is said to be in row \(row) of \(sheet), and that row is blank",
            at: Location(file: file),
            hint: "correct header: under source in the pipeline")
    }

    static func mergedHeader(_ range: MergedRange, column: Int, row: Int, sheet: String, in file: SourceFile) -> Diagnostic {
        cell(
            row, column, code: TableCode.C327,
            "column \(CellReference.column(column)) of \(sheet) has no name of its own: \(range.text) are merged in the header", in: file,
            hint: "unmerge them and name each column, or state the row of the names: header: under source")
    }

    private static func cell(
        _ row: Int, _ column: Int, code: TableCode, _ message: String, in file: SourceFile, hint: String
    ) -> Diagnostic {
        let position = SourcePosition(line: row, column: column + 1)
        return Diagnostic(
            .error, code: code, message, at: Location(file: file, span: SourceSpan(start: position, end: position)), hint: hint)
    }
}
