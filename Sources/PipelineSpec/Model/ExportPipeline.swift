package import Diagnostics

/// An export pipeline as written, checked against every rule of the language that can be checked without Affinity.
package struct ExportPipeline: Sendable {
    package var file: SourceFile
    package var name: Spanned<String>
    package var description: String?
    /// The subdomain that this file may read from.
    package var account: Spanned<String>?
    /// By which `ferry run` chooses.
    package var tags: [String] = []
    /// Nil: with a key of the user's own.
    package var connection: Connection?
    package var source: ExportSource
    /// What the columns are; nil for all that the view or list shows.
    package var columns: [ExportColumnChoice]?
    /// Names of columns, the first deciding; one with `-` before it runs downwards.
    package var sort: [Spanned<String>]
    package var target: ExportTarget
    /// Only the rows that differ since then; all when nil.
    package var since: Since?
    package var limits: Limits

    package enum Since: String, CaseIterable, Sendable {
        /// The last export to the same file.
        case last
    }

    package init(
        file: SourceFile, name: Spanned<String>, description: String? = nil, account: Spanned<String>? = nil,
        connection: Connection? = nil, source: ExportSource, columns: [ExportColumnChoice]? = nil, sort: [Spanned<String>] = [],
        target: ExportTarget, since: Since? = nil, limits: Limits = Limits()
    ) {
        self.file = file
        self.name = name
        self.description = description
        self.account = account
        self.connection = connection
        self.source = source
        self.columns = columns
        self.sort = sort
        self.target = target
        self.since = since
        self.limits = limits
    }
}

/// Where an export's rows come from.
package enum ExportSource: Sendable {
    package enum Directory: String, CaseIterable, Sendable { case organizations, persons, opportunities }

    /// Names or ids.
    case list(Spanned<String>, savedView: Spanned<String>?)
    case directory(Directory)
}

/// One column of an export: a field, perhaps a part of it, under a name of its own.
package struct ExportColumnChoice: Sendable {
    /// As written: `Status`, `field-1234`, `Headquarters.city`.
    package var field: Spanned<String>
    /// The column's name in the file; the field's own when nil.
    package var name: String?

    package init(field: Spanned<String>, name: String? = nil) {
        self.field = field
        self.name = name
    }
}

/// What file an export makes, and how it is written.
package struct ExportTarget: Sendable {
    package enum Format: String, CaseIterable, Sendable { case csv, jsonl }
    package enum Formulas: String, CaseIterable, Sendable { case guarded = "guard", raw }
    package enum LineEnding: String, CaseIterable, Sendable { case lf, crlf }

    package var format: Format
    /// As written: relative to the pipeline file; `-` is standard output.
    package var path: Spanned<String>
    /// One ASCII byte.
    package var delimiter: UInt8
    package var hasBOM: Bool
    package var lineEnding: LineEnding
    /// Joins the values of one cell.
    package var multiValue: String
    /// A Unicode date pattern; ISO 8601 when nil.
    package var dates: String?
    package var formulas: Formulas
    /// Whether the columns that lead back to the records are added.
    package var ids: Bool

    package init(
        format: Format, path: Spanned<String>, delimiter: UInt8 = 0x2C, hasBOM: Bool = false, lineEnding: LineEnding = .lf,
        multiValue: String = ";", dates: String? = nil, formulas: Formulas = .guarded, ids: Bool = true
    ) {
        self.format = format
        self.path = path
        self.delimiter = delimiter
        self.hasBOM = hasBOM
        self.lineEnding = lineEnding
        self.multiValue = multiValue
        self.dates = dates
        self.formulas = formulas
        self.ids = ids
    }
}
