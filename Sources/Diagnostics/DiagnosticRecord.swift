/// A diagnostic as one JSON line on standard error (`--json`): the keys are part of the contract with scripts.
package struct DiagnosticRecord: Encodable, Sendable {
    package var severity: String
    package var code: String
    package var message: String
    package var file: String?
    package var line: Int?
    package var column: Int?
    package var hint: String?
    package var notes: [String]?

    package init(_ diagnostic: Diagnostic) {
        severity = diagnostic.severity.rawValue
        code = diagnostic.code
        message = diagnostic.message
        file = diagnostic.location?.file.name
        line = diagnostic.location?.span?.start.line
        column = diagnostic.location?.span?.start.column
        hint = diagnostic.hint
        notes = diagnostic.notes.isEmpty ? nil : diagnostic.notes
    }
}
