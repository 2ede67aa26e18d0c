/// What a write made.
package struct Made: Sendable, Hashable {
    package var id: Int64
    /// The list entry that came with an opportunity.
    package var entry: Int64?
    /// It was there, and was taken instead (see `OperationRecord.State.adopted`).
    package var isTaken: Bool

    package init(id: Int64, entry: Int64? = nil, isTaken: Bool = false) {
        self.id = id
        self.entry = entry
        self.isTaken = isTaken
    }
}
