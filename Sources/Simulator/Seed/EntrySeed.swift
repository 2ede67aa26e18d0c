/// A row of a list.
struct EntrySeed: Sendable, Equatable {
    /// The record: a domain or name, an e-mail address, or the name of the opportunity.
    var record: String
    /// Of an opportunity.
    var organizations: [String] = []
    var persons: [String] = []
    /// Of an opportunity: only some users may see it.
    var isRestricted = false
    /// Of an opportunity: the key's user may not see it.
    var isRedacted = false
    /// E-mail address of a user.
    var creator: String?
    var cells: [CellSeed] = []
    /// Where it stands in the document.
    var path = ""
}
