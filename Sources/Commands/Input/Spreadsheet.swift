import CSV
import Diagnostics
import Foundation
import PipelineSpec
import Planning

/// The CSV of a pipeline: where it is, how it is written, and its records, as often as they are needed.
struct Spreadsheet {
    /// Where the bytes are; for standard input a private copy.
    let path: String
    /// As the user knows it.
    var name: String
    let file: SourceFile
    let options: ReaderOptions
    let header: [String]
    let headerLine: Int
    /// Down to the header; nil when there is too much of it to keep.
    let opening: SheetOpening?
    let dialect: Dialect
    let sha256: String
    let byteCount: Int
    /// A private copy that goes when the command is done.
    var isTemporary: Bool

    /// Reads the whole file once, for its hash and its header.
    ///
    /// - Throws: `Diagnostics` about the file as a file: missing, empty, a header that cannot be used.
    static func open(_ source: ImportSource, pipelinePath: String, override: String?, context: CommandContext) throws -> Spreadsheet {
        let written = override ?? source.csv.value
        let folder = override == nil ? Paths.folder(of: pipelinePath) : context.currentDirectory
        let isStandardInput = written == "-"
        let path = isStandardInput ? try spool(context) : Paths.absolute(written, from: folder)
        let name = isStandardInput ? "standard input" : Paths.shown(path, from: context.currentDirectory)
        let file = SourceFile(name: name)
        var isOpen = false
        defer { if isStandardInput, !isOpen { unlink(path) } }
        do {
            let input = try InputFile(path: path)
            let options = ReaderOptions(
                delimiter: source.delimiter, encoding: source.encoding.map(RequestedEncoding.init), headerLine: source.header)
            let opening = try input.next()
            if let kind = BinaryKind(signatureOf: opening) { throw Diagnostics(.binarySpreadsheet(file, kind)) }
            var isFirst = true
            let reader = try RecordReader(options: options) {
                defer { isFirst = false }
                return isFirst ? opening : try input.next()
            }
            if !reader.dialect.encoding.isUTF16, opening.contains(0) { throw Diagnostics(.binarySpreadsheet(file, .nulBytes)) }
            guard let header = reader.header else {
                while !(try input.next()).isEmpty {}
                let tooShort = source.header.map { input.byteCount > 0 && $0 > 1 } ?? false
                throw Diagnostics(tooShort ? .headerNotReached(source.header ?? 1, in: file) : .emptySpreadsheet(file))
            }
            guard header.problems.isEmpty else {
                throw Diagnostics(header.problems.map { .headerProblem($0, line: header.line, in: file) })
            }
            while !(try input.next()).isEmpty {}
            isOpen = true
            return Spreadsheet(
                path: path, name: name, file: file, options: options, header: header.names, headerLine: header.line,
                opening: reader.linesAbove.map {
                    SheetOpening(above: String(decoding: $0, as: UTF8.self), header: String(decoding: header.raw, as: UTF8.self))
                },
                dialect: reader.dialect, sha256: input.sha256, byteCount: input.byteCount, isTemporary: isStandardInput)
        } catch let error as InputFileError {
            let base = override == nil ? "the pipeline file" : "the current folder"
            let hint = error.isMissing && !written.hasPrefix("/") ? "\(error.hint); it is relative to \(base)" : error.hint
            throw Diagnostics(.unreadableSpreadsheet(file, reason: error.reason, hint: hint))
        }
    }

    /// Every record in order. The record is reused: what is kept of it must be copied.
    func forEachRecord(_ body: (Record) throws -> Void) throws {
        do {
            let input = try InputFile(path: path)
            var reader = try RecordReader(options: options) { try input.next() }
            var record = Record()
            while try reader.next(into: &record) { try body(record) }
            while !(try input.next()).isEmpty {}
            // The rows of two readings are put together by their numbers, so both must have seen the same bytes.
            guard input.sha256 == sha256 else { throw Diagnostics(.changedSpreadsheet(file)) }
        } catch let error as InputFileError {
            throw Diagnostics(.unreadableSpreadsheet(file, reason: error.reason, hint: error.hint))
        }
    }

    func removeIfTemporary() {
        if isTemporary { unlink(path) }
    }

    /// Standard input is read twice, so it is kept beside: mode 0600, in the system's folder for such files.
    private static func spool(_ context: CommandContext) throws -> String {
        let (path, descriptor) = try TemporaryCopy.create(context)
        defer { close(descriptor) }
        let out = Output.descriptor(descriptor)
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                unlink(path)
                throw Failure(.failed, code: "U112", "cannot read standard input: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            out.write(bytes: Array(buffer[..<count]))
        }
        if out.hasFailed {
            unlink(path)
            throw TemporaryCopy.failure("standard input", context)
        }
        return path
    }
}

extension RequestedEncoding {
    fileprivate init(_ encoding: ImportSource.Encoding) {
        switch encoding {
        case .utf8: self = .utf8
        case .utf16: self = .utf16
        case .windows1252: self = .windows1252
        case .latin1: self = .latin1
        }
    }
}

extension TextEncoding {
    fileprivate var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }
}
