/// What is wrong in the description of an account, and where.
package struct SeedError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The place in the tree, such as `lists[0].entries[3].fields.Status`; empty for the document itself.
    package let path: String
    package let message: String

    init(_ path: String, _ message: String) {
        self.path = path
        self.message = message
    }

    package var description: String { path.isEmpty ? message : "\(path): \(message)" }
}
