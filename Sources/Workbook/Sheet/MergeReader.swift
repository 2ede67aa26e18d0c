/// Cells shown as one; only the first of them has a value.
package struct MergedRange: Hashable, Sendable {
    /// Such as `B1:D1`.
    package var text: String
    /// From 0.
    package var columns: ClosedRange<Int>
    /// From 1.
    package var rows: ClosedRange<Int>

    init?(_ text: String) {
        let corners = text.split(separator: ":").compactMap(Self.corner)
        guard corners.count == 2, corners[0].column <= corners[1].column, corners[0].row <= corners[1].row else { return nil }
        self.text = text
        columns = corners[0].column...corners[1].column
        rows = corners[0].row...corners[1].row
    }

    private static func corner(_ text: Substring) -> (column: Int, row: Int)? {
        guard let column = String(text).withCString({ CellReference.column(of: $0) }), let row = Int(text.drop { $0.isLetter }) else {
            return nil
        }
        return (column, row)
    }
}

/// The merged cells of a sheet, which its part names behind all rows.
final class MergeReader: XMLHandler {
    private let row: Int
    private(set) var ranges: [MergedRange] = []

    /// - Parameter row: only ranges that cover a part of it.
    init(row: Int) {
        self.row = row
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard name == Self.merge, let range = attributes.text(Self.range).flatMap(MergedRange.init) else { return }
        if range.rows.contains(row) { ranges.append(range) }
    }

    private static let merge = XMLName("mergeCell")
    private static let range = XMLName("ref")
}

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
