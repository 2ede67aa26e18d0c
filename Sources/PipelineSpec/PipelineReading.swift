package import Diagnostics

/// What came of reading a pipeline file.
package struct PipelineReading: Sendable {
    package enum Pipeline: Sendable {
        case importing(ImportPipeline)
        case exporting(ExportPipeline)
    }

    /// Nil when there is an error among the diagnostics.
    package var pipeline: Pipeline?
    /// Errors and warnings, in the order of the file.
    package var diagnostics: [Diagnostic]
    package var file: SourceFile
    /// What it takes from outside the file, in the order of the file.
    package var values: [OutsideValue]

    package init(pipeline: Pipeline?, diagnostics: [Diagnostic], file: SourceFile, values: [OutsideValue] = []) {
        self.pipeline = pipeline
        self.diagnostics = diagnostics
        self.file = file
        self.values = values
    }
}
