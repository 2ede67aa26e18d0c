/// A closed set of words, such as `keep | clear | reject`.
protocol Choice: RawRepresentable<String>, CaseIterable, Sendable, Equatable {
    /// Words of the language that this version does not carry out. They are refused as such, and stand in no schema.
    static var notBuilt: [Self] { get }
}

extension Choice {
    static var notBuilt: [Self] { [] }

    /// What may be written, in the order of the language.
    static var words: [String] {
        allCases.filter { !notBuilt.contains($0) }.map(\.rawValue)
    }
}

extension ImportSource.Encoding: Choice {}
extension CreateOrganizations.WhenMissing: Choice {}
extension CreateOrganizations.WhenAmbiguous: Choice {}
extension CreateOrganizations.WhenFound: Choice {}
extension AddToList.WhenPresent: Choice {}
extension Assignment.Existing: Choice {}
extension Assignment.Blank: Choice {}
extension Assignment.UnknownOption: Choice {
    static var notBuilt: [Self] { [.create] }
}
extension ValueOptions.Kind: Choice {}
extension ValueOptions.Case: Choice {}
extension ExportSource.Directory: Choice {}
extension ExportTarget.Format: Choice {}
extension ExportTarget.Formulas: Choice {}
extension ExportTarget.LineEnding: Choice {}

/// What a step acts on.
enum StepObject: String, Choice {
    case organization, person, opportunity

    static var notBuilt: [Self] { [.person, .opportunity] }
}

/// `kind:` of a pipeline.
enum PipelineKind: String, Choice {
    case importing = "import"
    case exporting = "export"
}

/// The forms of a value; exactly one is written.
enum ValueForm: String, CaseIterable {
    case column, constant, template, location
}
