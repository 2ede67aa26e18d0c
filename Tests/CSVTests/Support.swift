@testable import CSV

/// What a test compares of a record.
struct Row: Equatable, CustomStringConvertible {
    var number: Int
    var line: Int
    var fields: [String]
    var problem: RecordProblem?

    var description: String { "\(number) (line \(line)) \(fields) \(problem.map { "\($0)" } ?? "")" }
}

/// A file read to its end.
struct Reading: Equatable {
    var dialect: Dialect
    var header: Header?
    var rows: [Row] = []
    var raws: [[UInt8]] = []

    var fields: [[String]] { rows.map(\.fields) }
    var problems: [RecordProblem?] { rows.map(\.problem) }

    init(
        _ bytes: [UInt8], chunk: Int = 65536, options: ReaderOptions = .init(), limits: ReaderLimits = ReaderLimits()
    ) throws {
        var position = 0
        var reader = try RecordReader(options: options, limits: limits) {
            defer { position = min(position + chunk, bytes.count) }
            return Array(bytes[position..<min(position + chunk, bytes.count)])
        }
        dialect = reader.dialect
        header = reader.header
        var record = Record()
        while try reader.next(into: &record) {
            let fields = (0..<record.fieldCount).map { record.text($0) }
            rows.append(Row(number: record.number, line: record.line, fields: fields, problem: record.problem))
            raws.append(record.raw)
        }
    }

    init(_ text: String, options: ReaderOptions = .init()) throws {
        try self.init(Array(text.utf8), options: options)
    }
}

/// SplitMix64: the same numbers for the same seed everywhere.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: Int) {
        state = UInt64(truncatingIfNeeded: seed)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func field(from pieces: [String], upTo length: Int) -> String {
        var field = ""
        for _ in 0..<Int.random(in: 0...length, using: &self) {
            field += pieces[Int.random(in: 0..<pieces.count, using: &self)]
        }
        return field
    }

    /// Records of one width; with a single column none is empty, since an empty line is not a record.
    mutating func table(from pieces: [String], rows: Int, columns: Int, length: Int = 12) -> [[String]] {
        (0..<rows).map { _ in (0..<columns).map { _ in field(from: pieces, upTo: length) } }
    }
}

/// Text in an encoding, made without the module's own encoder.
func bytes(_ text: String, in encoding: TextEncoding, withBOM: Bool = false) -> [UInt8] {
    let marked = withBOM ? "\u{FEFF}" + text : text
    switch encoding {
    case .utf16LittleEndian: return marked.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BigEndian: return marked.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .latin1: return text.unicodeScalars.map { UInt8($0.value) }
    case .windows1252: return text.unicodeScalars.map { $0 == "€" ? 0x80 : $0 == "–" ? 0x96 : UInt8($0.value) }
    default: return Array(marked.utf8)
    }
}
