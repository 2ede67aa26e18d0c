/// What a document may be at most. A pipeline is a page or two; what is far beyond that is a mistake or an attack.
package struct YAMLLimits: Sendable, Hashable {
    /// Bytes of the file.
    package var bytes: Int
    /// Lists and mappings inside each other.
    package var depth: Int
    /// Nodes that aliases may add to those written.
    package var aliasedNodes: Int
    /// Errors that are collected; further ones are not.
    package var diagnostics: Int

    package init(bytes: Int = 1 << 20, depth: Int = 64, aliasedNodes: Int = 10_000, diagnostics: Int = 1_000) {
        self.bytes = bytes
        self.depth = depth
        self.aliasedNodes = aliasedNodes
        self.diagnostics = diagnostics
    }
}
