import Diagnostics
import PipelineSpec

/// A pipeline file read and checked, with what binds a plan to it.
struct PipelineSource {
    let path: String
    let pipeline: ImportPipeline
    let sha256: String
    let byteCount: Int

    /// Larger files are refused by the language; one byte more is read so that it can say so.
    private static let limit = 1 << 20

    /// - Throws: `Diagnostics` with all that is wrong; warnings are reported and passed over.
    static func load(_ written: String, _ terminal: Terminal) throws -> PipelineSource {
        let (reading, path, sha256, byteCount) = try read(written, terminal)
        guard case .importing(let pipeline) = reading.pipeline else {
            throw Diagnostics(reading.diagnostics)
        }
        for diagnostic in reading.diagnostics { terminal.report(diagnostic) }
        return PipelineSource(path: path, pipeline: pipeline, sha256: sha256, byteCount: byteCount)
    }

    /// Reads a file without judging what is in it.
    static func read(_ written: String, _ terminal: Terminal) throws -> (PipelineReading, path: String, sha256: String, byteCount: Int) {
        let folder = terminal.context.currentDirectory
        let path = Paths.absolute(written, from: folder)
        let name = Paths.shown(path, from: folder)
        do {
            let (bytes, sha256) = try InputFile.readAll(path, limit: limit)
            return (PipelineFile.read(bytes, name: name), path, sha256, bytes.count)
        } catch {
            throw Diagnostics(
                Diagnostic(
                    .error, code: "P100", "cannot read the pipeline: \(error.reason)",
                    at: Diagnostic.Location(file: SourceFile(name: name)), hint: "check the path"))
        }
    }
}
