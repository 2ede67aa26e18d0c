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
