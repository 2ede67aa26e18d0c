import CSV
import Diagnostics
import Files
import Foundation
import PipelineSpec
import Planning
import Runs
import Workbook

/// The source of a pipeline: where it is, how it is written, and its records, as often as they are needed.
struct Spreadsheet {
    /// As the user knows it.
    var name: String
    let header: [String]
    /// The text down to the header; nil when there is too much of it to keep, or it is no text.
    let opening: SheetOpening?
    /// In which the rows that do not go through are given back.
    let dialect: Dialect
    /// The files as they were read; for standard input `-`.
    let inputs: [RunBinding.Input]
    /// A folder or a pattern that found them.
    let pattern: String?
    /// Whether the cells come as a spreadsheet program shows them.
    var isWorkbook: Bool
    /// What holds the rows when no file of the user does.
    private let copy: UnnamedFile?
    /// What a person should know of how the files were read.
    let warnings: [PlanWarning]
    private var content: Content

    private enum Content {
        case files(CSVFiles)
        case sheet(SheetTable)
    }

    /// Reads the whole source once, for its hash and its header.
    ///
    /// - Parameters:
    ///   - override: another file than the pipeline's, a workbook by its ending.
    ///   - folder: where a copy of standard input may be kept.
    /// - Throws: `Diagnostics` about the files as files: missing, empty, a header that cannot be used.
    static func open(
        _ source: ImportSource, pipelinePath: String, override: String?, copyingTo copies: String, context: CommandContext
    ) throws -> Spreadsheet {
        let written = override ?? source.path.value
        let folder = override == nil ? Paths.folder(of: pipelinePath) : context.currentDirectory
        var source = source
        if let override { source.kind = [".xlsx", ".xlsm"].contains(where: override.lowercased().hasSuffix) ? .xlsx : .csv }
        if written == "-" {
            let copy = try StandardInput.spool(in: copies, context)
            if override != nil, let start = try? InputFile(path: copy.path).next(), BinaryKind(signatureOf: start) == .workbook {
                source.kind = .xlsx
            }
            return try open(source, in: copy, name: "standard input")
        }
        let path = Paths.absolute(written, from: folder)
        let shown = Paths.shown(path, from: context.currentDirectory)
        let found = source.kind == .csv ? try SourceFiles.find(written, from: folder, shown: shown) : SourceFiles(paths: [path])
        let base = override == nil ? "the pipeline file" : "the current folder"
        var files: [Content] = []
        var problems: [Diagnostic] = []
        for path in found.paths {
            let name = Paths.shown(path, from: context.currentDirectory)
            do {
                files.append(try content(source, at: path, name: name))
            } catch let error as Diagnostics {
                problems += error.all
            } catch let error as InputFileError {
                let hint = error.isMissing && !written.hasPrefix("/") ? "\(error.hint); it is relative to \(base)" : error.hint
                problems.append(.unreadableSpreadsheet(SourceFile(name: name), reason: error.reason, hint: hint))
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        if files.count == 1 { return Spreadsheet(files[0], pattern: found.pattern) }
        let csv = try CSVFiles(files.compactMap { if case .files(let files) = $0 { files.all.first } else { nil } })
        return Spreadsheet(.files(csv), name: "\(shown) (\(Numbers.count(files.count, "file")))", pattern: found.pattern)
    }

    /// Reads a private copy, which goes with the spreadsheet.
    static func open(_ source: ImportSource, in copy: UnnamedFile, name: String) throws -> Spreadsheet {
        do {
            return Spreadsheet(try content(source, at: copy.path, name: name), copy: copy)
        } catch let error as InputFileError {
            throw Diagnostics(.unreadableSpreadsheet(SourceFile(name: name), reason: error.reason, hint: error.hint))
        }
    }

    private static func content(_ source: ImportSource, at path: String, name: String) throws -> Content {
        try InputFile.refuseNoFile(path, hint: "give it as standard input: --source - < \(ShellWord.quoted(name))")
        return switch source.kind {
        case .csv: .files(try CSVFiles([try CSVFile(path: path, name: name, source: source)]))
        case .xlsx: .sheet(try SheetTable(path: path, name: name, source: source))
        }
    }

    private init(_ content: Content, name: String? = nil, pattern: String? = nil, copy: UnnamedFile? = nil) {
        self.content = content
        self.pattern = pattern
        self.copy = copy
        func input(_ path: String, _ digest: String, _ size: Int) -> RunBinding.Input {
            RunBinding.Input(path: copy == nil ? path : "-", digest: digest, size: Int64(size))
        }
        switch content {
        case .files(let files):
            let first = files.all.first
            self.name = name ?? first?.file.name ?? ""
            header = first?.header ?? []
            opening = first?.opening
            dialect = first?.dialect ?? Dialect()
            inputs = files.all.map { input($0.path, $0.sha256, $0.byteCount) }
            warnings = files.all.flatMap(\.warnings)
            isWorkbook = false
        case .sheet(let sheet):
            self.name = name ?? "\(sheet.sheet.name) in \(sheet.file.name)"
            header = sheet.header
            opening = nil
            dialect = SheetTable.dialect
            inputs = [input(sheet.path, sheet.sha256, sheet.byteCount)]
            warnings = sheet.warnings
            isWorkbook = true
        }
    }

    /// How each file is read.
    var readings: [SourceReading] {
        switch content {
        case .files(let files): files.all.map(\.reading)
        case .sheet(let sheet): [sheet.reading]
        }
    }

    /// The sheet of a workbook.
    var table: SheetTable? { if case .sheet(let table) = content { table } else { nil } }

    /// The file that the columns are named in.
    var firstFile: CSVFile? { if case .files(let files) = content { files.all.first } else { nil } }

    /// From now on cells come as they are used: see ``CellUse``.
    mutating func read(for use: CellUse) {
        guard case .sheet(var sheet) = content else { return }
        sheet.use = use
        content = .sheet(sheet)
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
}

extension ImportPipeline {
    /// The pipeline for rows that come from this spreadsheet. The rejects of a workbook are CSV and hold what the workbook showed.
    func reading(_ sheet: Spreadsheet) throws(Diagnostics) -> ImportPipeline {
        sheet.isWorkbook || source.kind == .xlsx ? try forWorkbook() : self
    }
}
