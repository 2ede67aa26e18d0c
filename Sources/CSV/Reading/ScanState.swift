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

    private let delimiter: UInt8
    /// What takes the meaning from the byte behind it.
    private let escape: UInt8?
    private(set) var mode = Mode.plain
    var fieldStart = 0
    var fieldCount = 0
    /// The bytes that were looked at, when they did not suffice.
    var offset = 0
    /// The field's closing quote, in the modes `closed` and `spoiled`.
    private var closingQuote = 0
    /// Whether the field under way has `""` in its quotes.
    private var hasEscapes = false
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
    private(set) var literalQuotes = 0
    /// The first fault in the record.
    private(set) var fault: Fault?
    /// Bytes of the record without its line ending, once it is complete.
    var length = 0
    /// Bytes of the record with the first byte of its line ending.
    var consumed = 0
    /// The record ended on CR; an LF that follows belongs to it.
    var endedOnCarriageReturn = false

    init(delimiter: UInt8, escape: UInt8?) {
        self.delimiter = delimiter
        self.escape = escape
    }

    /// No fault, and no quote that makes one doubt the delimiter.
    var isClean: Bool { fault == nil && literalQuotes == 0 }

    var endedOnLineBreak: Bool { consumed > length }

    /// Whether a byte that matters may be text, also where it is not a quote.
    @inline(__always)
    var isCareful: Bool { mode == .quoted || escape != nil }

    /// The field under way has neither quotes around it nor an escape.
    @inline(__always)
    var isPlain: Bool { mode == .plain && !hasPlainEscape }

    /// Takes a byte of `text` that matters, if it does not end the field. Not inlined, so that the scanner's loop has registers enough for the
    /// fields without quotes (Docs/Benchmarks.md, "Reading a CSV file").
    ///
    /// - Returns: false when the byte ends the field.
    @inline(never)
    mutating func takes(_ byte: UInt8, at place: Int, in text: UnsafeRawPointer, fieldStart: Int, column: Int) -> Bool {
        if let escape, takesMeaning(of: byte, at: place, escape) { return true }
        if mode == .quoted {
            if byte == ASCII.quote {
                mode = .closed
                closingQuote = place
            } else if byte != delimiter {
                countBreak(byte, after: text.load(fromByteOffset: place &- 1, as: UInt8.self))
            }
            return true
        }
        guard byte == ASCII.quote else { return false }
        takeQuote(at: place, fieldStart: fieldStart, column: column)
        return true
    }

    /// Takes a byte of a file that has an escape, and tells whether it is one, or stands behind one.
    private mutating func takesMeaning(of byte: UInt8, at place: Int, _ escape: UInt8) -> Bool {
        if place == escapedPlace {
            if byte == ASCII.lineFeed || byte == ASCII.carriageReturn { breaks += 1 }
            return true
        }
        guard byte == escape else { return false }
        escapedPlace = place + 1
        if mode == .plain { hasPlainEscape = true } else { hasEscapes = true }
        return true
    }

    /// Takes a CR or LF inside quotes.
    private mutating func countBreak(_ byte: UInt8, after previous: UInt8) {
        if byte == ASCII.carriageReturn || previous != ASCII.carriageReturn { breaks += 1 }
    }

    /// Takes a quote in any mode but `quoted`.
    private mutating func takeQuote(at place: Int, fieldStart: Int, column: Int) {
        switch mode {
        case .plain where place == fieldStart:
            hasEscapes = false
            breaksAtQuote = breaks
            mode = .quoted
        case .closed where place == closingQuote + 1:
            hasEscapes = true
            mode = .quoted
        case .closed:
            note(.textAfterQuote(breaks: breaks, column: column))
            mode = .spoiled
        default: literalQuotes += 1
        }
    }

    /// The field that ends before `place`; the next one begins. A spoiled one keeps its quotes.
    @inline(never)
    mutating func endedField(from start: Int, to place: Int, _ base: UnsafeRawPointer, column: Int) -> FieldSpan {
        defer {
            mode = .plain
            hasPlainEscape = false
        }
        if mode == .plain { return FieldSpan(start: start, end: place, hasEscapes: hasPlainEscape) }
        if mode == .closed, place == closingQuote + 1 { return FieldSpan(start: start + 1, end: closingQuote, hasEscapes: hasEscapes) }
        return faultyField(from: start, to: place, base, column: column)
    }

    private mutating func faultyField(from start: Int, to place: Int, _ base: UnsafeRawPointer, column: Int) -> FieldSpan {
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
