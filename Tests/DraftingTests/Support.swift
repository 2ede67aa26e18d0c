import CSV
import Diagnostics
import Drafting
import PipelineSpec
import Planning
import Tables
import Testing

/// A table in memory, as CSV.
struct TextTable: RecordSource {
    let bytes: [UInt8]
    let header: [String]
    let dialect: Dialect
    let name = "table.csv"
    let isWorkbook = false

    init(_ text: String) throws {
        bytes = Array(text.utf8)
        let reader = try RecordReader(bytes: bytes)
        header = reader.header?.names ?? []
        dialect = reader.dialect
    }

    func forEachRecord(entering: (SourcePart) -> Void, _ body: (Record) throws -> Void) throws {
        var reader = try RecordReader(bytes: bytes)
        var record = Record()
        while try reader.next(into: &record) { try body(record) }
    }
}

/// What is drafted of a table without an account, as text; nil where it has no key.
func drafted(_ text: String, list: String? = nil) throws -> String? {
    let table = try TextTable(text)
    let sketch = try TableSketch(table)
    let subject = TableSubject(sketch)
    guard subject.hasKeys else { return nil }
    let names = subject.main == .person ? [subject.firstName, subject.lastName] : [subject.company]
    let measure = try KeyMeasure(
        table, site: subject.website?.index, name: names.compactMap { $0?.index }, email: subject.email?.index)
    let drafter = Drafter(DraftedFile(path: "table.csv", search: TableSearch()), sketch, subject, measure, list: list)
    let fields = OfflineFields.draft(sketch, subject, isWorkbook: false, list: list)
    return DraftWriter.text(drafter.draft(fields, name: "table"))
}

/// What a pipeline file says, with everything that is wrong with it.
func read(_ text: String) -> (pipeline: ImportPipeline?, problems: [String]) {
    let reading = PipelineFile.read(Array(text.utf8), name: "table.yaml")
    let problems = reading.diagnostics.map { "\($0.code) \($0.message)" }
    guard case .importing(let pipeline) = reading.pipeline else { return (nil, problems) }
    return (pipeline, problems)
}

/// The meanings of a table's columns.
func meanings(_ text: String) throws -> [ColumnMeaning] { try TableSketch(TextTable(text)).columns.map(\.meaning) }
