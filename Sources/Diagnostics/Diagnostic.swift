/// Something a person can mend: what is wrong, where, and what to do next.
///
/// The makers of diagnostics are static functions beside the code that raises them, one a message; the codes stand in the registry of
/// their module.
package struct Diagnostic: Sendable, Hashable, Error {
    package enum Severity: String, Sendable, Hashable, Comparable {
        case note, warning, error

        package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    package struct Location: Sendable, Hashable {
        package var file: SourceFile
        /// Nil when the whole file is meant (it is missing, or empty).
        package var span: SourceSpan?

        package init(file: SourceFile, span: SourceSpan? = nil) {
            self.file = file
            self.span = span
        }
    }

    package var severity: Severity
    package var code: DiagnosticCode
    package var message: String
    package var location: Location?
    /// What to do about it, in a few words: `did you mean "column"?`
    package var hint: String?
    package var notes: [String]

    package init(
        _ severity: Severity, code: some Coded, _ message: String, at location: Location? = nil, hint: String? = nil,
        notes: [String] = []
    ) {
        self.severity = severity
        self.code = code.code
        self.message = message
        self.location = location
        self.hint = hint
        self.notes = notes
    }
}

/// All that is wrong at once: thrown when a stage cannot go on.
package struct Diagnostics: Error, Sendable {
    package var all: [Diagnostic]

    package init(_ all: [Diagnostic]) {
        self.all = all
    }

    package init(_ one: Diagnostic) {
        self.all = [one]
    }

    package var hasErrors: Bool { all.contains { $0.severity == .error } }
}

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
        code = diagnostic.code.text
        message = diagnostic.message
        file = diagnostic.location?.file.name
        line = diagnostic.location?.span?.start.line
        column = diagnostic.location?.span?.start.column
        hint = diagnostic.hint
        notes = diagnostic.notes.isEmpty ? nil : diagnostic.notes
    }
}
