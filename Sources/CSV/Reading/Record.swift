/// One record of a file, to be filled again and again by ``RecordReader/next(into:)``: once it has grown to the largest record seen,
/// filling allocates nothing. Fields are decoded when asked for. Indices count from 0; a field that is not there is an empty one.
package struct Record: Sendable {
    /// 1 is the first record below the header; broken records count, empty lines do not.
    package var number = 0
    /// The file's line where the record starts, from 1; line breaks inside quotes count.
    package internal(set) var line = 0
    package internal(set) var fieldCount = 0
    package internal(set) var problem: RecordProblem?

    /// The record's bytes, then whatever an earlier record left.
    private var bytes: [UInt8] = []
    private var byteCount = 0
    /// The first `fieldCount` are the record's.
    var spans: [FieldSpan] = Array(repeating: FieldSpan(), count: 32)

    package init() {}

    /// The record's bytes as UTF-8 as they are in the file, without the line ending.
    package var raw: [UInt8] { Array(bytes[..<byteCount]) }

    package func isEmpty(_ index: Int) -> Bool {
        span(index).range.isEmpty
    }

    /// A field without its quotes, `""` resolved. Bytes that are no UTF-8 show as U+FFFD.
    package func text(_ index: Int) -> String {
        withBytes(index) { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the UTF-8 bytes of a field without its quotes, `""` resolved; they are copied only when there is a `""` to resolve.
    package func withBytes<Result, Failure: Error>(
        _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let span = span(index)
        guard span.hasEscapes else { return try Self.lend(bytes, span.range, body) }
        let plain = Self.unescaped(bytes[span.range])
        return try Self.lend(plain, plain.indices, body)
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

    /// Counts only the fields that end in the bytes that are stored.
    mutating func dropCutFields(of complete: Int) {
        fieldCount = spans[..<complete].firstIndex { $0.end > byteCount } ?? complete
    }

    /// The line breaks, LF, CRLF and CR, before the first byte that is no UTF-8; nil when all is well.
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
