import CSV
import Diagnostics
import Foundation
import PipelineSpec
import Planning
import Runs
import Workbook

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
    private let content: Content
    /// A private copy of standard input that goes when the command is done.
    private let temporary: String?

    private enum Content {
        case files(CSVFiles)
        case sheet(SheetTable)
    }

    /// Whether the cells come as a spreadsheet program shows them.
    var isWorkbook: Bool {
        if case .sheet = content { true } else { false }
    }

    /// Reads the whole source once, for its hash and its header.
    ///
    /// - Parameter override: another file than the pipeline's, a workbook by its ending.
    /// - Throws: `Diagnostics` about the files as files: missing, empty, a header that cannot be used.
    static func open(_ source: ImportSource, pipelinePath: String, override: String?, context: CommandContext) throws -> Spreadsheet {
        let written = override ?? source.path.value
        let folder = override == nil ? Paths.folder(of: pipelinePath) : context.currentDirectory
        var source = source
        if let override { source.kind = [".xlsx", ".xlsm"].contains(where: override.lowercased().hasSuffix) ? .xlsx : .csv }
        guard written != "-" else {
            let path = try StandardInput.spool(context)
            do {
                if override != nil, let start = try? InputFile(path: path).next(), start.starts(with: CSVFile.workbookStarts[0]) {
                    source.kind = .xlsx
                }
                return try open(source, path: path, name: "standard input", temporary: path)
            } catch {
                unlink(path)
                throw error
            }
        }
        let path = Paths.absolute(written, from: folder)
        let shown = Paths.shown(path, from: context.currentDirectory)
        guard source.kind == .csv else { return try open(source, path: path, name: shown, temporary: nil) }
        let found = try SourceFiles.find(written, from: folder, shown: shown)
        guard found.paths.count > 1 else {
            let name = Paths.shown(found.paths[0], from: context.currentDirectory)
            return try open(source, path: found.paths[0], name: name, pattern: found.pattern, temporary: nil)
        }
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
        return try Spreadsheet(
            files, name: "\(shown) (\(Numbers.count(files.count, "file")))", pattern: found.pattern, temporary: nil)
    }

    private static func open(
        _ source: ImportSource, path: String, name: String, pattern: String? = nil, temporary: String?
    ) throws -> Spreadsheet {
        switch source.kind {
        case .csv:
            try Spreadsheet(
                [try CSVFile(path: path, name: name, source: source)], name: name, pattern: pattern, temporary: temporary)
        case .xlsx: Spreadsheet(try SheetTable(path: path, name: name, source: source), temporary: temporary)
        }
    }

    private init(_ files: [CSVFile], name: String, pattern: String?, temporary: String?) throws(Diagnostics) {
        content = .files(try CSVFiles(files))
        self.name = name
        self.pattern = pattern
        self.temporary = temporary
        header = files.first?.header ?? []
        dialect = files.first?.dialect ?? Dialect()
        inputs = files.map {
            RunBinding.Input(path: temporary == nil ? $0.path : "-", digest: $0.sha256, size: Int64($0.byteCount))
        }
    }

    private init(_ sheet: SheetTable, temporary: String?) {
        content = .sheet(sheet)
        name = "\(sheet.sheet.name) in \(sheet.file.name)"
        pattern = nil
        self.temporary = temporary
        header = sheet.header
        dialect = SheetTable.dialect
        inputs = [RunBinding.Input(path: temporary == nil ? sheet.path : "-", digest: sheet.sha256, size: Int64(sheet.byteCount))]
    }

    /// Every record in order. The record is reused: what is kept of it must be copied.
    ///
    /// - Parameter entering: called before the first record of each file.
    func forEachRecord(entering: (SourcePart) -> Void = { _ in }, _ body: (Record) throws -> Void) throws {
        switch content {
        case .files(let files): try files.forEachRecord(entering: entering, body)
        case .sheet(let sheet): try sheet.forEachRecord(entering: entering, body)
        }
    }

    func removeIfTemporary() {
        if let temporary { unlink(temporary) }
    }
}

extension ImportPipeline {
    /// The pipeline for rows that come from this spreadsheet. The rejects of a workbook are CSV and hold what the workbook showed.
    func reading(_ sheet: Spreadsheet) throws(Diagnostics) -> ImportPipeline {
        sheet.isWorkbook || source.kind == .xlsx ? try forWorkbook() : self
    }
}
