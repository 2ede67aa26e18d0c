import Diagnostics
import YAMLTree

/// The top of an import pipeline.
struct ImportReader {
    let findings: Findings

    func read(_ root: YAMLMapping) -> ImportPipeline? {
        var reader = MappingReader(
            root, keys: Vocabulary.pipeline, name: "the pipeline", head: root.pairs.first?.key.span ?? root.span, findings: findings)
        reader.checkKeys()
        let heading = HeadingReader(findings: findings).read(reader)
        let source = reader.required("source").flatMap { SourceReader(findings: findings).read($0) }
        let policies = Policies(reader)
        let find = reader.slot("find")
        let steps = reader.required("steps").flatMap { StepsReader(findings: findings, policies: policies).read($0, find: find) }
        let expect = reader.slot("expect").map { ExpectationsReader(findings: findings).read($0) } ?? Expectations()
        let approval = reader.slot("require-approval").flatMap { ApprovalReader(findings: findings).read($0) }
        let limits = LimitsReader().read(reader.slot("limits"), Vocabulary.limits, through: heading.connection)
        guard let name = heading.name, let source, let steps else { return nil }
        let pipeline = ImportPipeline(
            file: findings.file, name: name, description: heading.description, account: heading.account, connection: heading.connection,
            source: source, steps: steps, expect: expect, limits: limits, approval: approval)
        if source.kind == .xlsx {
            for problem in pipeline.otherDecimalMarks { findings.add(problem) }
        }
        return pipeline
    }
}
