package import Diagnostics

/// A list, in the order of the file.
package struct YAMLSequence: Sendable, Hashable {
    package var items: [YAMLNode]
    package var span: SourceSpan

    package init(items: [YAMLNode], span: SourceSpan) {
        self.items = items
        self.span = span
    }
}
