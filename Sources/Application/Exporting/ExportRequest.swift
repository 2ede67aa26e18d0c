import Diagnostics
import Exporting
import Foundation
package import PipelineSpec
import Tables

/// An export as asked for, from a pipeline file or from options, and where its files go.
package struct ExportRequest: Sendable {
    package var pipeline: ExportPipeline
    /// The folder that relative paths of the pipeline start from.
    var folder: String
    /// Where the journal goes.
    var runs: String

    package init(_ pipeline: ExportPipeline, pipelinePath: String, _ surroundings: Surroundings) {
        self.pipeline = pipeline
        folder = Paths.folder(of: pipelinePath)
        runs = RunFolder(surroundings).prepare(forPipelineAt: pipelinePath)
    }

    package init(_ pipeline: ExportPipeline, in folder: String, _ surroundings: Surroundings) {
        self.pipeline = pipeline
        self.folder = folder
        runs = RunFolder(surroundings).prepare(forPipelineAt: folder + "/pipeline.yaml")
    }

    /// Absolute; nil for standard output.
    package var target: String? {
        pipeline.target.path.value == "-" ? nil : Paths.absolute(pipeline.target.path.value, from: folder)
    }
}
