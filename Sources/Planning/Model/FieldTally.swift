/// How often each thing happens to one field: the lines under a plan's summary.
package struct FieldTally: Sendable, Hashable, Codable {
    package var name: String
    /// Where the field is: `list.Status`, `organization.Sector`. Nil in plans of earlier versions.
    package var target: String?
    package var set = 0
    package var changed = 0
    package var append = 0
    package var clear = 0
    package var unchanged = 0
    package var kept = 0
    /// Cells that cannot be read and are left alone. Nil in plans of earlier versions.
    package var leftAlone: Int?
    /// Of numbers the decimal mark that their column shows, where the pipeline states none and it matters.
    package var decimal: String?
    /// For dropdowns: how often each option is set.
    package var options: [String: Int] = [:]

    package init(name: String, target: String? = nil) {
        self.name = name
        self.target = target
    }
}
