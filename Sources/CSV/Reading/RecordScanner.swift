/// Finds the fields of one record in UTF-8 text: no I/O, no allocation, no copy.
///
/// Of 64 bytes at once it is found which are a delimiter, a quote, CR or LF; only those are looked at one by one:
///
/// | mode | delimiter | line break | quote |
/// | --- | --- | --- | --- |
/// | plain | field ends | record ends | opens if it is the field's first byte, else text |
/// | quoted | text | text, counted | closed |
/// | closed | field ends | record ends | directly after the closing one: text, quoted again; else spoiled |
/// | spoiled | field ends | record ends | text |
///
/// Between a closing quote and the field's end only spaces may stand. An escape, where the file has one, and the byte behind it are text in
/// every mode.
struct RecordScanner {
    enum Outcome {
        case complete
        /// All bytes are used up and the record has not ended.
        case needsBytes
        /// `spans` is full.
        case needsRoom
    }

    let delimiter: UInt8
    let escape: UInt8?
    private let patterns: Patterns
    private var block = Block()

    /// - Parameter escape: takes the meaning from the byte behind it.
    init(delimiter: UInt8, escape: UInt8? = nil) {
        self.delimiter = delimiter
        self.escape = escape
        patterns = Patterns(delimiter: delimiter, escape: escape)
    }

    /// Goes on with a record as far as the bytes reach. What is known of the last 64 bytes serves the next record too, so the same text must
    /// come at the same place until ``move(to:)``.
    ///
    /// - Parameters:
    ///   - text: the text under way.
    ///   - start: where the record starts in it.
    ///   - end: where the text ends; after `start`.
    ///   - atEnd: the record ends at `end` at the latest.
    ///   - spans: receives the fields from index 0 on, not empty.
    mutating func scan(
        _ text: UnsafeRawPointer, from start: Int, to end: Int, atEnd: Bool, spans: UnsafeMutableBufferPointer<FieldSpan>,
        state: inout ScanState
    ) -> Outcome {
        guard let fields = spans.baseAddress else { return .needsRoom }
        let base = text + start
        let room = spans.count
        let delimiter = delimiter
        // What each step needs is kept in local values, which live in registers.
        var block = self.block
        block.dropAll(before: start)
        var (fieldStart, count) = (state.fieldStart, state.fieldCount)
        defer {
            self.block = block
            (state.fieldStart, state.fieldCount) = (fieldStart, count)
        }
        state.hasHighBits = state.hasHighBits || block.hasHighBits
        while true {
            while block.bits != 0 {
                let place = block.first &- start
                let byte = base.load(fromByteOffset: place, as: UInt8.self)
                if byte == ASCII.quote || state.isCareful,
                    state.takes(byte, at: place, in: base, fieldStart: fieldStart, column: count &+ 1)
                {
                    block.dropFirst()
                    continue
                }
                if count == room { return .needsRoom }
                block.dropFirst()
                fields[count] =
                    state.isPlain
                    ? FieldSpan(start: fieldStart, end: place, hasEscapes: false)
                    : state.endedField(from: fieldStart, to: place, base, column: count &+ 1)
                count &+= 1
                fieldStart = place &+ 1
                if byte == delimiter { continue }
                state.length = place
                state.consumed = fieldStart
                state.endedOnCarriageReturn = byte == ASCII.carriageReturn
                return .complete
            }
            if block.end >= end { break }
            block = Block(text, from: max(block.end, start), to: end, patterns)
            state.hasHighBits = state.hasHighBits || block.hasHighBits
        }
        state.offset = end - start
        guard atEnd else { return .needsBytes }
        if count == room { return .needsRoom }
        fields[count] = state.endedField(from: fieldStart, to: state.offset, base, column: count + 1)
        count += 1
        state.length = state.offset
        state.consumed = state.offset
        return .complete
    }

    /// The text moved, or more was put after it: the next scan looks again from where it starts.
    ///
    /// - Parameter place: where the record under way, if any, is to be looked at next.
    mutating func move(to place: Int) {
        block = Block(at: place)
    }
}

extension RecordScanner {
    /// Up to 64 bytes of text, as a bit for each byte that matters.
    struct Block {
        /// Places in the text.
        private(set) var start: Int
        private(set) var end: Int
        /// Bit n stands for the byte at `start + n`: set while it matters and was not looked at.
        private(set) var bits: UInt64 = 0
        /// Some byte is beyond ASCII.
        private(set) var hasHighBits = false

        /// One without bytes: what comes next starts at `place`.
        init(at place: Int = 0) {
            start = place
            end = place
        }

        @inline(__always)
        init(_ text: UnsafeRawPointer, from start: Int, to textEnd: Int, _ patterns: Patterns) {
            self.start = start
            if textEnd &- start >= 64 {
                end = start &+ 64
                let bytes = text + start
                let pieces = (
                    bytes.loadUnaligned(as: SIMD16<UInt8>.self),
                    bytes.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self),
                    bytes.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self),
                    bytes.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
                )
                bits =
                    patterns.matches(in: pieces.0) | patterns.matches(in: pieces.1) &<< 16
                    | patterns.matches(in: pieces.2) &<< 32 | patterns.matches(in: pieces.3) &<< 48
                let all = unsafeBitCast((pieces.0 | pieces.1) | (pieces.2 | pieces.3), to: SIMD2<UInt64>.self)
                hasHighBits = (all[0] | all[1]) & ASCII.highBits != 0
            } else {
                end = textEnd
                var all: UInt8 = 0
                for index in 0..<(textEnd &- start) {
                    let byte = text.load(fromByteOffset: start &+ index, as: UInt8.self)
                    all |= byte
                    if patterns.contains(byte) { bits |= 1 &<< UInt64(truncatingIfNeeded: index) }
                }
                hasHighBits = all >= 0x80
            }
        }

        /// The place of the first byte that matters and was not looked at; there is one.
        @inline(__always)
        var first: Int { start &+ bits.trailingZeroBitCount }

        @inline(__always)
        mutating func dropFirst() {
            bits &= bits &- 1
        }

        @inline(__always)
        mutating func dropAll(before place: Int) {
            if place > start { bits &= ~0 << UInt64(truncatingIfNeeded: place &- start) }
        }
    }
}

extension RecordScanner {
    /// The bytes that matter, each sixteen times.
    struct Patterns {
        private let delimiter: SIMD16<UInt8>
        private let quote = SIMD16(repeating: ASCII.quote)
        private let lineFeed = SIMD16(repeating: ASCII.lineFeed)
        private let carriageReturn = SIMD16(repeating: ASCII.carriageReturn)
        /// The delimiter once more where the file has no escape.
        private let escape: SIMD16<UInt8>

        init(delimiter: UInt8, escape: UInt8?) {
            self.delimiter = SIMD16(repeating: delimiter)
            self.escape = SIMD16(repeating: escape ?? delimiter)
        }

        /// A bit for each of sixteen bytes that is one of them, the first byte's lowest.
        ///
        /// Only operators between two vectors are used: Swift makes one instruction of each. Those between a vector and a byte, and `|=`, are
        /// calls for each byte.
        @inline(__always)
        func matches(in bytes: SIMD16<UInt8>) -> UInt64 {
            let found =
                (bytes .== delimiter) .| (bytes .== quote) .| ((bytes .== lineFeed) .| (bytes .== carriageReturn)) .| (bytes .== escape)
            let halves = unsafeBitCast(found, to: SIMD2<UInt64>.self)
            return Self.bits(of: halves[0]) | Self.bits(of: halves[1]) &<< 8
        }

        /// A bit for each byte of eight that is 0xFF and not 0: a different bit of each is kept, and the product adds them up in its highest byte.
        @inline(__always)
        private static func bits(of matches: UInt64) -> UInt64 {
            ((UInt64(littleEndian: matches) & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) &>> 56
        }

        @inline(__always)
        func contains(_ byte: UInt8) -> Bool {
            byte == delimiter[0] || byte == ASCII.quote || byte == ASCII.lineFeed || byte == ASCII.carriageReturn || byte == escape[0]
        }
    }
}
