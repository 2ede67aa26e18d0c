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
