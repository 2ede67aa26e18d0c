/// What a person states about a file; everything else is detected.
package struct ReaderOptions: Sendable, Hashable {
    /// One ASCII byte. Wins over Excel's `sep=` line.
    package var delimiter: UInt8?
    package var encoding: RequestedEncoding?
    /// The file's line that holds the column names, from 1; nil takes the first line that is not empty. Line 1 means the line after Excel's
    /// `sep=` line where there is one, since no spreadsheet shows that line.
    package var headerLine: Int?

    package init(delimiter: UInt8? = nil, encoding: RequestedEncoding? = nil, headerLine: Int? = nil) {
        self.delimiter = delimiter
        self.encoding = encoding
        self.headerLine = headerLine
    }
}
