/// Turns the chunks of a file into UTF-8. A character may be cut between two chunks.
///
/// What is not a character in UTF-16 (half of a surrogate pair, an odd last byte) or in an encoding of the system becomes bytes that
/// are not UTF-8 either, so that the record which holds it is found by the same check as in a UTF-8 file.
struct Transcoder {
    let encoding: TextEncoding
    private var oddByte: UInt8?
    private var highSurrogate: UInt16?
    /// For the encodings that the system knows.
    private let system: SystemConverter?

    init(encoding: TextEncoding) {
        self.encoding = encoding
        system = TextEncoding.allCases.contains(encoding) ? nil : SystemConverter(from: encoding.rawValue, to: "UTF-8")
    }

    mutating func append(_ chunk: [UInt8], to text: inout [UInt8]) {
        switch encoding {
        case .utf8: text.append(contentsOf: chunk)
        case .utf16LittleEndian: appendUTF16(chunk, to: &text) { UInt16($1) << 8 | UInt16($0) }
        case .utf16BigEndian: appendUTF16(chunk, to: &text) { UInt16($0) << 8 | UInt16($1) }
        case .windows1252: Self.appendSingleBytes(chunk, to: &text, high: Windows1252.scalars)
        case .latin1: Self.appendSingleBytes(chunk, to: &text, high: [])
        default:
            system?.append(chunk, to: &text) { _, text in
                text.append(0xFF)
                return 1
            }
        }
    }

    /// Says that the file ended: what is left of a cut character is written as the invalid bytes it is.
    mutating func finish(to text: inout [UInt8]) {
        flushSurrogate(to: &text)
        if oddByte != nil { text.append(0xFF) }
        oddByte = nil
        if let cut = system?.finish(to: &text), !cut.isEmpty { text.append(0xFF) }
    }

    private mutating func appendUTF16(_ chunk: [UInt8], to text: inout [UInt8], join: (UInt8, UInt8) -> UInt16) {
        text.reserveCapacity(text.count + chunk.count)
        for byte in chunk {
            if let first = oddByte {
                oddByte = nil
                appendUnit(join(first, byte), to: &text)
            } else {
                oddByte = byte
            }
        }
    }

    @inline(__always)
    private mutating func appendUnit(_ unit: UInt16, to text: inout [UInt8]) {
        if highSurrogate == nil, unit < 0x80 {
            text.append(UInt8(truncatingIfNeeded: unit))
            return
        }
        switch unit {
        case 0xD800...0xDBFF:
            flushSurrogate(to: &text)
            highSurrogate = unit
        case 0xDC00...0xDFFF:
            if let high = highSurrogate {
                highSurrogate = nil
                Self.append(scalar: 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF)), to: &text)
            } else {
                Self.append(scalar: UInt32(unit), to: &text)
            }
        default:
            flushSurrogate(to: &text)
            Self.append(scalar: UInt32(unit), to: &text)
        }
    }

    private mutating func flushSurrogate(to text: inout [UInt8]) {
        if let high = highSurrogate { Self.append(scalar: UInt32(high), to: &text) }
        highSurrogate = nil
    }

    /// `high` are the scalars from 0x80 on where they are not the byte itself.
    private static func appendSingleBytes(_ chunk: [UInt8], to text: inout [UInt8], high: [UInt16]) {
        text.reserveCapacity(text.count + chunk.count + chunk.count / 8)
        var index = 0
        while index < chunk.count {
            let run = asciiRun(in: chunk, from: index)
            text.append(contentsOf: chunk[index..<run])
            index = run
            guard index < chunk.count else { return }
            let place = Int(chunk[index]) - 0x80
            append(scalar: place < high.count ? UInt32(high[place]) : UInt32(chunk[index]), to: &text)
            index += 1
        }
    }

    /// Where the ASCII that starts at `start` ends.
    private static func asciiRun(in chunk: [UInt8], from start: Int) -> Int {
        chunk.withUnsafeBytes { bytes in
            var index = start
            while index + 8 <= bytes.count, bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & ASCII.highBits == 0 { index += 8 }
            while index < bytes.count, bytes[index] < 0x80 { index += 1 }
            return index
        }
    }

    /// The UTF-8 form of a scalar; that of a lone surrogate is deliberately invalid.
    private static func append(scalar value: UInt32, to text: inout [UInt8]) {
        func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: value >> shift & 0x3F) }
        switch value {
        case 0..<0x80:
            text.append(UInt8(truncatingIfNeeded: value))
        case 0x80..<0x800:
            text.append(0xC0 | UInt8(truncatingIfNeeded: value >> 6))
            text.append(tail(0))
        case 0x800..<0x10000:
            text.append(0xE0 | UInt8(truncatingIfNeeded: value >> 12))
            text.append(tail(6))
            text.append(tail(0))
        default:
            text.append(0xF0 | UInt8(truncatingIfNeeded: value >> 18))
            text.append(tail(12))
            text.append(tail(6))
            text.append(tail(0))
        }
    }
}
