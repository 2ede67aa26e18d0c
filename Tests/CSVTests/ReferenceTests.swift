import Testing

@testable import CSV

/// Random files, mostly broken ones, against a plain reader that goes byte by byte, with the file cut into chunks of all sizes.
@Suite struct ReferenceTests {
    @Test(arguments: 0..<60) func `records do not depend on chunks and agree with a plain reader`(_ seed: Int) throws {
        var random = Seeded(seed)
        let alphabet = [UInt8]("aab,,;\"\"\"\n\r \u{E9}".utf8) + [0xFF]
        // Few kinds of byte at a time make long quoted fields as likely as short ones.
        let usual = (0..<4).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
        let body = (0..<Int.random(in: 0...900, using: &random)).map { _ in
            Int.random(in: 0..<4, using: &random) == 0
                ? alphabet[Int.random(in: 0..<alphabet.count, using: &random)] : usual[Int.random(in: 0..<4, using: &random)]
        }
        let file = Array("h1,h2\n".utf8) + body
        let options = ReaderOptions(delimiter: UInt8(ascii: ","), encoding: .utf8)
        let expected = PlainReader(bytes: file).rows()
        for chunk in [1, 2, 3, 7, 63, 64, 65, 65536] {
            let rows = try Reading(file, chunk: chunk, options: options, limits: ReaderLimits(sample: 1)).rows
            #expect(rows == expected, "chunks of \(chunk)")
        }
    }

    @Test(arguments: TextEncoding.allCases) func `long files in every encoding do not depend on chunks`(_ encoding: TextEncoding) throws {
        var random = Seeded(encoding.rawValue.utf8.count)
        let pieces = ["a", "Ärger", "€uro", "\"\"", "\r\n", "\r", ";", ",", "é", " "]
        var text = "one;two;three\r\n"
        while text.utf16.count < 80000 {
            let fields = (0..<3).map { _ in "\"" + random.field(from: pieces, upTo: 40) + "\"" }
            text += fields.joined(separator: ";") + "\r\n"
        }
        if encoding == .latin1 { text = String(text.map { $0 == "€" ? "E" : $0 }) }
        let file = bytes(text, in: encoding)
        let whole = try Reading(file)
        #expect(whole.dialect.encoding == (encoding == .latin1 ? .windows1252 : encoding))
        #expect(whole.dialect.delimiter == UInt8(ascii: ";"))
        #expect(whole.problems.allSatisfy { $0 == nil })
        for chunk in [1, 2, 3, 7, 64, 65536] {
            let isSame = try Reading(file, chunk: chunk) == whole
            #expect(isSame, "chunks of \(chunk)")
            let isSameWithShortSample = try Reading(file, chunk: chunk, limits: ReaderLimits(sample: 4000)) == whole
            #expect(isSameWithShortSample, "chunks of \(chunk)")
        }
    }
}

/// The rules of the format in the plainest way, comma and UTF-8 only, one header record.
private struct PlainReader {
    let bytes: [UInt8]
    private let comma = UInt8(ascii: ","), quote = UInt8(ascii: "\""), lf = UInt8(ascii: "\n"), cr = UInt8(ascii: "\r")

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    func rows() -> [Row] {
        var rows: [Row] = []
        var start = 0
        while start < bytes.count {
            if isBreak(start) {
                start += 1
                continue
            }
            let (row, end) = record(at: start)
            if !bytes[start..<end].allSatisfy({ $0 <= 0x20 }) { rows.append(row) }
            start = end
        }
        return rows.dropFirst().enumerated().map { Row(number: $0 + 1, line: $1.line, fields: $1.fields, problem: $1.problem) }
    }

    private func record(at start: Int) -> (Row, end: Int) {
        var row = Row(number: 0, line: line(of: start), fields: [])
        var index = start
        while true {
            let (field, end) = field(at: index, column: row.fields.count + 1, &row.problem)
            row.fields.append(String(decoding: field, as: UTF8.self))
            index = end
            guard index < bytes.count, bytes[index] == comma else { break }
            index += 1
        }
        if row.problem == nil { row.problem = invalid(start..<index) }
        guard row.problem == nil, row.fields.count != 2 else { return (row, index) }
        if row.fields.count > 2, row.fields.dropFirst(2).allSatisfy({ $0.utf8.allSatisfy { $0 <= 0x20 } }) {
            row.fields = Array(row.fields.prefix(2))
        } else if row.fields.count == 1, bytes[start] != quote || !bytes[start..<index].contains(comma) {
            row.fields.append("")
        } else {
            row.problem = .fieldCount(expected: 2, found: row.fields.count)
        }
        return (row, index)
    }

    private func field(at start: Int, column: Int, _ problem: inout RecordProblem?) -> ([UInt8], end: Int) {
        func plainEnd(_ from: Int) -> Int { (from..<bytes.count).first { bytes[$0] == comma || isBreak($0) } ?? bytes.count }
        guard start < bytes.count, bytes[start] == quote else { return (unquoted(bytes[start..<plainEnd(start)]), plainEnd(start)) }
        var content: [UInt8] = []
        var index = start + 1
        while index < bytes.count, bytes[index] != quote || index + 1 < bytes.count && bytes[index + 1] == quote {
            content.append(bytes[index])
            index += bytes[index] == quote ? 2 : 1
        }
        guard index < bytes.count else {
            problem = problem ?? .unclosedQuote(line: line(of: start))
            return (content, bytes.count)
        }
        let end = plainEnd(index + 1)
        if bytes[(index + 1)..<end].allSatisfy({ $0 == UInt8(ascii: " ") }) { return (content, end) }
        problem = problem ?? .textAfterQuote(line: line(of: index), column: column)
        return (Array(bytes[start..<end]), end)
    }

    /// Of ` "a"` the text in the quotes.
    private func unquoted(_ field: ArraySlice<UInt8>) -> [UInt8] {
        let text = String(String.UnicodeScalarView(field.map { Unicode.Scalar($0) }))
        guard let found = text.wholeMatch(of: /\x20+"((?:[^"]|"")*)"\x20*/.matchingSemantics(.unicodeScalar)) else { return Array(field) }
        return found.1.replacing("\"\"", with: "\"").unicodeScalars.map { UInt8($0.value) }
    }

    private func isBreak(_ index: Int) -> Bool { bytes[index] == lf || bytes[index] == cr }

    private func line(of place: Int) -> Int {
        1 + (0..<place).count { bytes[$0] == cr || bytes[$0] == lf && ($0 == 0 || bytes[$0 - 1] != cr) }
    }

    private func invalid(_ range: Range<Int>) -> RecordProblem? {
        let valid = stride(from: range.upperBound, through: range.lowerBound, by: -1).first {
            String(validating: bytes[range.lowerBound..<$0], as: UTF8.self) != nil
        }
        guard let valid, valid < range.upperBound else { return nil }
        return .invalidText(line: line(of: valid))
    }
}
