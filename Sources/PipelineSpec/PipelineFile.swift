import Diagnostics
import YAMLTree

/// Pipeline files: YAML to a typed pipeline, or to all that is wrong with it.
package enum PipelineFile {
    private static let tags = Set(OutsideValue.Origin.allCases.map(\.rawValue))

    /// Checks every rule of the language that can be checked without the spreadsheet and without Affinity.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - name: its path, to show in diagnostics.
    ///   - values: what `!env` and `!var` stand for.
    /// - Returns: a pipeline, perhaps with warnings; or no pipeline and at least one error.
    package static func read(_ bytes: [UInt8], name: String, values: OutsideValues = OutsideValues()) -> PipelineReading {
        let yaml = YAMLParser.parse(
            bytes, file: name, tags: tags, emptyHint: "a pipeline begins with version: 1")
        let sink = DiagnosticSink(file: yaml.file, diagnostics: yaml.diagnostics)
        var outside = OutsideReader(values, sink: sink)
        var pipeline: PipelineReading.Pipeline?
        switch yaml.root {
        case .mapping(let root):
            pipeline = read(outside.filled(root), sink)
        case .some(let other):
            sink.add(.noPipeline(other, at: sink.location(other.span)))
        case nil:
            break
        }
        return PipelineReading(pipeline: sink.hasErrors ? nil : pipeline, diagnostics: sink.sorted, file: yaml.file, values: outside.used)
    }

    /// What a file says of itself, before anything else of it is read; nil for one that is not YAML.
    package static func heading(of bytes: [UInt8]) -> (name: String?, account: String?, tags: [String])? {
        guard case .mapping(let root)? = YAMLParser.parse(bytes, file: "", tags: tags).root else { return nil }
        func text(_ node: YAMLNode?) -> String? { if case .scalar(let scalar)? = node, scalar.tag == nil { scalar.text } else { nil } }
        var words: [String] = []
        if case .sequence(let list)? = root["tags"] { words = list.items.compactMap(text) }
        return (text(root["name"]), text(root["account"]), words)
    }

    private static func read(_ root: YAMLMapping, _ sink: DiagnosticSink) -> PipelineReading.Pipeline? {
        guard HeadingReader.isKnownVersion(root, sink: sink) else { return nil }
        if case .scalar(let kind)? = root["kind"], kind.text == PipelineKind.exporting.rawValue {
            return ExportReader(sink: sink).read(root).map { .exporting($0) }
        }
        return ImportReader(sink: sink).read(root).map { .importing($0) }
    }
}

extension Diagnostic {
    static func noPipeline(_ node: YAMLNode, at location: Location) -> Diagnostic {
        let found = if case .sequence = node { "a list" } else { "a text" }
        return Diagnostic(
            .error, code: PipelineCode.P100, "a pipeline is keys and values, and this is \(found)", at: location,
            hint: "a pipeline begins with version: 1")
    }
}
