/// What a write made.
package struct Made: Sendable, Hashable {
    package var id: Int64
    /// The list entry that came with an opportunity.
    package var entry: Int64?

    package init(id: Int64, entry: Int64? = nil) {
        self.id = id
        self.entry = entry
    }
}
