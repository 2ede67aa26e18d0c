/// A note on records of an account.
struct NoteSeed: Sendable, Equatable {
    /// Plain text, or the HTML that v2 reads.
    var content: String
    var isHTML = false
    /// Domains or names.
    var organizations: [String] = []
    /// E-mail addresses.
    var persons: [String] = []
    /// Names.
    var opportunities: [String] = []
    /// E-mail address of a user; `nil` for the user of the key.
    var creator: String?
    /// A time such as `2026-01-31T12:00:00Z`; `nil` for when the account was made.
    var createdAt: String?
    /// Where it stands in the document.
    var path = ""
}
