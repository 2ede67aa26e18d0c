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
    private let escape: UInt8?
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
        let hasEscape = escape != nil
        let escape = escape ?? 0
        // What each step needs is kept in local values, which live in registers.
        var block = self.block
        block.dropAll(before: start)
        var (mode, fieldStart, count) = (state.mode, state.fieldStart, state.fieldCount)
        defer {
            self.block = block
            (state.mode, state.fieldStart, state.fieldCount) = (mode, fieldStart, count)
        }
        state.hasHighBits = state.hasHighBits || block.hasHighBits
        while true {
            while block.bits != 0 {
                let place = block.start &+ block.bits.trailingZeroBitCount &- start
                let byte = base.load(fromByteOffset: place, as: UInt8.self)
                if hasEscape, state.takesMeaning(of: byte, at: place, mode, escape) {
                    block.dropFirst()
                    continue
                }
                if mode == .quoted {
                    block.dropFirst()
                    if byte == ASCII.quote {
                        mode = .closed
                        state.closingQuote = place
                    } else if byte != delimiter {
                        state.countBreak(byte, after: base.load(fromByteOffset: place &- 1, as: UInt8.self))
                    }
                    continue
                }
                if byte == ASCII.quote {
                    block.dropFirst()
                    mode = state.quote(at: place, mode, fieldStart: fieldStart, column: count &+ 1)
                    continue
                }
                if count == room { return .needsRoom }
                block.dropFirst()
                fields[count] =
                    mode == .plain
                    ? FieldSpan(start: fieldStart, end: place, hasEscapes: hasEscape && state.takePlainEscape())
                    : state.quotedField(from: fieldStart, to: place, mode, base, column: count &+ 1)
                mode = .plain
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
        fields[count] =
            mode == .plain
            ? FieldSpan(start: fieldStart, end: state.offset, hasEscapes: hasEscape && state.takePlainEscape())
            : state.quotedField(from: fieldStart, to: state.offset, mode, base, column: count + 1)
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
            var high: UInt64 = 0
            if textEnd &- start >= 64 {
                end = start &+ 64
                for index in 0..<8 {
                    let word = UInt64(littleEndian: (text + start).loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self))
                    high |= word
                    bits |= patterns.matches(in: word) &<< UInt64(truncatingIfNeeded: index &* 8)
                }
            } else {
                end = textEnd
                for index in 0..<(textEnd &- start) {
                    let byte = text.load(fromByteOffset: start &+ index, as: UInt8.self)
                    high |= UInt64(byte)
                    if patterns.contains(byte) { bits |= 1 &<< UInt64(truncatingIfNeeded: index) }
                }
            }
            hasHighBits = high & ASCII.highBits != 0
        }

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
    /// The bytes that matter, each repeated eight times.
    struct Patterns {
        private static let ones: UInt64 = 0x0101_0101_0101_0101
        private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        private let delimiter: UInt64
        private let escape: UInt64
        private let hasEscape: Bool

        init(delimiter: UInt8, escape: UInt8?) {
            self.delimiter = UInt64(delimiter) &* Self.ones
            self.escape = UInt64(escape ?? 0) &* Self.ones
            hasEscape = escape != nil
        }

        /// A bit for each of eight bytes that is one of them, the first byte's lowest.
        ///
        /// Exact, without the false hits of the usual subtraction: adding 0x7F to seven bits carries into the eighth unless they are all
        /// zero, and never further. All are ASCII, so bytes beyond it never match. The product then moves the eight high bits together.
        @inline(__always)
        func matches(in word: UInt64) -> UInt64 {
            let seven = word & Self.low
            var others =
                ((seven ^ delimiter) &+ Self.low) & ((seven ^ Self.repeated(ASCII.quote)) &+ Self.low)
                & ((seven ^ Self.repeated(ASCII.lineFeed)) &+ Self.low) & ((seven ^ Self.repeated(ASCII.carriageReturn)) &+ Self.low)
            if hasEscape { others &= (seven ^ escape) &+ Self.low }
            return ((~(others | word) & ASCII.highBits) &>> 7 &* 0x0102_0408_1020_4080) &>> 56
        }

        @inline(__always)
        func contains(_ byte: UInt8) -> Bool {
            byte == UInt8(truncatingIfNeeded: delimiter) || byte == ASCII.quote || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
                || hasEscape && byte == UInt8(truncatingIfNeeded: escape)
        }

        @inline(__always)
        private static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* ones }
    }
}
