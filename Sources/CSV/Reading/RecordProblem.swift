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
    /// The bytes on this line are no text in the file's encoding.
    case invalidText(line: Int)
}
