import Diagnostics
import Files
package import PipelineSpec
import Planning
import Text

/// Opens what a pipeline names as its source.
package struct Spreadsheet {
    /// Where relative paths start that are typed, and from which paths are shown.
    let currentDirectory: String
    /// Keeps what is no file.
    private let copies: SourceCopies

    package init(currentDirectory: String, copies: SourceCopies) {
        self.currentDirectory = currentDirectory
        self.copies = copies
    }

    /// Reads the whole source once, for its hash and its header.
    ///
    /// - Parameter override: another file than the pipeline's, a workbook by its ending.
    /// - Throws: `Diagnostics` about the files as files: missing, empty, a header that cannot be used.
    package func open(_ source: ImportSource, pipelinePath: String, override: String?) throws -> any RecordSource {
        var source = source
        if let override { source.kind = [".xlsx", ".xlsm"].contains(where: override.lowercased().hasSuffix) ? .xlsx : .csv }
        let written: String
        switch source.origin {
        case _ where override != nil: written = override ?? ""
        case .file(let path): written = path.value
        case .command(let command):
            let copy = try copies.output(of: command, in: Paths.folder(of: pipelinePath))
            try copy.refuseNoTable(hint: "run the command in a shell, and look at what it prints")
            return try table(copy, source, isGuessed: true)
        }
        if written == "-" { return try table(copies.standardInput(), source, isGuessed: override != nil) }
        let folder = override == nil ? Paths.folder(of: pipelinePath) : currentDirectory
        let base = override == nil ? "the pipeline file" : "the current folder"
        func open<Table>(_ path: String, _ make: (String) throws -> Table) throws -> Table {
            let name = Paths.shown(path, from: currentDirectory)
            do {
                try InputFile.refuseNoFile(path, hint: "give it as standard input: --source - < \(ShellWord.quoted(name))")
                return try make(name)
            } catch let error as InputFileError {
                let hint = error.isMissing && !written.hasPrefix("/") ? "\(error.hint); it is relative to \(base)" : error.hint
                throw Diagnostics(.unreadableSpreadsheet(SourceFile(name: name), reason: error.reason, hint: hint))
            }
        }
        let path = Paths.absolute(written, from: folder)
        guard source.kind == .csv else { return try open(path) { try SheetTable(path: path, name: $0, source: source) } }
        let shown = Paths.shown(path, from: currentDirectory)
        let found = try SourceFiles.find(written, from: folder, shown: shown)
        var files: [CSVFile] = []
        var problems: [Diagnostic] = []
        for path in found.paths {
            do {
                files.append(try open(path) { try CSVFile(path: path, name: $0, source: source) })
            } catch let error as Diagnostics {
                problems += error.all
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        let name = files.count == 1 ? nil : "\(shown) (\(Numbers.count(files.count, "file")))"
        return try CSVFiles(files, name: name, pattern: found.pattern)
    }

    /// - Parameter isGuessed: whether nobody has said what it is.
    private func table(_ copy: SourceCopy, _ source: ImportSource, isGuessed: Bool) throws -> any RecordSource {
        do {
            let isWorkbook = try isGuessed && BinaryKind(signatureOf: InputFile(path: copy.path).next()) == .workbook
            guard source.kind == .csv, !isWorkbook else {
                return try SheetTable(path: copy.path, name: copy.name, source: source, copy: copy)
            }
            return try CSVFiles([CSVFile(path: copy.path, name: copy.name, source: source)], copy: copy)
        } catch let error as InputFileError {
            throw Diagnostics(.unreadableSpreadsheet(SourceFile(name: copy.name), reason: error.reason, hint: error.hint))
        }
    }
}
