/// One record of a file, to be filled again and again by ``RecordReader/next(into:)``: once it has grown to the largest record seen,
/// filling allocates nothing. Fields are decoded when asked for. Indices count from 0; a field that is not there is an empty one.
package struct Record: Sendable {
    /// 1 is the first record below the header; broken records count, empty lines do not.
    package var number = 0
    /// The file's line where the record starts, from 1; line breaks inside quotes count.
    package internal(set) var line = 0
    package internal(set) var fieldCount = 0
    package internal(set) var problem: RecordProblem?
    /// Cells that the record lacked at its end, and which are blank now.
    package var missingCells = 0

    /// A line without anything stands before the record.
    package var followsBlankLine = false

    /// Set by whoever knows the table: the record is none of its rows but a line below them, such as `Exported on 1 May`.
    package var isBelowTable = false
    /// Set by whoever knows the table: the record repeats the column names, as where files were put together.
    package var repeatsHeader = false

    /// The record's bytes, then whatever an earlier record left.
    private(set) var bytes: [UInt8] = []
    private(set) var byteCount = 0
    /// What takes the meaning from the byte behind it, beside `""`.
    var escape: UInt8?
    /// The first `fieldCount` are the record's.
    var spans: [FieldSpan] = Array(repeating: FieldSpan(), count: 32)

    package init() {}

    /// The record's bytes as UTF-8 as they are in the file, without the line ending.
    package var raw: [UInt8] { Array(bytes[..<byteCount]) }

    package func isEmpty(_ index: Int) -> Bool {
        span(index).range.isEmpty
    }

    /// A field without its quotes, `""` resolved, and of `="007"`, Excel's way to keep a text a text, the text. Bytes that are not UTF-8 show as U+FFFD.
    package func text(_ index: Int) -> String {
        withBytes(index) { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the UTF-8 bytes of a field as ``text(_:)`` gives it; they are copied only when there is a `""` to resolve.
    package func withBytes<Result, Failure: Error>(
        _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let span = span(index)
        guard span.hasEscapes else { return try Self.lend(bytes, Self.unwrapped(bytes, span.range), body) }
        let isQuoted = span.range.lowerBound > 0 && bytes[span.range.lowerBound - 1] == ASCII.quote
        let plain = escape.map { Self.unescaped(bytes[span.range], by: $0, isQuoted: isQuoted) } ?? Self.unescaped(bytes[span.range])
        return try Self.lend(plain, Self.unwrapped(plain, plain.indices), body)
    }

    private func span(_ index: Int) -> FieldSpan {
        index >= 0 && index < fieldCount ? spans[index] : FieldSpan()
    }

    private static func lend<Result, Failure: Error>(
        _ bytes: [UInt8], _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { (all) throws(Failure) in
            try body(UnsafeBufferPointer(rebasing: all[range]))
        }
    }

    /// Of `="007"` what stands between the quotes.
    @inline(__always)
    private static func unwrapped(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        guard let first = bytes[range].first, first == ASCII.equals, range.count >= 3, bytes[range.lowerBound + 1] == ASCII.quote,
            bytes[range.upperBound - 1] == ASCII.quote
        else { return range }
        let inner = (range.lowerBound + 2)..<(range.upperBound - 1)
        // `="a"&"b"` is a formula.
        return bytes[inner].contains(ASCII.quote) ? range : inner
    }

    /// Where the file has an escape: `\"` and `\\` are the second byte, `\n`, `\r` and `\t` what they are in C, and `\N` alone is nothing, as MySQL
    /// writes NULL.
    private static func unescaped(_ bytes: ArraySlice<UInt8>, by escape: UInt8, isQuoted: Bool) -> [UInt8] {
        if !isQuoted, bytes.elementsEqual([escape, UInt8(ascii: "N")]) { return [] }
        var plain: [UInt8] = []
        var isEscaped = false
        var skips = false
        for byte in bytes {
            if isEscaped {
                isEscaped = false
                plain.append(control(byte))
            } else if byte == escape {
                isEscaped = true
            } else {
                skips = isQuoted && byte == ASCII.quote && !skips
                if !skips { plain.append(byte) }
            }
        }
        if isEscaped { plain.append(escape) }
        return plain
    }

    private static func control(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "n"): ASCII.lineFeed
        case UInt8(ascii: "r"): ASCII.carriageReturn
        case UInt8(ascii: "t"): ASCII.tab
        default: letter
        }
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var skips = false
        for byte in bytes {
            skips = byte == ASCII.quote && !skips
            if !skips { plain.append(byte) }
        }
        return plain
    }
}

extension Record {
    /// Makes room for twice as many fields.
    mutating func makeRoom() {
        spans.append(contentsOf: repeatElement(FieldSpan(), count: spans.count))
    }

    /// Takes a copy of the record's bytes.
    mutating func store(_ source: UnsafeRawBufferPointer) {
        if bytes.count < source.count { bytes = Array(repeating: 0, count: max(source.count, bytes.count * 2)) }
        byteCount = source.count
        bytes.withUnsafeMutableBytes { $0.copyMemory(from: source) }
    }

    /// Takes ` "Acme"`, a quoted text behind spaces, for the text that a person would read: white space around a field never counts.
    ///
    /// A delimiter between such quotes has parted the field; then it does not end in a quote, and stays as it is.
    mutating func unquoteBehindSpaces() {
        for index in 0..<fieldCount {
            let outer = spans[index].range
            let isPlain = outer.lowerBound == 0 || bytes[outer.lowerBound - 1] != ASCII.quote
            guard isPlain, bytes[outer].first == ASCII.space else { continue }
            let text = bytes[outer].drop { $0 == ASCII.space }
            guard text.first == ASCII.quote, let end = text.lastIndex(where: { $0 != ASCII.space }), end > text.startIndex,
                bytes[end] == ASCII.quote
            else { continue }
            let quotes = ((text.startIndex + 1)..<end).filter { bytes[$0] == ASCII.quote }
            // Each stands doubled, or the text is none that was quoted.
            guard quotes.count.isMultiple(of: 2), stride(from: 0, to: quotes.count, by: 2).allSatisfy({ quotes[$0 + 1] == quotes[$0] + 1 })
            else { continue }
            spans[index] = FieldSpan(start: text.startIndex + 1, end: end, hasEscapes: spans[index].hasEscapes || !quotes.isEmpty)
        }
    }

    /// No field, and nothing but white space, as a line that somebody emptied with the space bar; what ends a file of DOS is such too.
    var isWhiteLine: Bool {
        fieldCount == 1 && byteCount > 0 && bytes[0] <= ASCII.space && bytes[..<byteCount].allSatisfy { $0 <= ASCII.space }
    }

    /// Whether no field from `index` on has more than white space.
    func isBlank(from index: Int) -> Bool {
        (index..<fieldCount).allSatisfy { bytes[spans[$0].range].allSatisfy { $0 <= ASCII.space } }
    }

    /// One cell in quotes that holds all the delimiters of a record: the line was quoted as a whole.
    func isQuotedAsWhole(delimiter: UInt8, expected: Int) -> Bool {
        fieldCount == 1 && byteCount > 2 && bytes[0] == ASCII.quote && bytes[..<byteCount].count { $0 == delimiter } >= expected - 1
    }

    /// Leaves out the fields from `count` on.
    mutating func cut(to count: Int) {
        let end = spans[count - 1].range.upperBound
        // A quoted field's span leaves its quotes out.
        byteCount = end < byteCount && bytes[end] == ASCII.quote ? end + 1 : end
        fieldCount = count
    }

    /// Adds blank fields up to `count`.
    mutating func pad(to count: Int, delimiter: UInt8) {
        missingCells = count - fieldCount
        if bytes.count < byteCount + missingCells { bytes += Array(repeating: 0, count: byteCount + missingCells - bytes.count) }
        while spans.count < count { makeRoom() }
        for field in fieldCount..<count {
            bytes[byteCount] = delimiter
            byteCount += 1
            spans[field] = FieldSpan(start: byteCount, end: byteCount, hasEscapes: false)
        }
        fieldCount = count
    }

    /// Counts only the fields that end in the bytes that are stored.
    mutating func dropCutFields(of complete: Int) {
        fieldCount = spans[..<complete].firstIndex { $0.end > byteCount } ?? complete
    }

    /// The line breaks, LF, CRLF and CR, before the first byte that is not UTF-8; nil when all is well.
    func breaksBeforeInvalidText() -> Int? {
        bytes.withUnsafeBytes { all in
            let text = UnsafeRawBufferPointer(rebasing: all[..<byteCount])
            guard let invalid = UTF8Validation.firstInvalid(in: text) else { return nil }
            return (0..<invalid).count { index in
                text[index] == ASCII.carriageReturn
                    || text[index] == ASCII.lineFeed && (index == 0 || text[index - 1] != ASCII.carriageReturn)
            }
        }
    }
}

/// Where a field's bytes stand in its record, without the quotes around them. A record is shorter than 2^31 bytes.
struct FieldSpan: Sendable {
    private(set) var start: UInt32 = 0
    private var endAndFlag: UInt32 = 0

    init() {}

    @inline(__always)
    init(start: Int, end: Int, hasEscapes: Bool) {
        self.start = UInt32(truncatingIfNeeded: start)
        endAndFlag = UInt32(truncatingIfNeeded: end) | (hasEscapes ? 0x8000_0000 : 0)
    }

    var end: UInt32 { endAndFlag & 0x7FFF_FFFF }

    /// Whether `""` stands in the bytes for a quote, or an escape before a byte.
    var hasEscapes: Bool { endAndFlag & 0x8000_0000 != 0 }

    var range: Range<Int> { Int(start)..<Int(end) }
}

/// A record's bytes as ``Record/raw`` gives them, taken apart again when nothing else is left of the file.
package struct RawRecord: Sendable {
    private let record: Record

    package init(_ raw: [UInt8], delimiter: UInt8, escape: UInt8? = nil) throws {
        // The first record of a text is its header, whose names would be trimmed: one of its own keeps this one as it is.
        let options = ReaderOptions(delimiter: delimiter, encoding: .utf8, escape: escape)
        var reader = try RecordReader(bytes: [UInt8(ascii: "x"), ASCII.lineFeed] + raw + [ASCII.lineFeed], options: options)
        reader.expectedFields = nil
        var record = Record()
        _ = try reader.next(into: &record)
        self.record = record
    }

    package var fields: [String] { (0..<record.fieldCount).map { record.text($0) } }

    /// The bytes of the first fields, quotes included, without the delimiter behind them. All when there are no more.
    package func prefix(fields count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        let raw = record.raw
        guard count < record.fieldCount else { return raw }
        let end = record.spans[count - 1].range.upperBound
        // A quoted field's span leaves its quotes out.
        return Array(raw[..<(end < raw.count && raw[end] == ASCII.quote ? end + 1 : end)])
    }
}

/// A record as bytes, to be kept in a file and read again.
extension Record {
    private static let spanSize = 11
    private static let headerSize = 28

    /// All of a record that is not broken.
    package var packed: [UInt8] {
        precondition(problem == nil, "a broken record is not kept")
        var packed: [UInt8] = []
        packed.reserveCapacity(Self.headerSize + fieldCount * Self.spanSize + byteCount)
        for number in [number, line, fieldCount, missingCells, byteCount] { Self.append(number, to: &packed) }
        packed.append(repeatsHeader ? 1 : 0)
        packed.append(escape == nil ? 0 : 1)
        packed.append(escape ?? 0)
        for span in spans[..<fieldCount] {
            Self.append(span.range.lowerBound, to: &packed)
            Self.append(span.range.upperBound, to: &packed)
            packed.append(span.hasEscapes ? 1 : 0)
        }
        packed.append(contentsOf: bytes[..<byteCount])
        return packed
    }

    package init(packed: UnsafeRawBufferPointer) {
        self.init()
        var place = 0
        func number() -> Int {
            var number: UInt64 = 0
            for byte in 0..<Self.numberSize { number |= UInt64(packed[place + byte]) << UInt64(byte * 8) }
            place += Self.numberSize
            return Int(number)
        }
        func flag() -> UInt8 {
            place += 1
            return packed[place - 1]
        }
        self.number = number()
        line = number()
        fieldCount = number()
        missingCells = number()
        let count = number()
        repeatsHeader = flag() == 1
        let hasEscape = flag() == 1
        let mark = flag()
        escape = hasEscape ? mark : nil
        spans = (0..<fieldCount).map { _ in
            let (start, end) = (number(), number())
            return FieldSpan(start: start, end: end, hasEscapes: flag() == 1)
        }
        store(UnsafeRawBufferPointer(rebasing: packed[place..<place + count]))
    }

    private static let numberSize = 5

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        for byte in 0..<numberSize { bytes.append(UInt8(truncatingIfNeeded: number >> (byte * 8))) }
    }
}
