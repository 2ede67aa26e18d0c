import CSV
import Diagnostics
import Foundation
import PipelineSpec
import Planning
import Runs
import Tables

/// The rows of a run that did not go through, as a file of the input's own shape: what stands above its header and the header as they
/// were, then the records as they were, with the reasons in columns behind them.
struct RejectsFile {
    /// An import ignores these.
    static let columns = ["_row", "_step", "_field", "_code", "_reason", "_hint"]

    private let run: RunFile
    private let header: [String]
    private let preamble: SheetPreamble?
    private let dialect: Dialect
    private let headerLine: Int

    /// - Parameter headerLine: where the pipeline says that the column names stand, for a run that did not keep what is above them.
    init(_ run: RunFile, headerLine: Int) throws {
        self.run = run
        self.headerLine = headerLine
        let frame = try run.frame()
        header = frame.header
        preamble = frame.preamble
        dialect = Dialect(try run.binding().dialect)
    }

    /// Whether something else than a rejects file, or an empty one, would be written over.
    static func wouldLose(_ path: String) -> Bool {
        Replacement.wouldLose(path) { bytes in
            // The names are ASCII, so without its zeros UTF-16 reads the same.
            let start = String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
            return [",", ";", "\t", "|"].contains { start.contains(columns.joined(separator: $0)) }
        }
    }

    /// - Parameters:
    ///   - cells: the rows that went in without a cell, instead of those that did not.
    ///   - sink: takes the bytes as they come.
    /// - Returns: the number of rows.
    func write(cells: Bool = false, to sink: ([UInt8]) -> Void) throws -> Int {
        var dialect = dialect
        let lost = Array(repeating: dialect.lineEnding.bytes, count: max(1, headerLine) - 1).flatMap(\.self)
        let above = preamble.map { Array($0.above.utf8) } ?? lost
        if !above.isEmpty {
            // The pipeline will look for the column names on the line where it found them.
            sink((dialect.hasBOM ? dialect.encoding.byteOrderMark : []) + dialect.encoding.encode(above))
            dialect.hasBOM = false
        }
        var writer = CSV.RecordWriter(dialect: dialect)
        let names = preamble.map { Array($0.header.utf8) }
        try append(names, header, Self.columns, to: &writer)
        sink(writer.takeBytes())
        var count = 0
        try run.forEachReject(cells: cells) { reject in
            try append(reject.source, [], Self.reasons(reject), to: &writer)
            count += 1
            sink(writer.takeBytes())
        }
        return count
    }

    /// A record without the columns of an earlier rejects file, then these.
    private func append(_ raw: [UInt8]?, _ texts: [String], _ added: [String], to writer: inout CSV.RecordWriter) throws {
        let own = header.indices.filter { !Self.columns.contains(header[$0]) }
        guard let raw else {
            return writer.append(own.map { texts[$0] } + added)
        }
        let record = try RawRecord(raw, delimiter: dialect.delimiter, escape: dialect.escape)
        let fields = record.fields
        // What stands behind the last column stays behind ours, so that each reason is under its name.
        let surplus = fields.dropFirst(header.count)
        let added = added + (surplus.allSatisfy(\.isEmpty) ? [] : Array(surplus))
        if own == Array(own.indices) {
            // A record that lacks cells must not get the reasons in their place.
            let lacking = Array(repeating: dialect.delimiter, count: max(0, own.count - fields.count))
            writer.append(raw: record.prefix(fields: own.count) + lacking, then: added)
        } else {
            // Someone moved the columns about: the others are written anew.
            writer.append(own.map { fields.indices.contains($0) ? fields[$0] : "" } + added)
        }
    }

    private static func reasons(_ reject: Reject) -> [String] {
        func joined(_ part: (RowProblem) -> String?) -> String {
            // Each part stands where its problem does, so that the columns line up.
            let parts = reject.problems.map { part($0) ?? "" }
            return parts.allSatisfy(\.isEmpty) ? "" : parts.joined(separator: " | ")
        }
        return [
            String(reject.row), joined(\.step.rawValue), joined(\.field), joined(\.code.text), joined(\.reason),
            joined { problem in
                let fix = problem.fix.map { "or add to the pipeline: \($0)" }
                return problem.advice.map { hint in hint + (fix.map { "; \($0)" } ?? "") } ?? fix
            },
        ]
    }
}

extension Dialect {
    /// As the run file remembers it; what it does not know is written as UTF-8.
    fileprivate init(_ stored: RunBinding.Dialect) {
        self.init(
            delimiter: stored.delimiter, encoding: TextEncoding(rawValue: stored.encoding) ?? .utf8, hasBOM: stored.byteOrderMark,
            lineEnding: LineEnding(rawValue: stored.lineEnding) ?? .lf, escape: stored.escape)
    }
}
