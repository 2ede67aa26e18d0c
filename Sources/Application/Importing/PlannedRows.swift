import CSV
import PipelineSpec
import Planning
import Runs
import Tables

/// The rows that a run was planned from, as the run file keeps them: whatever has become of the spreadsheet since.
struct PlannedRows: RecordSource {
    let header: [String]
    let dialect: Dialect
    let name: String
    /// The rows hold what the workbook showed.
    let isWorkbook: Bool
    private let run: RunFile
    /// The lines below the table are known, so that no footer is looked for.
    private let source: ImportSource

    /// Rows fetched from the run file at once.
    private static let slice = 500

    init(_ run: RunFile, _ source: ImportSource) throws {
        let frame = try run.frame()
        let stored = try run.binding().dialect
        self.run = run
        header = frame.header
        name = frame.sourceName
        isWorkbook = frame.parts.contains { $0.sheet != nil }
        dialect = Dialect(delimiter: stored.delimiter, escape: stored.escape)
        var source = source
        source.footer = 0
        source.until = nil
        self.source = source
    }

    func forEachRecord(entering: (SourcePart) -> Void, _ body: (Record) throws -> Void) throws {
        entering(SourcePart(name: name, firstRow: 1))
        let options = ReaderOptions(
            delimiter: dialect.delimiter, encoding: .utf8, escape: dialect.escape, refusesShortRecords: source.shortRows == .reject)
        var writer = RecordWriter(dialect: dialect)
        writer.append(header)
        var row = 0
        var below: Set<Int> = []
        var reader = try RecordReader(options: options) {
            for source in try run.sources(after: row, atMost: Self.slice) {
                writer.append(raw: source.bytes)
                if source.isBelowTable { below.insert(source.row) }
                row = source.row
            }
            return writer.takeBytes()
        }
        var record = Record()
        var sieve = RowSieve(source, header: header)
        while try reader.next(into: &record) {
            _ = try sieve.take(&record) { record in
                record.isBelowTable = below.remove(record.number) != nil
                try body(record)
            }
        }
    }
}
