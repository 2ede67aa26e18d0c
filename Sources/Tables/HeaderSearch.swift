import CSV
package import Diagnostics
package import PipelineSpec
import Planning
import Text
import Workbook

/// Where the columns of a pipeline are when they are not in the header: on another line, behind another delimiter, on another sheet. It is
/// said once, instead of an error for each column.
package struct HeaderSearch {
    private let wanted: [String]

    /// A line that may be the header.
    struct Candidate {
        var names: [String]
        var line: Int
        /// Of a CSV file.
        var delimiter: UInt8?
        var isQuotedAsWhole = false
        /// Of a workbook.
        var sheet: String?
        /// The first line of its table that holds anything.
        var isFirst: Bool
    }

    static let rowsSearched = 1000
    /// Below it a line counts that has all of the columns: among rows a few of the names may well be values.
    private static let rowsOfTitles = 50
    /// Those of Hive and of FIX among them.
    static let delimiters = [UInt8](",;\t|^~:\u{1}\u{1F}".utf8)

    package init(_ pipeline: ImportPipeline) {
        wanted = pipeline.columns.sorted()
    }

    /// - Throws: `Diagnostics` where the columns are elsewhere; nothing where they are not found, which is for others to say.
    package func check(_ records: some RecordSource) throws {
        guard hits(records.header) < wanted.count, let diagnostic = try records.headerElsewhere(self) else { return }
        throw Diagnostics(diagnostic)
    }

    /// The line with the most of the wanted names: more than the header has, and more than half of all.
    func best(against header: [String], among each: ((Candidate) -> Void) throws -> Void) throws -> Candidate? {
        var best: Candidate?
        var most = hits(header)
        try each { candidate in
            let count = hits(candidate.names)
            guard count > most, count == wanted.count || count * 2 > wanted.count && candidate.line <= Self.rowsOfTitles else { return }
            (best, most) = (candidate, count)
        }
        return best
    }

    private func hits(_ names: [String]) -> Int {
        let names = ColumnNames(names)
        return wanted.count { names.find($0) != .none }
    }
}

extension SheetTable {
    func headerElsewhere(_ search: HeaderSearch) throws -> Diagnostic? {
        let found = try search.best(against: header) { body in
            let book = try Workbook(path: path)
            for sheet in book.sheets where sheet.isTable {
                var first: Int?
                try book.forEachRow(of: sheet) { row in
                    let names = (0..<row.width).map { CellText.trimmed(row.text($0)) }
                    guard names.contains(where: { !$0.isEmpty }) else { return true }
                    if first == nil { first = row.number }
                    body(HeaderSearch.Candidate(names: names, line: row.number, sheet: sheet.name, isFirst: row.number == first))
                    return row.number < HeaderSearch.rowsSearched
                }
            }
        }
        guard let found, let other = found.sheet else { return nil }
        guard other != sheet.name else {
            return .headerElsewhere(
                found.line, in: file,
                "the columns of the pipeline are in row \(found.line) of \(other), and the header was taken from row \(headerRow)",
                hint: "say header: \(found.line) under source")
        }
        let line = found.isFirst ? "" : ", header: \(found.line)"
        let isPlain = other.allSatisfy { $0.isLetter || $0 == " " } && other.first?.isLetter == true
        return .headerElsewhere(
            found.line, in: file, "the columns of the pipeline are on the sheet \"\(other)\", and \"\(sheet.name)\" was read",
            hint: "say sheet: \(isPlain ? other : "\"\(other)\"")\(line) under source")
    }
}

extension CSVFiles {
    func headerElsewhere(_ search: HeaderSearch) throws -> Diagnostic? {
        let file = first
        let own = file.dialect.delimiter
        let found = try search.best(against: header) { body in
            let input = try InputFile(path: file.path)
            let lines = try FileStart(encoding: file.options.encoding, lines: HeaderSearch.rowsSearched) { try input.next() }.lines
            let first = lines.firstIndex { $0.contains { $0 > 0x20 } }
            for delimiter in [own] + HeaderSearch.delimiters.filter({ $0 != own }) {
                for (index, line) in lines.enumerated() where !line.isEmpty && (delimiter == own || line.contains(delimiter)) {
                    let fields = try RawRecord(line, delimiter: delimiter).fields.map(CellText.trimmed)
                    var candidate = HeaderSearch.Candidate(
                        names: fields, line: index + 1, delimiter: delimiter, isFirst: index == first)
                    body(candidate)
                    guard fields.count == 1, line.first == UInt8(ascii: "\"") else { continue }
                    candidate.names = try RawRecord(Array(fields[0].utf8), delimiter: delimiter).fields.map(CellText.trimmed)
                    candidate.isQuotedAsWhole = true
                    body(candidate)
                }
            }
        }
        guard let found else { return nil }
        if found.isQuotedAsWhole {
            return .quotedAsWhole(file.file, line: found.line)
        }
        if let delimiter = found.delimiter, delimiter != own {
            let header = found.isFirst ? "" : ", header: \(found.line)"
            let shown = Self.shown(delimiter)
            return .headerElsewhere(
                found.line, in: file.file, "the columns of the pipeline are there when cells are parted by \(shown)",
                hint: "say delimiter: \(shown)\(header) under source")
        }
        return .headerElsewhere(
            found.line, in: file.file,
            "the columns of the pipeline are on line \(found.line), and the header was taken from line \(file.headerLine)",
            hint: "say header: \(found.line) under source")
    }

    /// As a pipeline writes it.
    private static func shown(_ delimiter: UInt8) -> String {
        switch delimiter {
        case 9: "tab"
        case ..<0x20: "\"\\x\(delimiter < 0x10 ? "0" : "")\(String(delimiter, radix: 16, uppercase: true))\""
        default: "\"\(Character(UnicodeScalar(delimiter)))\""
        }
    }
}

extension Diagnostic {
    /// - Parameter line: of the column names; nil where none is known.
    package static func quotedAsWhole(_ file: SourceFile, line: Int? = nil) -> Diagnostic {
        let position = line.map { SourcePosition(line: $0, column: 1) }
        return Diagnostic(
            .error, code: TableCode.C335, "each line is quoted as a whole, so that it is one cell",
            at: Location(file: file, span: position.map { SourceSpan(start: $0, end: $0) }),
            hint: "remove the quotes around each line, and make \"\" in them \"; or export the table again")
    }

    fileprivate static func headerElsewhere(_ line: Int, in file: SourceFile, _ message: String, hint: String) -> Diagnostic {
        let position = SourcePosition(line: line, column: 1)
        return Diagnostic(
            .error, code: TableCode.C335, message, at: Location(file: file, span: SourceSpan(start: position, end: position)), hint: hint)
    }
}
