package import PipelineSpec

/// What a run file was planned from: the bytes of the pipeline and of the spreadsheet, and the account.
package struct RunBinding: Sendable, Hashable, Codable {
    package struct Dialect: Sendable, Hashable, Codable {
        /// The byte between two fields.
        package var delimiter: UInt8
        /// As the pipeline language writes it, such as `utf-8`.
        package var encoding: String
        package var byteOrderMark: Bool
        /// `\n`, `\r\n` or `\r`.
        package var lineEnding: String
        /// What takes the meaning from the byte behind it; nil where only `""` does.
        package var escape: UInt8?

        package init(delimiter: UInt8, encoding: String, byteOrderMark: Bool, lineEnding: String, escape: UInt8? = nil) {
            self.delimiter = delimiter
            self.encoding = encoding
            self.byteOrderMark = byteOrderMark
            self.lineEnding = lineEnding
            self.escape = escape
        }
    }

    /// A file as it was when the run was planned.
    package struct Input: Sendable, Hashable, Codable {
        package var path: String
        /// SHA-256, in lower-case hexadecimal digits.
        package var digest: String
        /// In bytes.
        package var size: Int64

        /// Else it was standard input or the like, which cannot be read again: its rows stand in the run file.
        package var isFile: Bool { path.hasPrefix("/") }

        package init(path: String, digest: String, size: Int64) {
            self.path = path
            self.digest = digest
            self.size = size
        }
    }

    /// The pipeline's `name`.
    package var name: String
    package var pipeline: Input
    /// The files of the source, in the order of their rows; the path of standard input is `-`, that of a command its name.
    package var inputs: [Input]
    /// The folder or the pattern that found them; nil for a file named by itself.
    package var pattern: String?
    /// In which rows are given back.
    package var dialect: Dialect
    /// The account's subdomain.
    package var account: String
    /// The host of the API, such as `api.affinity.co`.
    package var host: String
    /// The proxy that it was planned through; nil for a key of the user's own.
    package var connection: Connection?
    /// What the pipeline took from outside its file; nil for nothing.
    package var values: [OutsideValue]?
    /// Milliseconds since 1970, UTC.
    package var createdAt: Int64
    package var toolVersion: String

    package init(
        name: String, pipeline: Input, inputs: [Input], pattern: String? = nil, dialect: Dialect, account: String, host: String,
        connection: Connection? = nil, values: [OutsideValue]? = nil, createdAt: Int64, toolVersion: String
    ) {
        self.name = name
        self.pipeline = pipeline
        self.inputs = inputs
        self.pattern = pattern
        self.dialect = dialect
        self.account = account
        self.host = host
        self.connection = connection
        self.values = values
        self.createdAt = createdAt
        self.toolVersion = toolVersion
    }
}

/// How far a run is.
package enum RunState: String, Sendable, Hashable {
    /// The plan is being written. A file that stays so was interrupted and can only be thrown away.
    case planning
    /// The plan is whole; nothing was applied.
    case planned
    /// The plan is whole and breaks a guard rail: it can be looked at and not applied.
    case refused
    /// Being applied, or killed while it was.
    case running
    /// Stopped before its end; `resume` goes on.
    case stopped
    /// Every row has its outcome.
    case finished
    /// On the way back; `undo` goes on.
    case undoing
    /// Taken back by `undo`, but for what somebody has built on.
    case undone

    /// Whether `resume` has something to go on with.
    package var isUnfinished: Bool { self == .running || self == .stopped }

    /// Something of the plan was applied, or may have been, so that rows have outcomes.
    package var isBegun: Bool { ![.planning, .planned, .refused].contains(self) }
}
