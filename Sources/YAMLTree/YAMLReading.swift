package import Diagnostics

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
