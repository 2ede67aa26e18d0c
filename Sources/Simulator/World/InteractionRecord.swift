/// An e-mail or a meeting as interaction fields show it.
struct InteractionRecord: Sendable, Equatable {
    enum Kind: String, Sendable {
        case email, meeting
    }

    let id: Int
    let kind: Kind
    let title: String
    /// Seconds since 1970.
    let at: Int
    /// The user who took part.
    let internalPersonID: Int
    /// The others.
    let otherPersonIDs: [Int]
}
