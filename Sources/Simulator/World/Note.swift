/// A note on records, or a reply to one (AffinityAPI.md#note-objects).
struct Note: Sendable {
    /// What v1's code says of the content (AffinityAPI.md#ids-and-kinds).
    enum Style: Int, Sendable {
        case plain = 0
        case html = 2
    }

    let id: Int
    /// A user.
    let creatorID: Int
    /// `nil` unless it is a reply; replies carry no records.
    let parentID: Int?
    /// What it was written about, if about one.
    var interaction: Interaction.Key?
    var style: Style
    /// As it was written.
    var content: String
    var personIDs: [Int]
    var organizationIDs: [Int]
    var opportunityIDs: [Int]
    /// Seconds since 1970.
    let createdAt: Double
    var updatedAt: Double?

    /// As v1 reads it: HTML comes back as Markdown.
    var v1Content: String { style == .html ? NoteMarkdown.text(of: content) : content }

    /// As v2 reads it: plain text comes back as HTML.
    var html: String { style == .html ? content : NoteHTML.html(ofPlain: content) }
}
