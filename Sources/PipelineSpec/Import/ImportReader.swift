import Diagnostics
import YAMLTree

/// The top of an import pipeline.
struct ImportReader {
    let sink: DiagnosticSink

    func read(_ root: YAMLMapping) -> ImportPipeline? {
        var reader = MappingReader(
            root, keys: Vocabulary.pipeline, name: "the pipeline", head: root.pairs.first?.key.span ?? root.span, sink: sink)
        reader.checkKeys()
        let heading = HeadingReader(sink: sink).read(reader)
        let source = reader.required("source").flatMap { SourceReader(sink: sink).read($0) }
        let policies = Policies(reader)
        let find = reader.slot("find")
        let steps = reader.required("steps").flatMap { StepsReader(sink: sink, policies: policies).read($0, find: find) }
        let expect = reader.slot("expect").map { ExpectationsReader(sink: sink).read($0) } ?? Expectations()
        let approval = reader.slot("require-approval").flatMap { ApprovalReader(sink: sink).read($0) }
        let limits = LimitsReader().read(reader.slot("limits"), Vocabulary.limits, through: heading.connection)
        guard let name = heading.name, let source, let steps else { return nil }
        var pipeline = ImportPipeline(
            file: sink.file, name: name, description: heading.description, account: heading.account, connection: heading.connection,
            source: source, steps: steps, expect: expect, limits: limits, approval: approval)
        pipeline.tags = heading.tags
        if source.kind == .xlsx {
            for problem in pipeline.otherDecimalMarks { sink.add(problem) }
        }
        return pipeline
    }
}
