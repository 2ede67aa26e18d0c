import CSV
import Diagnostics
import Foundation
import Planning

/// The CSV files of a source as one table: the columns and the dialect are the first file's.
struct CSVFiles {
    let all: [CSVFile]

    /// - Throws: `Diagnostics` naming every file whose columns are others than the first one's.
    init(_ all: [CSVFile]) throws(Diagnostics) {
        self.all = all
        guard let first = all.first else { return }
        let expected = Set(first.header)
        let problems = all.dropFirst().filter { Set($0.header) != expected }.map { file in
            Diagnostic.otherColumns(
                lacking: first.header.filter { !file.header.contains($0) }, besides: file.header.filter { !expected.contains($0) },
                than: first.file, in: file.file)
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
    }

    /// Every record of every file; their numbers run on.
    ///
    /// - Parameter entering: called before the first record of each file.
    func forEachRecord(entering: (SourcePart) -> Void, _ body: (Record) throws -> Void) throws {
        guard let first = all.first else { return }
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
                try body(aligned)
            }
        }
    }
}
