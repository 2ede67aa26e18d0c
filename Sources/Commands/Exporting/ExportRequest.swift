import Application
import Diagnostics
import Exporting
import Foundation
import PipelineSpec
import Tables

/// An export as asked for, from a pipeline file or from options, and where its files go.
struct ExportRequest: Sendable {
    var pipeline: ExportPipeline
    /// The folder that relative paths of the pipeline start from.
    var folder: String
    /// Where the journal goes.
    var runs: String

    init(_ pipeline: ExportPipeline, pipelinePath: String, _ terminal: Terminal) {
        self.pipeline = pipeline
        folder = Paths.folder(of: pipelinePath)
        runs = RunFolder(terminal).prepare(forPipelineAt: pipelinePath)
    }

    init(_ pipeline: ExportPipeline, in folder: String, _ terminal: Terminal) {
        self.pipeline = pipeline
        self.folder = folder
        runs = RunFolder(terminal).prepare(forPipelineAt: folder + "/pipeline.yaml")
    }

    /// Absolute; nil for standard output.
    var target: String? {
        pipeline.target.path.value == "-" ? nil : Paths.absolute(pipeline.target.path.value, from: folder)
    }
}
