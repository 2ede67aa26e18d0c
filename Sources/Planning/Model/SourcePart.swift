/// A file that rows of a plan came from.
package struct SourcePart: Sendable, Hashable, Codable {
    /// As the user knows it.
    package var name: String
    /// The number of its first row; rows are counted through all parts.
    package var firstRow: Int

    package init(name: String, firstRow: Int) {
        self.name = name
        self.firstRow = firstRow
    }
}
