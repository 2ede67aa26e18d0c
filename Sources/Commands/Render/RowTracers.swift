import CSV
import Planning
import Runs

/// Tells of any row of a run where its values came from.
struct RowTracers {
    private let base: ValueTracer?
    private let delimiter: UInt8

    /// - Parameter delimiter: of the spreadsheet.
    init(frame: PlanFrame, delimiter: UInt8) {
        base = frame.origins.map { ValueTracer($0, header: frame.header) }
        self.delimiter = delimiter
    }

    /// Nil for a run file of a version that did not keep where values come from.
    func tracer(for record: RowRecord) throws -> ValueTracer? {
        guard let base else { return nil }
        return base.reading(try RawRecord(record.planned.source, delimiter: delimiter).fields)
    }
}
