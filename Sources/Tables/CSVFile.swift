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
        let probe = try CSVFileProbe(path: path, file: file, stated: source.encoding)
        var options = ReaderOptions(source)
        // What the start of the file looks like may not be what all of it is.
        if options.encoding == nil, !probe.hasOwnSigns { options.encoding = .exactly(probe.encoding) }
        let input = try InputFile(path: path)
        let reader = try RecordReader(options: options) { try input.next() }
        guard let header = reader.header else {
            let tooShort = source.header.map { probe.byteCount > 0 && $0 > 1 } ?? false
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
        sha256 = probe.sha256
        byteCount = probe.byteCount
        warnings = try probe.warnings()
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

/// The first reading of a CSV file: its hash, whether it is text at all, and in which encoding.
struct CSVFileProbe {
    let sha256: String
    let byteCount: Int
    /// Told by all bytes of the file.
    let encoding: TextEncoding
    /// A byte-order mark, or the zeros of UTF-16, which say it without a guess.
    let hasOwnSigns: Bool
    private let path: String
    private let file: SourceFile
    private let isStated: Bool

    /// - Throws: `Diagnostics` when the file is not text.
    init(path: String, file: SourceFile, stated: RequestedEncoding?) throws {
        let input = try InputFile(path: path)
        var evidence = EncodingEvidence()
        let opening = try input.next()
        if let kind = BinaryKind(signatureOf: opening) { throw Diagnostics(.binarySpreadsheet(file, kind)) }
        let told = try RecordReader(bytes: opening, options: ReaderOptions(encoding: stated)).dialect
        if stated == nil, let name = Self.mustBeStated(opening) { throw Diagnostics(.unstatedEncoding(name, in: file)) }
        // What fills up a file at its end is not text, and no sign of another file.
        let text = opening[..<((opening.lastIndex { $0 != 0 && $0 != 0x1A } ?? -1) + 1)]
        let isOwn = TextEncoding.allCases.contains(told.encoding)
        if isOwn, !told.encoding.isUTF16, text.contains(0) { throw Diagnostics(.binarySpreadsheet(file, .nulBytes)) }
        var chunk = opening
        while !chunk.isEmpty {
            evidence.add(chunk)
            chunk = try input.next()
        }
        self.path = path
        self.file = file
        isStated = stated != nil
        encoding = evidence.encoding
        hasOwnSigns = told.encoding.isUTF16 || told.hasBOM
        sha256 = input.sha256
        byteCount = input.byteCount
    }

    /// What is to be said of a guess.
    ///
    /// - Throws: `Diagnostics` when the text that it makes is improbable: nothing must be written by it.
    func warnings() throws -> [PlanWarning] {
        guard let guess = try guess() else { return [] }
        if guess.isImprobable { throw Diagnostics(.improbableEncoding(guess.better, in: file)) }
        if !guess.better.isEmpty { throw Diagnostics(.betterEncoding(guess.better, in: file)) }
        return [
            PlanWarning(
                code: "W450", message: "\(file.name) is not UTF-8: it was read as windows-1252, which is a guess",
                hint: "say encoding: windows-1252 under source if the accents are right, else the right one"
                    + (guess.even.isEmpty ? "" : ", such as \(EncodingReading.list(guess.even))"))
        ]
    }

    /// What a pipeline has to state for a file that is refused without it: what the file's first bytes tell, or the likeliest of the encodings
    /// in which its letters make sense.
    ///
    /// - Returns: nil where nothing has to be stated, or nothing is known.
    /// - Throws: as the initialiser.
    static func encodingToState(path: String, file: SourceFile) throws -> TableSearch.Encoding? {
        if let name = mustBeStated(try InputFile(path: path).next()) { return .init(name: name, reason: "its first bytes say so") }
        guard let guess = try CSVFileProbe(path: path, file: file, stated: nil).guess(), let best = guess.better.first else { return nil }
        let others = guess.better.dropFirst().prefix(5)
        return .init(
            name: best.encoding,
            reason: "unsure: \"\(best.word)\" is read so" + (others.isEmpty ? "" : "; or \(EncodingReading.list(others))"))
    }

    /// What the letters say about the guess that the text is Windows-1252; nil where nothing was guessed.
    private func guess() throws -> (isImprobable: Bool, better: [EncodingReading], even: [EncodingReading])? {
        guard !isStated, !hasOwnSigns, encoding == .windows1252 else { return nil }
        let input = try InputFile(path: path)
        var text = WesternText()
        var foreign: [UInt8] = []
        while case let chunk = try input.next(), !chunk.isEmpty {
            text.add(chunk)
            guard foreign.count < Self.sample else { continue }
            for line in chunk.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where line.contains(where: { $0 >= 0x80 }) {
                foreign += line + [0x0A]
                if foreign.count >= Self.sample { break }
            }
        }
        var (better, even) = LatinReading.readings(of: foreign)
        if text.isImprobable {
            better += WesternText.otherReadings(of: foreign).filter { other in !better.contains { $0.encoding == other.encoding } }
        }
        return (text.isImprobable, better, even)
    }

    /// Encodings that their first bytes or their escapes tell, and that are read only when they are stated.
    private static func mustBeStated(_ opening: [UInt8]) -> String? {
        if opening.starts(with: [0xFF, 0xFE, 0, 0]) || opening.starts(with: [0, 0, 0xFE, 0xFF]) { return "utf-32" }
        let shifts: [[UInt8]] = [[0x1B, 0x24, 0x42], [0x1B, 0x24, 0x40]]
        return shifts.contains { opening.firstRange(of: $0) != nil } ? "iso-2022-jp" : nil
    }

    private static let sample = 16 << 10
}

extension Diagnostic {
    static func unstatedEncoding(_ name: String, in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: "C333", "the text is \(name), by its bytes", at: Location(file: file), hint: "say encoding: \(name) under source")
    }

    /// Text that is of one language in another encoding, and of several or none in the one that would be guessed.
    static func betterEncoding(_ readings: [EncodingReading], in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: "C333",
            "the bytes are not UTF-8, and read better in another encoding than windows-1252, which would be the guess",
            at: Location(file: file),
            hint: "say encoding: under source: \(EncodingReading.list(readings)); or windows-1252, should its letters be right")
    }

    static func improbableEncoding(_ readings: [EncodingReading], in file: SourceFile) -> Diagnostic {
        let shown = EncodingReading.list(readings.prefix(6))
        return Diagnostic(
            .error, code: "C333", "the bytes are not UTF-8, and make no sense as windows-1252, which would be the guess",
            at: Location(file: file),
            hint: "say encoding: under source" + (shown.isEmpty ? ", such as gb18030, shift_jis, windows-1251 or macintosh" : ": \(shown)"))
    }
}
