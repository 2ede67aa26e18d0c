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
