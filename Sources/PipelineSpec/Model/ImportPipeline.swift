package import Diagnostics

/// An import pipeline as written, checked against every rule of the language that can be checked without the
/// spreadsheet and without Affinity.
package struct ImportPipeline: Sendable {
    package var file: SourceFile
    package var name: Spanned<String>
    package var description: String?
    /// The subdomain that this file may touch.
    package var account: Spanned<String>?
    package var source: ImportSource
    package var steps: [ImportStep]
    package var expect: Expectations
    package var limits: Limits

    package init(
        file: SourceFile, name: Spanned<String>, description: String?, account: Spanned<String>?, source: ImportSource,
        steps: [ImportStep], expect: Expectations, limits: Limits
    ) {
        self.file = file
        self.name = name
        self.description = description
        self.account = account
        self.source = source
        self.steps = steps
        self.expect = expect
        self.limits = limits
    }
}

/// Where the rows come from. What is nil is inferred from the file.
package struct ImportSource: Sendable {
    package enum Kind: String, Sendable { case csv, xlsx }
    package enum Encoding: String, CaseIterable, Sendable {
        case utf8 = "utf-8"
        case utf16 = "utf-16"
        case windows1252 = "windows-1252"
        case latin1 = "iso-8859-1"
    }

    package var kind: Kind
    /// As written: relative to the pipeline file; `-` is standard input. Of CSV also a folder or a pattern.
    package var path: Spanned<String>
    /// Of a workbook: the name of a sheet, or its place from 1 on; nil means the first that is visible.
    package var sheet: Spanned<String>?
    /// One ASCII byte.
    package var delimiter: UInt8?
    package var encoding: Encoding?
    /// The line that holds the column names, from 1.
    package var header: Int?
    /// Cells that count as blank; the empty cell always does unless `blanks` is stated without it.
    package var blanks: [String]
    /// Only rows whose cell is one of these.
    package var conditions: [Condition]

    package struct Condition: Sendable {
        package var column: Spanned<String>
        package var values: [String]

        package init(column: Spanned<String>, values: [String]) {
            self.column = column
            self.values = values
        }
    }

    package init(xlsx: Spanned<String>, sheet: Spanned<String>? = nil) {
        self.init(csv: xlsx)
        kind = .xlsx
        self.sheet = sheet
    }

    package init(
        csv: Spanned<String>, delimiter: UInt8? = nil, encoding: Encoding? = nil, header: Int? = nil, blanks: [String] = [""],
        conditions: [Condition] = []
    ) {
        kind = .csv
        path = csv
        self.delimiter = delimiter
        self.encoding = encoding
        self.header = header
        self.blanks = blanks
        self.conditions = conditions
    }
}

package enum ImportStep: Sendable {
    case createOrganizations(CreateOrganizations)
    case addToList(AddToList)
    case setFields(SetFields)

    /// As the language writes it.
    package var name: String {
        switch self {
        case .createOrganizations: "create-organizations"
        case .addToList: "add-to-list"
        case .setFields: "set-fields"
        }
    }
}

package struct CreateOrganizations: Sendable {
    package enum Key: String, CaseIterable, Sendable { case domain, name }
    package enum WhenMissing: String, CaseIterable, Sendable { case create, skip, reject }
    package enum WhenAmbiguous: String, CaseIterable, Sendable { case reject, first, skip }
    package enum WhenFound: String, CaseIterable, Sendable {
        case keep
        case updateName = "update-name"
    }

    package var span: SourceSpan
    package var match: [Key]
    package var name: ValueSource
    package var domain: ValueSource?
    package var whenMissing: WhenMissing
    package var whenAmbiguous: WhenAmbiguous
    package var whenFound: WhenFound

    package init(
        span: SourceSpan, match: [Key] = [.domain, .name], name: ValueSource, domain: ValueSource? = nil,
        whenMissing: WhenMissing = .create, whenAmbiguous: WhenAmbiguous = .reject, whenFound: WhenFound = .keep
    ) {
        self.span = span
        self.match = match
        self.name = name
        self.domain = domain
        self.whenMissing = whenMissing
        self.whenAmbiguous = whenAmbiguous
        self.whenFound = whenFound
    }
}

package struct AddToList: Sendable {
    package enum WhenPresent: String, CaseIterable, Sendable {
        case keep
        case addAgain = "add-again"
        case reject
    }

    package var span: SourceSpan
    /// Name or id.
    package var list: Spanned<String>
    package var whenPresent: WhenPresent

    package init(span: SourceSpan, list: Spanned<String>, whenPresent: WhenPresent = .keep) {
        self.span = span
        self.list = list
        self.whenPresent = whenPresent
    }
}

package struct SetFields: Sendable {
    package var span: SourceSpan
    package var assignments: [Assignment]

    package init(span: SourceSpan, assignments: [Assignment]) {
        self.span = span
        self.assignments = assignments
    }
}

/// One field of a `set-fields` step: what it gets and by which policies (the step's and the file's defaults filled in).
package struct Assignment: Sendable {
    package enum Existing: String, CaseIterable, Sendable { case overwrite, fill, append, keep }
    package enum Blank: String, CaseIterable, Sendable { case keep, clear, reject }
    package enum UnknownOption: String, CaseIterable, Sendable { case reject, create, skip }

    /// The field as written: its name, its id, `list.Name` or `organization.Name`. With `field: field-1234` beside a
    /// value, that id, and `key` keeps the words before the colon.
    package var field: Spanned<String>
    package var key: Spanned<String>
    package var value: ValueSource
    package var existing: Existing
    package var blank: Blank
    package var unknownOption: UnknownOption

    package init(
        field: Spanned<String>, key: Spanned<String>, value: ValueSource, existing: Existing = .overwrite, blank: Blank = .keep,
        unknownOption: UnknownOption = .reject
    ) {
        self.field = field
        self.key = key
        self.value = value
        self.existing = existing
        self.blank = blank
        self.unknownOption = unknownOption
    }
}
