/// Why a workbook cannot be read.
package enum WorkbookError: Error, Hashable, Sendable {
    /// The system refuses to open or read it, in its words.
    case unreadable(String)
    /// It is encrypted.
    case passwordProtected
    /// The format of Excel before 2007.
    case oldFormat
    /// Something else than a workbook: what it is, as a noun.
    case otherFormat(String)
    /// Cut short or broken, in this part of it.
    case damaged(part: String, reason: String)
    /// A part unfolds to more than any program writes.
    case tooLarge(part: String)
    /// A part has a tag or a text that is longer than any program writes.
    case tooLong(part: String, what: String, megabytes: Int)
    case unknownSheet(String, sheets: [String])
    /// It has no sheet with cells, or all are hidden.
    case noSheet
}
