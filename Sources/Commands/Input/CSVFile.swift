import CSV
import Diagnostics
import Foundation
import PipelineSpec
import Planning

/// One CSV file of a source, read through once for its hash and its header.
struct CSVFile {
    let path: String
    let file: SourceFile
    let options: ReaderOptions
    let header: [String]
    /// Down to the header; nil when there is too much of it to keep.
    let opening: SheetOpening?
    let dialect: Dialect
    let sha256: String
    let byteCount: Int

    /// - Parameter name: as the user knows it.
    /// - Throws: `Diagnostics` about the file as a file: empty, no text, a header that cannot be used. `InputFileError` when it cannot be read.
    init(path: String, name: String, source: ImportSource) throws {
        let file = SourceFile(name: name)
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
        self.path = path
        self.file = file
        self.options = options
        self.header = header.names
        self.opening = reader.linesAbove.map {
            SheetOpening(above: String(decoding: $0, as: UTF8.self), header: String(decoding: header.raw, as: UTF8.self))
        }
        dialect = reader.dialect
        sha256 = input.sha256
        byteCount = input.byteCount
    }

    /// Every record in order. The record is reused: what is kept of it must be copied.
    func forEachRecord(_ body: (inout Record) throws -> Void) throws {
        do {
            let input = try InputFile(path: path)
            var reader = try RecordReader(options: options) { try input.next() }
            var record = Record()
            while try reader.next(into: &record) { try body(&record) }
            while !(try input.next()).isEmpty {}
            // The rows of two readings are put together by their numbers, so both must have seen the same bytes.
            guard input.sha256 == sha256 else { throw Diagnostics(.changedSpreadsheet(file)) }
        } catch let error as InputFileError {
            throw Diagnostics(.unreadableSpreadsheet(file, reason: error.reason, hint: error.hint))
        }
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
