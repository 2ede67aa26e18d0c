import CSV
import Diagnostics
import Files
package import PipelineSpec
import Planning
import Text
import Workbook

/// Where the table of a file is when nobody has said it: the sheet, the line of the column names, what parts the cells. It is what
/// `source` has to state; what is found out without being stated stays nil.
package struct TableSearch: Sendable, Hashable {
    package var kind: ImportSource.Kind
    /// The line (of a workbook: the row) of the column names; nil for the first that holds anything.
    package var header: Int?
    package var delimiter: UInt8?
    /// The encoding of a text that is refused without it, and why it is thought to be.
    package var encoding: Encoding?
    /// Of a workbook; nil for the first visible one.
    package var sheet: String?
    /// Further visible sheets that hold a table.
    package var otherSheets: [String] = []
    /// Each line is quoted as a whole, so that it is one cell whatever parts the cells in it.
    package var isQuotedAsWhole = false
    /// No line looks like column names.
    package var hasNoHeader = false

    package init(kind: ImportSource.Kind = .csv) {
        self.kind = kind
    }

    package struct Encoding: Sendable, Hashable {
        package var name: String
        package var reason: String

        package init(name: String, reason: String) { (self.name, self.reason) = (name, reason) }
    }

    /// A line of a table as texts.
    struct Line {
        var number: Int
        var cells: [String]

        var filled: [String] { cells.filter { !$0.isEmpty } }
    }

    static let linesSearched = 60
    private static let linesBelow = 10

    /// The first line that may hold the names of what stands below it.
    ///
    /// - Returns: nil where none does. The names fill more than half of the line, few are alike, fewer than a quarter are numbers or addresses,
    ///   and the lines below do not hold more cells.
    static func header(of lines: [Line]) -> Line? {
        let lines = lines.filter { !$0.filled.isEmpty }
        for (index, line) in lines.enumerated() where isNames(line) {
            let below = lines[(index + 1)...].prefix(linesBelow).map(\.filled.count).sorted()
            // A table without rows has its names all the same.
            let typical = below.isEmpty ? 0 : below[below.count / 2]
            guard typical <= line.filled.count + 1 else { continue }
            return line
        }
        return nil
    }

    private static func isNames(_ line: Line) -> Bool {
        let filled = line.filled
        let width = (line.cells.lastIndex { !$0.isEmpty } ?? -1) + 1
        guard filled.count > 1, filled.count * 10 >= width * 6, Set(filled).count * 10 >= filled.count * 6 else { return false }
        let point = NumberReader(decimal: ".")
        // A year may be a column's name, and so may a site be in a list of sites; most are words.
        let values = filled.count { point.value($0) != nil || isAddress($0) }
        return values * 4 < filled.count && filled.allSatisfy { $0.utf8.count <= 200 }
    }

    private static func isAddress(_ text: String) -> Bool {
        if text.contains("@") { return EmailText.parse(text) != nil }
        guard text.contains("."), !text.contains(" ") else { return false }
        return text.contains("://") || text.lowercased().hasPrefix("www.")
    }
}

extension Spreadsheet {
    /// Looks for the table of a file.
    ///
    /// - Parameter path: absolute.
    /// - Throws: `InputFileError` when it cannot be read, `WorkbookError` as `Diagnostics`.
    package func search(_ path: String) throws -> TableSearch {
        let name = Paths.shown(path, from: currentDirectory)
        do {
            try InputFile.refuseNoFile(path, hint: "save it as a file")
            let opening = try InputFile(path: path).next()
            let isNamedSo = [".xlsx", ".xlsm"].contains(where: path.lowercased().hasSuffix)
            if isNamedSo || BinaryKind(signatureOf: opening) == .workbook { return try searchBook(path, SourceFile(name: name)) }
            return try searchText(path, SourceFile(name: name))
        } catch let error as InputFileError {
            throw Diagnostics(.unreadableSpreadsheet(SourceFile(name: name), reason: error.reason, hint: error.hint))
        }
    }

    private func searchBook(_ path: String, _ file: SourceFile) throws -> TableSearch {
        var found = TableSearch(kind: .xlsx)
        do {
            let book = try Workbook(path: path)
            let visible = book.sheets.filter { !$0.isHidden && $0.isTable }
            var tables: [(sheet: Workbook.Sheet, header: TableSearch.Line, isFirst: Bool)] = []
            for sheet in visible {
                var lines: [TableSearch.Line] = []
                try book.forEachRow(of: sheet) { row in
                    lines.append(.init(number: row.number, cells: (0..<row.width).map { CellText.trimmed(row.text($0)) }))
                    return lines.count < TableSearch.linesSearched
                }
                lines.removeAll { $0.filled.isEmpty }
                guard let header = TableSearch.header(of: lines) else { continue }
                tables.append((sheet, header, header.number == lines.first?.number))
            }
            guard let best = tables.first else {
                found.hasNoHeader = true
                return found
            }
            if best.sheet != visible.first { found.sheet = best.sheet.name }
            if !best.isFirst { found.header = best.header.number }
            found.otherSheets = tables.dropFirst().map(\.sheet.name)
            return found
        } catch let error as WorkbookError {
            throw Diagnostics(.workbook(error, file))
        }
    }

    private func searchText(_ path: String, _ file: SourceFile) throws -> TableSearch {
        var found = TableSearch()
        found.encoding = try CSVFileProbe.encodingToState(path: path, file: file)
        let encoding = found.encoding.flatMap { RequestedEncoding(name: $0.name) }
        let input = try InputFile(path: path)
        let texts = try FileStart(encoding: encoding, lines: TableSearch.linesSearched) { try input.next() }.lines
        let opened = try InputFile(path: path)
        let own = try RecordReader(options: ReaderOptions(encoding: encoding)) { try opened.next() }
        guard let names = own.header else { return found }
        // A name may go over several lines: then the line is the header, and the lines say nothing.
        if names.names.count > 1, names.raw.contains(0x0A) || names.raw.contains(0x0D) { return found }
        let first = texts.firstIndex { $0.contains { $0 > 0x20 } } ?? 0
        let candidates = [own.dialect.delimiter] + HeaderSearch.delimiters.filter { $0 != own.dialect.delimiter }
        var best: (header: TableSearch.Line, delimiter: UInt8)?
        for delimiter in candidates {
            let lines = try texts.enumerated().map { index, line in
                TableSearch.Line(number: index + 1, cells: try RawRecord(line, delimiter: delimiter).fields.map(CellText.trimmed))
            }
            guard let header = TableSearch.header(of: lines) else { continue }
            if best.map({ header.filled.count > $0.header.filled.count }) ?? true { best = (header, delimiter) }
            // What parts the file's first line into names needs no other.
            if delimiter == own.dialect.delimiter { break }
        }
        guard let best else {
            found.isQuotedAsWhole = try isQuotedAsWhole(texts)
            found.hasNoHeader = names.names.count > 1
            return found
        }
        if best.header.number != first + 1 { found.header = best.header.number }
        if best.delimiter != own.dialect.delimiter, !isFound(best, in: texts) { found.delimiter = best.delimiter }
        return found
    }

    /// Whether the reader finds the delimiter itself, once it knows where the header is.
    private func isFound(_ best: (header: TableSearch.Line, delimiter: UInt8), in texts: [[UInt8]]) -> Bool {
        let bytes = Array(texts[(best.header.number - 1)...].joined(separator: [0x0A]))
        return (try? RecordReader(bytes: bytes, options: ReaderOptions()))?.dialect.delimiter == best.delimiter
    }

    private func isQuotedAsWhole(_ lines: [[UInt8]]) throws -> Bool {
        let filled = lines.filter { !$0.isEmpty }
        guard filled.count > 1 else { return false }
        let inner = try filled.compactMap { line -> Int? in
            let fields = try RawRecord(line, delimiter: UInt8(ascii: ",")).fields
            guard fields.count == 1, line.first == UInt8(ascii: "\"") else { return nil }
            return try RawRecord(Array(fields[0].utf8), delimiter: UInt8(ascii: ",")).fields.count
        }
        guard inner.count == filled.count, let width = inner.first, width > 2 else { return false }
        return inner.allSatisfy { $0 == width }
    }
}
