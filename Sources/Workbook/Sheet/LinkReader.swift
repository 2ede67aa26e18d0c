/// Where the cells of a sheet link to, which its part names behind all rows (ECMA-376 part 1, 18.3.1.47).
final class LinkReader: XMLHandler {
    private let links: [String: String]
    private let columns: Set<Int>
    /// By column, then by row.
    private(set) var targets: [Int: [Int: String]] = [:]

    /// - Parameters:
    ///   - links: the sheet's addresses, by id.
    ///   - columns: the others do not matter.
    init(_ links: [String: String], columns: Set<Int>) {
        self.links = links
        self.columns = columns
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard name == Self.link, let id = attributes.text(Self.id), let target = links[id], let reference = attributes.text(Self.reference),
            let range = MergedRange(reference.contains(":") ? reference : "\(reference):\(reference)")
        else { return }
        for column in range.columns where columns.contains(column) {
            for row in range.rows { targets[column, default: [:]][row] = target }
        }
    }

    private static let link = XMLName("hyperlink")
    private static let id = XMLName("id")
    private static let reference = XMLName("ref")
}
