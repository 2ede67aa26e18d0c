package import PipelineSpec

extension ImportPipeline {
    /// Every column that the pipeline reads.
    package var columns: Set<String> { Set(columnReferences.map(\.value)) }

    /// Each place that names a column.
    package var columnReferences: [Spanned<String>] {
        var names = source.conditions.map(\.column)
        for step in steps {
            let values: [ValueSource?] =
                switch step {
                case .create(let step):
                    [
                        step.name, step.domain, step.firstName, step.lastName, step.emails, step.id, step.organizations, step.persons,
                    ]
                case .find(let step): [step.id]
                case .addToList: []
                case .setFields(let step): step.assignments.map(\.value)
                case .addNote(let step): [step.content, step.createdAt, step.creator]
                }
            for value in values { names += value?.columns ?? [] }
        }
        return names
    }
}
