/// A saved view of a list.
struct ViewSeed: Sendable, Equatable {
    var name: String
    var style: SavedView.Style
    /// Names or ids of fields.
    var columns: [String] = []
    /// Keeps rows whose field holds one of these options.
    var filterField: String?
    var filterOptions: [String] = []
    /// Where it stands in the document.
    var path = ""
}
