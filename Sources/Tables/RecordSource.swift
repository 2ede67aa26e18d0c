package import CSV
package import Diagnostics
package import PipelineSpec
package import Planning

/// A table of records below a header, which can be read as often as needed: CSV files, a sheet of a workbook, the rows of a run file.
package protocol RecordSource: Sendable {
    /// As the user knows it.
    var name: String { get }
    var header: [String] { get }
    /// The text down to the header; nil when there is too much of it to keep, or it is not text.
    var preamble: SheetPreamble? { get }
    /// In which the rows that do not go through are given back.
    var dialect: Dialect { get }
    /// The files as they were read.
    var inputs: [TableInput] { get }
    /// A folder or a pattern that found them.
    var pattern: String? { get }
    /// Whether the cells are written as a spreadsheet program shows them.
    var isWorkbook: Bool { get }
    /// How each file is read: what was stated of it, and what was found out.
    var readings: [SourceReading] { get }
    /// What a person should know of how the files were read.
    var warnings: [PlanWarning] { get }

    /// From now on cells come as they are used: see `CellUse`.
    mutating func read(for use: CellUse)

    /// Every record in order. The record is reused: what is kept of it must be copied.
    ///
    /// - Parameter entering: called before the first record of each file.
    func forEachRecord(entering: (SourcePart) -> Void, _ body: (Record) throws -> Void) throws

    /// Where the columns are, when they are not in the header; nil when they are not found elsewhere.
    func headerElsewhere(_ search: HeaderSearch) throws -> Diagnostic?
}

extension RecordSource {
    package var preamble: SheetPreamble? { nil }
    package var inputs: [TableInput] { [] }
    package var pattern: String? { nil }
    package var readings: [SourceReading] { [] }
    package var warnings: [PlanWarning] { [] }
    package mutating func read(for use: CellUse) {}
    package func headerElsewhere(_ search: HeaderSearch) throws -> Diagnostic? { nil }

    package func forEachRecord(_ body: (Record) throws -> Void) throws { try forEachRecord(entering: { _ in }, body) }
}

/// A file that records came from.
package struct TableInput: Sendable, Hashable {
    /// Absolute; `-` for standard input, the name of a command. What does not begin with `/` is no file.
    package var path: String
    package var sha256: String
    package var byteCount: Int
}

extension ImportPipeline {
    /// The pipeline for rows that come from this source. The rejects of a workbook are CSV and hold what the workbook showed.
    package func reading(_ records: some RecordSource) throws(Diagnostics) -> ImportPipeline {
        records.isWorkbook || source.kind == .xlsx ? try forWorkbook() : self
    }
}
