/// The columns that go into fields.
package struct FieldDrafts: Sendable {
    /// Lines of `set-fields`, in the order of the columns.
    package var entries: [DraftEntry] = []
    /// Columns that they use, or that are dealt with otherwise.
    package var columns: Set<Int> = []
    /// Why a column that no line uses is left out.
    package var reasons: [Int: String] = [:]
    package var remarks: [String] = []
    /// What stands above them.
    package var comment = "What the record's cells get."

    package init() {}
}
