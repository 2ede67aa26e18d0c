package import Diagnostics

extension ImportPipeline {
    /// The same pipeline for the cells of a workbook, which come as Excel shows them: the decimal mark of their numbers is a point.
    ///
    /// - Throws: every value that states another decimal mark.
    package func forWorkbook() throws(Diagnostics) -> ImportPipeline {
        let problems = otherDecimalMarks
        guard problems.isEmpty else { throw Diagnostics(problems) }
        var pipeline = self
        for index in source.conditions.indices { pipeline.source.conditions[index].decimal = "." }
        pipeline.steps = steps.map { step in
            guard case .setFields(var fields) = step else { return step }
            for index in fields.assignments.indices { fields.assignments[index].value.options.readsShownNumbers = true }
            return .setFields(fields)
        }
        return pipeline
    }

    /// What is wrong with the values when the rows come from a workbook.
    var otherDecimalMarks: [Diagnostic] {
        source.conditions.filter { $0.decimal == "," }.map {
            .decimalOfWorkbook(at: Diagnostic.Location(file: file, span: $0.column.span))
        } + valuesOfOtherMarks
    }

    private var valuesOfOtherMarks: [Diagnostic] {
        steps.flatMap { step -> [Assignment] in
            if case .setFields(let fields) = step { fields.assignments } else { [] }
        }.filter { $0.value.options.decimal == "," }.map { .decimalOfWorkbook(at: Diagnostic.Location(file: file, span: $0.value.span)) }
    }
}

extension Diagnostic {
    static func decimalOfWorkbook(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P154, "\"decimal\" does not go with a workbook: the numbers of its cells have a point", at: location,
            hint: "leave it out")
    }
}
