import Diagnostics
import PipelineSpec
import Runs
import Tables

/// A pipeline file read and checked, with what binds a plan to it.
struct PipelineSource {
    let path: String
    var pipeline: ImportPipeline
    /// The file's bytes, which a run keeps, to plan again from.
    let bytes: [UInt8]
    let sha256: String

    /// Larger files are refused by the language; one byte more is read so that it can say so.
    private static let limit = 1 << 20

    /// - Throws: `Diagnostics` with all that is wrong; warnings are reported and skipped.
    static func load(_ written: String, _ terminal: Terminal) throws -> PipelineSource {
        let (reading, path, bytes, sha256) = try read(written, terminal)
        guard case .importing(let pipeline) = reading.pipeline else {
            if case .exporting = reading.pipeline {
                throw Failure(
                    .usage, code: "U105", "\(written) is an export, and this takes an import", hint: "use ferry apply or ferry export")
            }
            throw Diagnostics(reading.diagnostics)
        }
        for diagnostic in reading.diagnostics { terminal.report(diagnostic) }
        return PipelineSource(path: path, pipeline: pipeline, bytes: bytes, sha256: sha256)
    }

    /// The export that a file asks for; nil for a file of another kind, or one with errors, which `load` reports.
    static func export(_ written: String, _ terminal: Terminal) throws -> ExportRequest? {
        let (reading, path, _, _) = try read(written, terminal)
        guard case .exporting(let pipeline) = reading.pipeline else { return nil }
        for diagnostic in reading.diagnostics { terminal.report(diagnostic) }
        return ExportRequest(pipeline, pipelinePath: path, terminal)
    }

    /// The pipeline that a run was planned with, as it was then.
    static func planned(_ run: RunFile, _ terminal: Terminal) throws -> PipelineSource {
        let binding = try run.binding()
        let bytes = try run.pipelineBytes()
        let name = Paths.shown(binding.pipeline.path, from: terminal.context.currentDirectory)
        let reading = PipelineFile.read(bytes, name: name)
        guard case .importing(let pipeline) = reading.pipeline else { throw Diagnostics(reading.diagnostics) }
        return PipelineSource(path: binding.pipeline.path, pipeline: pipeline, bytes: bytes, sha256: binding.pipeline.digest)
    }

    /// Reads a file without judging what is in it.
    static func read(_ written: String, _ terminal: Terminal) throws -> (PipelineReading, path: String, bytes: [UInt8], sha256: String) {
        let folder = terminal.context.currentDirectory
        let path = Paths.absolute(written, from: folder)
        let name = Paths.shown(path, from: folder)
        do {
            try InputFile.refuseNoFile(path, hint: "save it as a file")
            let (bytes, sha256) = try InputFile.readAll(path, limit: limit)
            return (PipelineFile.read(bytes, name: name), path, bytes, sha256)
        } catch {
            throw Diagnostics(
                Diagnostic(
                    .error, code: "P100", "cannot read the pipeline: \(error.reason)",
                    at: Diagnostic.Location(file: SourceFile(name: name)), hint: error.hint))
        }
    }
}
