package import CSV
package import Diagnostics

/// An import pipeline as written, checked against every rule of the language that can be checked without the
/// spreadsheet and without Affinity.
package struct ImportPipeline: Sendable {
    package var file: SourceFile
    package var name: Spanned<String>
    package var description: String?
    /// The subdomain that this file may touch.
    package var account: Spanned<String>?
    /// By which `ferry run` chooses.
    package var tags: [String] = []
    /// Nil: with a key of the user's own.
    package var connection: Connection?
    package var source: ImportSource
    package var steps: [ImportStep]
    package var expect: Expectations
    package var limits: Limits
    /// Nil: nobody is asked.
    package var approval: ApprovalRule?

    package init(
        file: SourceFile, name: Spanned<String>, description: String?, account: Spanned<String>?, connection: Connection? = nil,
        source: ImportSource, steps: [ImportStep], expect: Expectations, limits: Limits, approval: ApprovalRule? = nil
    ) {
        self.file = file
        self.name = name
        self.description = description
        self.account = account
        self.connection = connection
        self.source = source
        self.steps = steps
        self.expect = expect
        self.limits = limits
        self.approval = approval
    }
}

/// Where the rows come from. What is nil is inferred from the file.
package struct ImportSource: Sendable {
    package enum Kind: String, Sendable { case csv, xlsx }
    package enum ShortRows: String, CaseIterable, Sendable { case blank, reject }
    /// What keeps a quote in a quoted cell from ending it.
    package enum Escape: String, CaseIterable, Sendable { case quote, backslash }

    /// Where the bytes come from.
    package enum Origin: Sendable {
        /// As written: relative to the pipeline file; `-` is standard input. Of CSV also a folder or a pattern.
        case file(Spanned<String>)
        case command(SourceCommand)
    }

    package var kind: Kind
    package var origin: Origin
    /// Of a workbook: the name of a sheet, or its place from 1 on; nil means the first that is visible.
    package var sheet: Spanned<String>?
    /// One ASCII byte.
    package var delimiter: UInt8?
    package var encoding: RequestedEncoding?
    /// The line that holds the column names, from 1.
    package var header: Int?
    /// Lines at the end that are not rows.
    package var footer: Int?
    /// How the first line of what stands behind the rows begins.
    package var until: String?
    /// What a row means that lacks cells at its end.
    package var shortRows = ShortRows.blank
    package var escape = Escape.quote
    /// One ASCII byte, with which lines begin that are skipped.
    package var comment: UInt8?
    /// Cells that count as blank; the empty cell always does unless `blanks` is stated without it.
    package var blanks: [String]
    /// Only rows for which all of these hold.
    package var conditions: [Condition]

    package init(xlsx: Spanned<String>, sheet: Spanned<String>? = nil) {
        self.init(csv: xlsx)
        kind = .xlsx
        self.sheet = sheet
    }

    /// What the command prints: CSV, or a workbook by its first bytes.
    package init(_ command: SourceCommand) {
        self.init(csv: Spanned("", at: command.span))
        origin = .command(command)
    }

    package init(
        csv: Spanned<String>, delimiter: UInt8? = nil, encoding: RequestedEncoding? = nil, header: Int? = nil, blanks: [String] = [""],
        conditions: [Condition] = []
    ) {
        kind = .csv
        origin = .file(csv)
        self.delimiter = delimiter
        self.encoding = encoding
        self.header = header
        self.blanks = blanks
        self.conditions = conditions
    }
}
