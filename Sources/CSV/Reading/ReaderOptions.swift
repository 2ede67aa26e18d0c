/// What a person states about a file; everything else is detected.
package struct ReaderOptions: Sendable, Hashable {
    /// One ASCII byte. Wins over Excel's `sep=` line.
    package var delimiter: UInt8?
    package var encoding: RequestedEncoding?
    /// The file's line that holds the column names, from 1; nil takes the first line that is not empty. Line 1 means the line after Excel's
    /// `sep=` line where there is one, since no spreadsheet shows that line.
    package var headerLine: Int?
    /// A byte that takes the meaning from the one behind it, as `\` in files of MySQL and Spark; nil where only `""` does.
    package var escape: UInt8?
    /// Lines that begin with it are skipped. One ASCII byte.
    package var comment: UInt8?
    /// Whether a record that lacks cells at its end is broken; else they are blank.
    package var refusesShortRecords: Bool

    package init(
        delimiter: UInt8? = nil, encoding: RequestedEncoding? = nil, headerLine: Int? = nil, escape: UInt8? = nil, comment: UInt8? = nil,
        refusesShortRecords: Bool = false
    ) {
        self.delimiter = delimiter
        self.encoding = encoding
        self.headerLine = headerLine
        self.escape = escape
        self.comment = comment
        self.refusesShortRecords = refusesShortRecords
    }
}

/// How much of a file the reader holds at most, in bytes. Fixed outside tests.
struct ReaderLimits: Sendable {
    /// A record longer than this is taken for a quote that was never closed.
    var record = 64 << 20
    /// Of a record beyond the limit so much is kept, to show what it is.
    var keptOfOverlong = 64 << 10
    /// How much is looked at to tell the dialect.
    var sample = 64 << 10
}

/// What makes reading impossible from the start.
package enum ReaderError: Error, Hashable {
    /// The stated delimiter is not ASCII, or is NUL, a quote or a line break.
    case unusableDelimiter(UInt8)
}

/// Why a record cannot be trusted. Lines are lines of the file, from 1.
package enum RecordProblem: Hashable, Sendable {
    /// A quote opened on this line and never closed. Nothing after it is read.
    case unclosedQuote(line: Int)
    /// The record that starts on this line is longer than the reader's limit. Nothing after it is read.
    case tooLong(line: Int)
    /// Something other than spaces stands between a closing quote and the end of its field. `column` is the field's number, from 1; `line`
    /// is that of the closing quote.
    case textAfterQuote(line: Int, column: Int)
    /// The header has `expected` names. More cells than that are blank, or the record is broken; what lacks is blank too, unless the reader is told
    /// otherwise.
    case fieldCount(expected: Int, found: Int)
    /// The bytes on this line are not text in the file's encoding.
    case invalidText(line: Int)
}
