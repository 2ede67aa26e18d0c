import CSV
import Diagnostics
import Files
import Planning

/// The CSV files of a source as one table: the columns and the dialect are the first file's.
struct CSVFiles: RecordSource {
    /// At least one.
    let all: [CSVFile]
    let name: String
    let pattern: String?
    /// What holds the rows when no file of the user does.
    private let copy: SourceCopy?
    let first: CSVFile

    /// - Parameters:
    ///   - all: at least one.
    ///   - name: of all together; the first one's unless stated.
    /// - Throws: `Diagnostics` naming every file whose columns are others than the first one's.
    init(_ all: [CSVFile], name: String? = nil, pattern: String? = nil, copy: SourceCopy? = nil) throws(Diagnostics) {
        guard let first = all.first else { throw Diagnostics(.noFileFits(name ?? "")) }
        self.all = all
        self.first = first
        self.name = name ?? first.file.name
        self.pattern = pattern
        self.copy = copy
        let expected = Set(first.header)
        let problems = all.dropFirst().filter { Set($0.header) != expected }.map { file in
            Diagnostic.otherColumns(
                lacking: first.header.filter { !file.header.contains($0) }, besides: file.header.filter { !expected.contains($0) },
                than: first.file, in: file.file)
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
    }

    var header: [String] { first.header }
    var preamble: SheetPreamble? { first.preamble }
    var dialect: Dialect { first.dialect }
    var isWorkbook: Bool { false }
    var readings: [SourceReading] { all.map(\.reading) }
    var warnings: [PlanWarning] { all.flatMap(\.warnings) }
    var inputs: [TableInput] {
        all.map { TableInput(path: copy?.input ?? $0.path, sha256: $0.sha256, byteCount: $0.byteCount) }
    }

    /// Every record of every file; their numbers run on.
    func forEachRecord(entering: (SourcePart) -> Void, _ body: (Record) throws -> Void) throws {
        var count = 0
        for file in all {
            entering(SourcePart(name: file.file.name, firstRow: count + 1))
            let before = count
            if file.header == first.header, file.dialect.delimiter == first.dialect.delimiter {
                try file.forEachRecord { record in
                    record.number += before
                    count = record.number
                    try body(record)
                }
                continue
            }
            // Rows leave the run file in one shape, so what is written otherwise is written over.
            let order = first.header.map { file.header.firstIndex(of: $0) ?? 0 }
            var builder = RecordBuilder(delimiter: first.dialect.delimiter, escape: first.dialect.escape)
            var aligned = Record()
            try file.forEachRecord { record in
                record.number += before
                count = record.number
                guard record.problem == nil else { return try body(record) }
                for column in order { record.withBytes(column) { builder.append($0) } }
                builder.finish(into: &aligned, number: record.number, line: record.line)
                aligned.missingCells = record.missingCells
                aligned.repeatsHeader = record.repeatsHeader
                aligned.isBelowTable = record.isBelowTable
                try body(aligned)
            }
        }
    }
}
