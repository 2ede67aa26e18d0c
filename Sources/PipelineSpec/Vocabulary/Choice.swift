/// A closed set of words, such as `keep | clear | reject`.
protocol Choice: RawRepresentable<String>, CaseIterable, Sendable, Equatable {}

extension Choice {
    /// What may be written, in the order of the language.
    static var words: [String] { allCases.map(\.rawValue) }
}

extension Connection.Proxy: Choice {}
extension ImportSource.ShortRows: Choice {}
extension ImportSource.Escape: Choice {}
extension RecordKind: Choice {}
extension CreateRecords.WhenMissing: Choice {}
extension CreateRecords.WhenAmbiguous: Choice {}
extension CreateRecords.WhenFound: Choice {}
extension CreateRecords.SharedDirectory: Choice {}
extension CreateRecords.RowsOfOneName: Choice {}
extension FindRecords.WhenMissing: Choice {}
extension AddToList.WhenPresent: Choice {}
extension AddNote.Format: Choice {}
extension Assignment.Existing: Choice {}
extension Assignment.Blank: Choice {}
extension Assignment.UnknownOption: Choice {}
extension Assignment.Invalid: Choice {}
extension Assignment.OnRefusal: Choice {}
extension ValueOptions.Kind: Choice {}
extension ValueOptions.Partial: Choice {}
extension ValueOptions.Take: Choice {}
extension ValueOptions.Case: Choice {}
extension ApprovalRule.Unit: Choice {}
extension ApprovalRule.Removals: Choice {}
extension ExportSource.Directory: Choice {}
extension ExportPipeline.Since: Choice {}
extension ExportTarget.Format: Choice {}
extension ExportTarget.Formulas: Choice {}
extension ExportTarget.LineEnding: Choice {}

/// `kind:` of a pipeline.
enum PipelineKind: String, Choice {
    case importing = "import"
    case exporting = "export"
}

/// The forms of a value; exactly one is written.
enum ValueForm: String, CaseIterable {
    case column, constant, template, location
}
