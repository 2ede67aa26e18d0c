/// How far the scanner is in a record, so that it can go on when more bytes are there. All places count from the record's start.
struct ScanState {
    enum Mode {
        /// Before or in a field without quotes.
        case plain
        /// Between a field's quotes.
        case quoted
        /// After a quote that closes the field, or is the first half of `""`.
        case closed
        /// After text that follows a closing quote, up to the field's end.
        case spoiled
    }

    enum Fault: Equatable {
        /// `breaks` are the line breaks between the record's start and the place meant.
        case unclosedQuote(breaks: Int)
        case textAfterQuote(breaks: Int, column: Int)
    }

    var mode = Mode.plain
    var fieldStart = 0
    var fieldCount = 0
    /// The bytes that were looked at, when they did not suffice.
    var offset = 0
    /// The field's closing quote, in the modes `closed` and `spoiled`.
    var closingQuote = 0
    /// Whether the field under way has `""` in its quotes.
    var hasEscapes = false
    /// Whether the field without quotes under way has an escape in it.
    private var hasPlainEscape = false
    /// The byte behind the last escape, which means nothing.
    private var escapedPlace = -1
    /// Line breaks inside quotes so far.
    var breaks = 0
    /// `breaks` when the field's quote opened.
    var breaksAtQuote = 0
    /// A byte beyond ASCII may be in the record; not set, none is.
    var hasHighBits = false
    /// Quotes that are plain text inside a field without quotes.
    var literalQuotes = 0
    /// The first fault in the record.
    var fault: Fault?
    /// Bytes of the record without its line ending, once it is complete.
    var length = 0
    /// Bytes of the record with the first byte of its line ending.
    var consumed = 0
    /// The record ended on CR; an LF that follows belongs to it.
    var endedOnCarriageReturn = false

    /// No fault, and no quote that makes one doubt the delimiter.
    var isClean: Bool { fault == nil && literalQuotes == 0 }

    var endedOnLineBreak: Bool { consumed > length }

    /// Takes a byte of a file that has an escape, and tells whether it is one, or stands behind one.
    mutating func takesMeaning(of byte: UInt8, at place: Int, _ mode: Mode, _ escape: UInt8) -> Bool {
        if place == escapedPlace {
            if byte == ASCII.lineFeed || byte == ASCII.carriageReturn { breaks += 1 }
            return true
        }
        guard byte == escape else { return false }
        escapedPlace = place + 1
        if mode == .plain { hasPlainEscape = true } else { hasEscapes = true }
        return true
    }

    /// Whether the field without quotes that ends has an escape in it.
    mutating func takePlainEscape() -> Bool {
        defer { hasPlainEscape = false }
        return hasPlainEscape
    }

    /// Takes a CR or LF inside quotes.
    @inline(__always)
    mutating func countBreak(_ byte: UInt8, after previous: UInt8) {
        if byte == ASCII.carriageReturn || previous != ASCII.carriageReturn { breaks &+= 1 }
    }

    /// Takes a quote in any mode but `quoted`, and tells the mode after it.
    @inline(__always)
    mutating func quote(at place: Int, _ mode: Mode, fieldStart: Int, column: Int) -> Mode {
        if mode == .plain, place == fieldStart {
            hasEscapes = false
            breaksAtQuote = breaks
            return .quoted
        }
        if mode == .closed, place == closingQuote &+ 1 {
            hasEscapes = true
            return .quoted
        }
        return strayQuote(mode, column: column)
    }

    private mutating func strayQuote(_ mode: Mode, column: Int) -> Mode {
        if mode == .closed {
            note(.textAfterQuote(breaks: breaks, column: column))
            return .spoiled
        }
        literalQuotes += 1
        return mode
    }

    /// The field that ends before `place` in any mode but `plain`. A spoiled one keeps its quotes.
    @inline(__always)
    mutating func quotedField(from start: Int, to place: Int, _ mode: Mode, _ base: UnsafeRawPointer, column: Int) -> FieldSpan {
        if mode == .closed, place == closingQuote &+ 1 { return FieldSpan(start: start &+ 1, end: closingQuote, hasEscapes: hasEscapes) }
        return faultyField(from: start, to: place, mode, base, column: column)
    }

    private mutating func faultyField(
        from start: Int, to place: Int, _ mode: Mode, _ base: UnsafeRawPointer, column: Int
    ) -> FieldSpan {
        if mode == .quoted {
            note(.unclosedQuote(breaks: breaksAtQuote))
            return FieldSpan(start: start + 1, end: place, hasEscapes: hasEscapes)
        }
        let between = UnsafeRawBufferPointer(start: base + closingQuote + 1, count: place - closingQuote - 1)
        if mode == .closed, between.allSatisfy({ $0 == ASCII.space }) {
            return FieldSpan(start: start + 1, end: closingQuote, hasEscapes: hasEscapes)
        }
        note(.textAfterQuote(breaks: breaks, column: column))
        return FieldSpan(start: start, end: place, hasEscapes: false)
    }

    private mutating func note(_ found: Fault) {
        if fault == nil { fault = found }
    }
}
