import CSV
import Diagnostics
import Foundation
import PipelineSpec
import Planning

/// One CSV file of a source, read through once for its hash, its encoding and its header.
struct CSVFile {
    let path: String
    let file: SourceFile
    let options: ReaderOptions
    let header: [String]
    let headerLine: Int
    /// Down to the header; nil when there is too much of it to keep.
    let opening: SheetOpening?
    let dialect: Dialect
    let sha256: String
    let byteCount: Int
    /// What a person should know of how the file was read.
    let warnings: [PlanWarning]
    private let source: ImportSource

    /// - Parameter name: as the user knows it.
    /// - Throws: `Diagnostics` about the file as a file: empty, no text, a header that cannot be used. `InputFileError` when it cannot be read.
    init(path: String, name: String, source: ImportSource) throws {
        let file = SourceFile(name: name)
        let survey = try CSVFileSurvey(path: path, file: file, source: source)
        var options = ReaderOptions(source)
        // What the start of the file looks like may not be what all of it is.
        if options.encoding == nil, !survey.hasOwnSigns { options.encoding = .exactly(survey.encoding) }
        let input = try InputFile(path: path)
        let reader = try RecordReader(options: options) { try input.next() }
        guard let header = reader.header else {
            let tooShort = source.header.map { survey.byteCount > 0 && $0 > 1 } ?? false
            throw Diagnostics(tooShort ? .headerNotReached(source.header ?? 1, in: file) : .emptySpreadsheet(file))
        }
        let problems = header.problems.compactMap { Diagnostic.headerProblem($0, line: header.line, in: file) }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        self.path = path
        self.file = file
        self.options = options
        self.source = source
        self.header = header.names
        headerLine = header.line
        self.opening = reader.linesAbove.map {
            SheetOpening(above: String(decoding: $0, as: UTF8.self), header: String(decoding: header.raw, as: UTF8.self))
        }
        dialect = reader.dialect
        sha256 = survey.sha256
        byteCount = survey.byteCount
        warnings = try survey.warnings()
    }

    /// What was stated of it, and what was found out.
    var reading: SourceReading {
        let delimiter = dialect.delimiter == 9 ? "tab" : String(UnicodeScalar(dialect.delimiter))
        var guessed: [String] = []
        if source.encoding == nil, !dialect.hasBOM { guessed.append("encoding") }
        if source.delimiter == nil { guessed.append("delimiter") }
        if source.header == nil { guessed.append("header") }
        return SourceReading(file: file.name, encoding: dialect.encoding.name, delimiter: delimiter, header: headerLine, guessed: guessed)
    }

    /// Every record in order. The record is reused: what is kept of it must be copied.
    func forEachRecord(_ body: (inout Record) throws -> Void) throws {
        do {
            let input = try InputFile(path: path)
            var reader = try RecordReader(options: options) { try input.next() }
            var record = Record()
            var sieve = RowSieve(source, header: header)
            var isWhole = true
            while isWhole, try reader.next(into: &record) { isWhole = try sieve.take(&record, body) }
            try sieve.finish(isAtFooter: isWhole, body)
            while !(try input.next()).isEmpty {}
            // The rows of two readings are put together by their numbers, so both must have seen the same bytes.
            guard input.sha256 == sha256 else { throw Diagnostics(.changedSpreadsheet(file)) }
        } catch let error as InputFileError {
            throw Diagnostics(.unreadableSpreadsheet(file, reason: error.reason, hint: error.hint))
        }
    }
}

extension ReaderOptions {
    init(_ source: ImportSource) {
        self.init(
            delimiter: source.delimiter, encoding: source.encoding, headerLine: source.header,
            escape: source.escape == .backslash ? UInt8(ascii: "\\") : nil, comment: source.comment,
            refusesShortRecords: source.shortRows == .reject)
    }
}
