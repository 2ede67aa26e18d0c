package import Diagnostics

/// YAML 1.1 over libyaml, as a tree with places.
///
/// Errors that leave the tree whole (duplicate keys, unknown aliases) are collected. libyaml stops at the first error of
/// syntax, so that there is at most one of those.
package enum YAMLParser {
    /// - Parameters:
    ///   - bytes: the file; UTF-8, with or without a byte-order mark.
    ///   - name: the path to show in diagnostics.
    ///   - tags: those that a scalar may have besides YAML's own, without their `!`; what they mean is the caller's to say.
    ///   - emptyHint: what to write into a file that holds nothing.
    package static func parse(
        _ bytes: [UInt8], file name: String, limits: YAMLLimits = YAMLLimits(), tags: Set<String> = [], emptyHint: String? = nil
    ) -> YAMLReading {
        guard bytes.count <= limits.bytes else {
            let file = SourceFile(name: name)
            return YAMLReading(root: nil, file: file, diagnostics: [.tooLarge(bytes.count, limit: limits.bytes, in: file)])
        }
        let checked = CheckedText(bytes, file: name)
        guard let text = checked.text else {
            return YAMLReading(root: nil, file: checked.file, diagnostics: checked.diagnostics)
        }
        var builder = TreeBuilder(file: checked.file, limits: limits, tags: tags)
        var text8 = text
        text8.withUTF8 { buffer in
            var events = EventReader(buffer)
            do throws(YAMLSyntaxError) {
                while builder.take(try events.next()) {}
            } catch {
                builder.fail(SyntaxErrorTranslator(file: checked.file, open: builder.open).diagnostic(for: error))
            }
        }
        return builder.reading(emptyHint: emptyHint)
    }
}

extension Diagnostic {
    static func tooLarge(_ bytes: Int, limit: Int, in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P001, "the file has \(bytes) bytes, more than the \(limit) that a pipeline may have",
            at: Location(file: file),
            hint: "is this the right file? Rows belong in the CSV")
    }
}

/// What came of reading a YAML file.
package struct YAMLReading: Sendable {
    /// Nil when the file is not a tree at all (it is empty, or its syntax is broken): a diagnostic says why.
    /// With errors that leave the tree whole, such as a duplicate key, the tree is here so that more can be found in it.
    package var root: YAMLNode?
    package var file: SourceFile
    package var diagnostics: [Diagnostic]

    package init(root: YAMLNode?, file: SourceFile, diagnostics: [Diagnostic]) {
        self.root = root
        self.file = file
        self.diagnostics = diagnostics
    }
}

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
