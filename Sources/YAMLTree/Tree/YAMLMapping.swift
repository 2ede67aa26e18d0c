package import Diagnostics

/// Keys and values in the order of the file; what a merge key (`<<`) brought in stands last. No key is there twice.
package struct YAMLMapping: Sendable, Hashable {
    package struct Pair: Sendable, Hashable {
        package var key: YAMLScalar
        package var value: YAMLNode

        package init(key: YAMLScalar, value: YAMLNode) {
            self.key = key
            self.value = value
        }
    }

    package var pairs: [Pair]
    package var span: SourceSpan

    package init(pairs: [Pair], span: SourceSpan) {
        self.pairs = pairs
        self.span = span
    }

    /// The value of a key, or nil when the key is not there. Linear: the mappings of a pipeline are short.
    package subscript(key: String) -> YAMLNode? {
        pairs.first { $0.key.text == key }?.value
    }
}
