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
    let dialect: Dialect
    let sha256: String
    let byteCount: Int

    /// The first bytes of .xlsx and .xls files.
    static let workbookStarts: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]]

    /// - Parameter name: as the user knows it.
    /// - Throws: `Diagnostics` about the file as a file: missing, empty, a header that cannot be used.
    init(path: String, name: String, source: ImportSource) throws {
        let file = SourceFile(name: name)
        do {
            let input = try InputFile(path: path)
            let options = ReaderOptions(
                delimiter: source.delimiter, encoding: source.encoding.map(RequestedEncoding.init), headerLine: source.header)
            let reader = try RecordReader(options: options) {
                let isFirst = input.byteCount == 0
                let bytes = try input.next()
                // As CSV it would be a table of nonsense.
                if isFirst, Self.workbookStarts.contains(where: bytes.starts) { throw Diagnostics(.workbookAsCSV(file)) }
                return bytes
            }
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
            dialect = reader.dialect
            sha256 = input.sha256
            byteCount = input.byteCount
        } catch let error as InputFileError {
            throw Diagnostics(.unreadableSpreadsheet(file, reason: error.reason, hint: error.hint))
        }
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
