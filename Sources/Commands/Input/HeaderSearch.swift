import CSV
import Diagnostics
import PipelineSpec
import Planning
import Text
import Workbook

/// Where the columns of a pipeline are when they are not in the header: on another line, behind another delimiter, on another sheet. It is
/// said once, instead of an error for each column.
struct HeaderSearch {
    private let wanted: [String]
    private let sheet: Spreadsheet

    /// A line that may be the header.
    private struct Candidate {
        var hits: Int
        var line: Int
        /// Of a CSV file.
        var delimiter: UInt8?
        var isQuotedAsWhole = false
        /// Of a workbook.
        var sheet: String?
        /// The first line of its table that holds anything.
        var isFirst: Bool
    }

    private static let rowsSearched = 50
    private static let delimiters = [UInt8](",;\t|^~:".utf8)

    init(_ pipeline: ImportPipeline, _ sheet: Spreadsheet) {
        wanted = pipeline.columns.sorted()
        self.sheet = sheet
    }

    /// - Throws: `Diagnostics` where the columns are elsewhere; nothing where they are not found, which is for others to say.
    func check() throws {
        let here = hits(sheet.header)
        guard here < wanted.count else { return }
        var best: Candidate?
        try forEachCandidate { candidate in
            guard candidate.hits > max(here, best?.hits ?? 0), candidate.hits * 2 > wanted.count else { return }
            best = candidate
        }
        if let best { throw Diagnostics(diagnostic(best)) }
    }

    private func hits(_ names: [String]) -> Int {
        let names = ColumnNames(names)
        return wanted.count { names.find($0) != .none }
    }

    private func forEachCandidate(_ body: (Candidate) -> Void) throws {
        if let table = sheet.table {
            let book = try Workbook(path: table.path)
            for sheet in book.sheets where sheet.isTable {
                var first: Int?
                try book.forEachRow(of: sheet) { row in
                    let names = (0..<row.width).map { CellText.trimmed(row.text($0)) }
                    guard names.contains(where: { !$0.isEmpty }) else { return true }
                    if first == nil { first = row.number }
                    body(Candidate(hits: hits(names), line: row.number, sheet: sheet.name, isFirst: row.number == first))
                    return row.number < Self.rowsSearched
                }
            }
        } else if let file = sheet.firstFile {
            let input = try InputFile(path: file.path)
            let lines = try FileStart(encoding: file.options.encoding) { try input.next() }.lines.prefix(Self.rowsSearched)
            let own = file.dialect.delimiter
            let first = lines.firstIndex { $0.contains { $0 > 0x20 } }
            for delimiter in [own] + Self.delimiters.filter({ $0 != own }) {
                for (index, line) in lines.enumerated() where !line.isEmpty {
                    let fields = try RawRecord(line, delimiter: delimiter).fields.map(CellText.trimmed)
                    body(Candidate(hits: hits(fields), line: index + 1, delimiter: delimiter, isFirst: index == first))
                    guard fields.count == 1, line.first == UInt8(ascii: "\"") else { continue }
                    let inner = try RawRecord(Array(fields[0].utf8), delimiter: delimiter).fields.map(CellText.trimmed)
                    body(
                        Candidate(
                            hits: hits(inner), line: index + 1, delimiter: delimiter, isQuotedAsWhole: true, isFirst: index == first))
                }
            }
        }
    }

    private func diagnostic(_ found: Candidate) -> Diagnostic {
        func error(_ message: String, hint: String) -> Diagnostic {
            let position = SourcePosition(line: found.line, column: 1)
            let name = sheet.table?.file.name ?? sheet.firstFile?.file.name ?? sheet.name
            return Diagnostic(
                .error, code: "C335", message,
                at: .init(file: SourceFile(name: name), span: SourceSpan(start: position, end: position)), hint: hint)
        }
        if found.isQuotedAsWhole {
            return error(
                "each line is quoted as a whole, so that it is one cell",
                hint: "remove the quotes around each line, and make \"\" in them \"; or export the table again")
        }
        if let other = found.sheet, let table = sheet.table {
            let line = found.isFirst ? "" : ", header: \(found.line)"
            guard other != table.sheet.name else {
                return error(
                    "the columns of the pipeline are in row \(found.line) of \(other), and the header was taken from row \(table.headerRow)",
                    hint: "say header: \(found.line) under source")
            }
            return error(
                "the columns of the pipeline are on the sheet \"\(other)\", and \"\(table.sheet.name)\" was read",
                hint: "say sheet: \(Self.quoted(other))\(line) under source")
        }
        let header = found.isFirst ? "" : "header: \(found.line)"
        if let delimiter = found.delimiter, delimiter != sheet.dialect.delimiter {
            let shown = delimiter == 9 ? "tab" : "\"\(Character(UnicodeScalar(delimiter)))\""
            return error(
                "the columns of the pipeline are there when cells are parted by \(shown)",
                hint: "say delimiter: \(shown)\(header.isEmpty ? "" : ", \(header)") under source")
        }
        return error(
            "the columns of the pipeline are on line \(found.line), and the header was taken from line \(sheet.firstFile?.headerLine ?? 1)",
            hint: "say header: \(found.line) under source")
    }

    private static func quoted(_ name: String) -> String {
        name.allSatisfy { $0.isLetter || $0 == " " } && name.first?.isLetter == true ? name : "\"\(name)\""
    }
}
