import CSV
import Planning
import Runs

/// Tells of any row of a run where its values came from.
struct RowTracers {
    private let base: ValueTracer?
    private let dialect: RunBinding.Dialect

    /// - Parameter dialect: of the spreadsheet.
    init(frame: PlanFrame, dialect: RunBinding.Dialect) {
        base = frame.origins.map { ValueTracer($0, header: frame.header) }
        self.dialect = dialect
    }

    /// Nil for a plan that keeps nothing of where values come from.
    func tracer(for record: RowRecord) throws -> ValueTracer? {
        guard let base else { return nil }
        return base.reading(try RawRecord(record.planned.source, delimiter: dialect.delimiter, escape: dialect.escape).fields)
    }
}
