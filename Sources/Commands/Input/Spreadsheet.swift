import CSV
import Diagnostics
import Foundation
import PipelineSpec
import Planning
import Runs

/// The source of a pipeline: where it is, how it is written, and its records, as often as they are needed.
struct Spreadsheet {
    /// As the user knows it.
    let name: String
    let header: [String]
    /// In which the rows that do not go through are given back.
    let dialect: Dialect
    /// The files as they were read; for standard input `-`.
    let inputs: [RunBinding.Input]
    /// A folder or a pattern that found them.
    let pattern: String?
    private let files: CSVFiles
    /// A private copy of standard input that goes when the command is done.
    private let temporary: String?

    /// Reads the whole source once, for its hash and its header.
    ///
    /// - Throws: `Diagnostics` about the files as files: missing, empty, a header that cannot be used.
    static func open(_ source: ImportSource, pipelinePath: String, override: String?, context: CommandContext) throws -> Spreadsheet {
        let written = override ?? source.csv.value
        let folder = override == nil ? Paths.folder(of: pipelinePath) : context.currentDirectory
        guard written != "-" else {
            let path = try StandardInput.spool(context)
            do {
                let file = try CSVFile(path: path, name: "standard input", source: source)
                return try Spreadsheet([file], name: "standard input", pattern: nil, temporary: path)
            } catch {
                unlink(path)
                throw error
            }
        }
        let shown = Paths.shown(Paths.absolute(written, from: folder), from: context.currentDirectory)
        let found = try SourceFiles.find(written, from: folder, shown: shown)
        var files: [CSVFile] = []
        var problems: [Diagnostic] = []
        for path in found.paths {
            do {
                files.append(try CSVFile(path: path, name: Paths.shown(path, from: context.currentDirectory), source: source))
            } catch let error as Diagnostics {
                problems += error.all
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        let name = files.count == 1 ? files[0].file.name : "\(shown) (\(Numbers.count(files.count, "file")))"
        return try Spreadsheet(files, name: name, pattern: found.pattern, temporary: nil)
    }

    private init(_ files: [CSVFile], name: String, pattern: String?, temporary: String?) throws(Diagnostics) {
        self.files = try CSVFiles(files)
        self.name = name
        self.pattern = pattern
        self.temporary = temporary
        header = files.first?.header ?? []
        dialect = files.first?.dialect ?? Dialect()
        inputs = files.map {
            RunBinding.Input(path: temporary == nil ? $0.path : "-", digest: $0.sha256, size: Int64($0.byteCount))
        }
    }

    /// Every record in order. The record is reused: what is kept of it must be copied.
    ///
    /// - Parameter entering: called before the first record of each file.
    func forEachRecord(entering: (SourcePart) -> Void = { _ in }, _ body: (Record) throws -> Void) throws {
        try files.forEachRecord(entering: entering, body)
    }

    func removeIfTemporary() {
        if let temporary { unlink(temporary) }
    }
}
