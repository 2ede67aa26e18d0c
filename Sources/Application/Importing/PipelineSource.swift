import Crypto
package import Diagnostics
package import PipelineSpec
package import Runs
import Tables
import Text

/// A pipeline of an import, read and checked, with what binds a plan to it.
package struct PipelineSource: Sendable {
    package let path: String
    package var pipeline: ImportPipeline
    /// What may be looked at in the file; nothing of it keeps the pipeline from being used.
    package var warnings: [Diagnostic] = []
    /// What it takes from outside the file.
    var values: [OutsideValue] = []
    /// The file's bytes, which a run keeps, to plan again from.
    let bytes: [UInt8]
    let sha256: String

    /// - Throws: `Diagnostics` with all that is wrong; `Failure` U105 for an export.
    package static func load(_ written: String, _ surroundings: Surroundings) throws -> PipelineSource {
        let file = try PipelineFileBytes(written, surroundings)
        guard case .importing(let pipeline) = file.reading.pipeline else {
            if case .exporting = file.reading.pipeline {
                throw Failure(
                    .usage, code: ApplicationCode.U105, "\(written) is an export, and this takes an import",
                    hint: "use ferry apply or ferry export")
            }
            throw Diagnostics(file.reading.diagnostics)
        }
        return PipelineSource(
            path: file.path, pipeline: pipeline, warnings: file.reading.diagnostics, values: file.reading.values,
            bytes: file.bytes, sha256: file.sha256)
    }

    /// A pipeline that is not in its file yet.
    /// - Parameter name: of the file, as messages say it.
    /// - Throws: `Diagnostics` with all that is wrong.
    package static func drafted(_ text: String, at path: String, name: String) throws -> PipelineSource {
        let bytes = Array(text.utf8)
        let reading = PipelineFile.read(bytes, name: name)
        guard case .importing(let pipeline) = reading.pipeline else { throw Diagnostics(reading.diagnostics) }
        return PipelineSource(path: path, pipeline: pipeline, bytes: bytes, sha256: SHA256.hash(data: bytes).hexDigits)
    }

    /// The pipeline that a run was planned with, as it was then.
    package static func planned(_ run: RunFile, _ surroundings: Surroundings) throws -> PipelineSource {
        let binding = try run.binding()
        let bytes = try run.pipelineBytes()
        let name = Paths.shown(binding.pipeline.path, from: surroundings.currentDirectory)
        let reading = PipelineFile.read(bytes, name: name, values: OutsideValues(binding.values ?? []))
        guard case .importing(let pipeline) = reading.pipeline else { throw Diagnostics(reading.diagnostics) }
        return PipelineSource(
            path: binding.pipeline.path, pipeline: pipeline, values: reading.values, bytes: bytes, sha256: binding.pipeline.digest)
    }
}

/// A pipeline file as it lies there, and what the language makes of it. Nothing is judged yet.
package struct PipelineFileBytes: Sendable {
    package let path: String
    package let reading: PipelineReading
    package let bytes: [UInt8]
    let sha256: String

    /// Larger files are refused by the language; one byte more is read so that it can say so.
    private static let limit = 1 << 20

    /// - Parameter values: what `!env` and `!var` stand for; nil for what they are now.
    /// - Throws: `Diagnostics` P100 for a file that can't be read.
    package init(_ written: String, _ surroundings: Surroundings, values: OutsideValues? = nil) throws {
        let folder = surroundings.currentDirectory
        path = Paths.absolute(written, from: folder)
        let name = Paths.shown(path, from: folder)
        do {
            try InputFile.refuseNoFile(path, hint: "save it as a file")
            (bytes, sha256) = try InputFile.readAll(path, limit: Self.limit)
            reading = PipelineFile.read(bytes, name: name, values: values ?? surroundings.outsideValues)
        } catch {
            throw Diagnostics(
                Diagnostic(
                    .error, code: PipelineCode.P100, "cannot read the pipeline: \(error.reason)",
                    at: Diagnostic.Location(file: SourceFile(name: name)), hint: error.hint))
        }
    }
}
