/// Why a header's names cannot be used to find columns. Columns count from 1.
package enum HeaderProblem: Hashable, Sendable {
    case duplicate(name: String, columns: [Int])
    case empty(column: Int)
    /// More columns than a spreadsheet has.
    case tooMany(count: Int, limit: Int)
    /// The header's line is itself a broken record.
    case broken(RecordProblem)
}
