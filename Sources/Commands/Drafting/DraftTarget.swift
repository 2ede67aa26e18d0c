import Diagnostics
import Drafting
import Files
import Foundation
import PipelineSpec
import Runs
import Tables
import Text

/// The pipeline file that a draft becomes. It is never one that is there already.
struct DraftTarget: Sendable {
    /// Absolute.
    let path: String
    /// As the user knows it.
    let shown: String

    /// - Parameters:
    ///   - written: what was asked for; nil for the spreadsheet's name.
    ///   - name: of the spreadsheet.
    init(_ written: String?, named name: String, _ terminal: Terminal) {
        let folder = terminal.context.currentDirectory
        path = Paths.absolute(written ?? Self.slug(name) + ".yaml", from: folder)
        shown = Paths.shown(path, from: folder)
    }

    /// Names the run files.
    var pipelineName: String {
        let name = Paths.name(of: path)
        let ends = [".yaml", ".yml"].first(where: name.lowercased().hasSuffix)
        return Self.slug(ends.map { String(name.dropLast($0.count)) } ?? name)
    }

    /// A path as the pipeline writes it, relative to its own folder.
    func relative(_ path: String) -> String { Paths.shown(path, from: Paths.folder(of: self.path)) }

    /// Where an editor finds the schema, as the pipeline says it: in the folder that holds the runs too.
    static let schema = ".ferry/pipeline.schema.json"

    /// Puts the schema there, unless there is one: it may be that of the account. A pipeline is as good without.
    private func writeSchema() {
        let folder = Paths.folder(of: path)
        guard (try? RunFile.makeFolder("\(folder)/.ferry")) != nil else { return }
        _ = try? PrivateFile.create("\(folder)/\(Self.schema)", with: Array(PipelineSchema.json.utf8))
    }

    /// - Throws: `Failure` when something has the name already, be it a link that leads nowhere.
    func refuseExisting() throws(Failure) {
        var status = stat()
        if lstat(path, &status) == 0 { throw exists }
    }

    /// - Throws: `Failure` when something has the name by now, `FileError` when it cannot be written.
    func write(_ text: String) throws {
        try SystemFile.createFolder(Paths.folder(of: path))
        let descriptor: Int32
        do throws(FileError) {
            descriptor = try SystemFile.create(path, mode: 0o644)
        } catch {
            if error.code == EEXIST { throw exists }
            throw FileError(path, error.code)
        }
        defer { close(descriptor) }
        do throws(FileError) {
            try SystemFile.write(Array(text.utf8), to: descriptor, path: path)
        } catch {
            // Half a pipeline is of no use, and this one was made here.
            unlink(path)
            throw error
        }
        writeSchema()
    }

    private var exists: Failure {
        Failure(
            .usage, code: CommandCode.U140, "\(shown) is there already, and ferry init replaces no file",
            hint: "name another: -o FILE, or move it away")
    }

    /// Letters, digits and hyphens, as a pipeline's name has them.
    static func slug(_ text: String) -> String {
        let plain = text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let words = String(plain).split(separator: "-").joined(separator: "-")
        return words.isEmpty ? "import" : String(words.prefix(60))
    }
}
