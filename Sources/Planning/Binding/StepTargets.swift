package import Affinity
package import PipelineSpec

/// Which record each step of a pipeline acts on, and on which list that record stands by then.
package struct StepTargets: Sendable {
    package struct Target: Sendable {
        /// Index of the record among those that the pipeline finds or makes.
        package var stage: Int
        package var kind: RecordKind
        /// Nil for a step before any list, or whose list is not known.
        package var list: AffinityList?
    }

    /// One for each step; nil for a step that has no record to act on, which the language has refused before.
    package let targets: [Target?]

    package init(_ pipeline: ImportPipeline, lists: [AffinityList]) {
        func list(_ name: Spanned<String>?) -> AffinityList? {
            name.flatMap { try? ListResolver.resolve($0.value, in: lists) }
        }
        var stages: [Target] = []
        targets = pipeline.steps.map { step in
            var of: RecordKind?
            switch step {
            case .create(let step):
                stages.append(Target(stage: stages.count, kind: step.kind, list: list(step.list)))
                return stages.last
            case .find(let step):
                let found = list(step.list)
                stages.append(
                    Target(stage: stages.count, kind: step.kind ?? found.map { RecordKind($0.kind) } ?? .organization, list: found))
                return stages.last
            case .addToList(let step): of = step.of?.value
            case .setFields(let step): of = step.of?.value
            case .addNote(let step): of = step.of?.value
            }
            guard let index = stages.lastIndex(where: { of == nil || $0.kind == of }) else { return nil }
            if case .addToList(let step) = step { stages[index].list = list(step.list) }
            return stages[index]
        }
    }
}
