/// Reads the records of a CSV file from chunks of its bytes, one at a time: memory holds one record and one chunk, whatever the file's size.
///
/// ```swift
/// var reader = try RecordReader { try file.readChunk() }
/// var record = Record()
/// while try reader.next(into: &record) {
///     print(record.line, record.text(0))
/// }
/// ```
///
/// Lines end with LF, CRLF or CR, in any mixture; lines without a byte, and lines of white space, are skipped, and so is a byte-order mark
/// before a record, which files put together have. A record that lacks cells at its end, or has blank ones too many, is made as long as the
/// header. A quote means something only as the first byte of a
/// field; a field that is a quoted text between spaces is that text. A broken record is handed out with its ``Record/problem`` and the
/// reader goes on with the next, so that one pass tells all that is wrong with a file. Not `Sendable`: it owns a closure that reads.
package struct RecordReader {
    package let dialect: Dialect
    /// Nil when the file is empty or has fewer lines than ``ReaderOptions/headerLine``. A header with problems is one.
    package private(set) var header: Header?
    /// What stands above the header's line, with its line ends, as UTF-8: titles, Excel's `sep=`. Nil when it is over 64 KiB.
    package let linesAbove: [UInt8]?

    private var scanner: RecordScanner
    private let limits: ReaderLimits
    private let options: ReaderOptions
    private var buffer: TextBuffer
    /// The file's line at `buffer.position`.
    private var line: Int
    private var endedOnCarriageReturn: Bool
    /// Nil takes records of any length as they are.
    var expectedFields: Int?
    private var number = 0
    private var isFinished: Bool
    /// Whether empty lines were skipped since the last record.
    private var hasSkippedLines = false

    /// Detects the dialect and reads the header.
    ///
    /// - Parameter read: the file's next bytes, as many as it likes; none at the end, after which it is not called again.
    /// - Throws: what `read` throws, and ``ReaderError``.
    package init(options: ReaderOptions = .init(), read: @escaping () throws -> [UInt8]) throws {
        try self.init(options: options, limits: ReaderLimits(), read: read)
    }

    /// Reads text that is in memory already.
    package init(bytes: [UInt8], options: ReaderOptions = .init()) throws {
        var rest = bytes
        try self.init(options: options) {
            defer { rest = [] }
            return rest
        }
    }

    init(options: ReaderOptions, limits: ReaderLimits, read: @escaping () throws -> [UInt8]) throws {
        let preamble = try Preamble(options: options, sampleSize: limits.sample, read: read)
        dialect = preamble.dialect
        buffer = preamble.buffer
        line = preamble.line
        endedOnCarriageReturn = preamble.endedOnCarriageReturn
        linesAbove = preamble.linesAbove
        isFinished = !preamble.hasHeader
        scanner = RecordScanner(delimiter: dialect.delimiter, escape: options.escape)
        self.limits = limits
        self.options = options

        var record = Record()
        if try readRecord(into: &record, skipsEmptyLines: options.headerLine == nil) {
            header = Header(record)
            expectedFields = record.fieldCount
        }
    }

    /// Fills `record` with the next record.
    ///
    /// - Returns: false, with `record` as it was, when the file has no more.
    /// - Throws: what the reading closure throws; the next call tries again from the same record.
    package mutating func next(into record: inout Record) throws -> Bool {
        hasSkippedLines = false
        guard try readRecord(into: &record, skipsEmptyLines: true) else { return false }
        record.followsBlankLine = hasSkippedLines
        number += 1
        record.number = number
        return true
    }

    private mutating func readRecord(into record: inout Record, skipsEmptyLines: Bool) throws -> Bool {
        repeat {
            guard !isFinished, try findRecord(skipsEmptyLines: skipsEmptyLines) else {
                isFinished = true
                return false
            }
            try scanRecord(into: &record)
            guard skipsEmptyLines, record.isWhiteLine else { return true }
            hasSkippedLines = true
        } while true
    }

    private mutating func scanRecord(into record: inout Record) throws {
        var state = ScanState(delimiter: scanner.delimiter, escape: scanner.escape)
        var isOverlong = false
        scanning: while true {
            // One byte more than the limit: the line ending of a record that just keeps to it.
            switch scan(to: min(buffer.bytes.count, buffer.position + limits.record + 1), into: &record, state: &state) {
            case .complete: break scanning
            case .needsRoom: record.makeRoom()
            case .needsBytes where state.offset > limits.record:
                isOverlong = true
                break scanning
            case .needsBytes:
                // Should this throw, the record is scanned again from its start.
                scanner.move(to: buffer.position)
                _ = try buffer.fill()
                scanner.move(to: buffer.position + state.offset)
            }
        }
        finish(&record, state, isOverlong: isOverlong)
    }

    private mutating func scan(to end: Int, into record: inout Record, state: inout ScanState) -> RecordScanner.Outcome {
        let start = buffer.position
        let atEnd = buffer.isAtEnd && end == buffer.bytes.count && end - start <= limits.record
        return record.spans.withUnsafeMutableBufferPointer { spans in
            buffer.bytes.withUnsafeBytes { bytes in
                guard let text = bytes.baseAddress else { return .needsBytes }
                return scanner.scan(text, from: start, to: end, atEnd: atEnd, spans: spans, state: &state)
            }
        }
    }

    /// Goes to the next record's first byte.
    private mutating func findRecord(skipsEmptyLines: Bool) throws -> Bool {
        while true {
            if buffer.available == 0 {
                guard try buffer.fill() else { return false }
                scanner.move(to: buffer.position)
            }
            let byte = buffer.bytes[buffer.position]
            if byte == ASCII.lineFeed, endedOnCarriageReturn {
                endedOnCarriageReturn = false
            } else if skipsEmptyLines, byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
                endedOnCarriageReturn = byte == ASCII.carriageReturn
                hasSkippedLines = true
                line += 1
            } else if byte == UTF8Validation.byteOrderMark[0], try startsWithByteOrderMark() {
                buffer.position += UTF8Validation.byteOrderMark.count - 1
            } else if skipsEmptyLines, byte == options.comment {
                guard try skipComment() else { return false }
                continue
            } else {
                return true
            }
            buffer.position += 1
        }
    }

    private mutating func startsWithByteOrderMark() throws -> Bool {
        if buffer.available < UTF8Validation.byteOrderMark.count {
            try buffer.fill(atLeast: UTF8Validation.byteOrderMark.count)
            scanner.move(to: buffer.position)
        }
        return buffer.bytes[buffer.position...].starts(with: UTF8Validation.byteOrderMark)
    }

    /// Goes to the line break that ends the line.
    ///
    /// - Returns: false when the file ends before it.
    private mutating func skipComment() throws -> Bool {
        while true {
            if let end = buffer.bytes[buffer.position...].firstIndex(where: { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }) {
                buffer.position = end
                return true
            }
            buffer.position = buffer.bytes.count
            guard try buffer.fill() else { return false }
            scanner.move(to: buffer.position)
        }
    }

    /// Copies the record out of the buffer and says what is wrong with it.
    @inline(__always)
    private mutating func finish(_ record: inout Record, _ state: ScanState, isOverlong: Bool) {
        let length = isOverlong ? min(state.offset, limits.keptOfOverlong) : state.length
        let range = buffer.position..<(buffer.position + length)
        buffer.bytes.withUnsafeBytes { record.store(UnsafeRawBufferPointer(rebasing: $0[range])) }
        record.line = line
        record.fieldCount = state.fieldCount
        record.missingCells = 0
        record.repeatsHeader = false
        record.isBelowTable = false
        record.escape = options.escape
        if isOverlong {
            isFinished = true
            record.dropCutFields(of: state.fieldCount)
            record.problem = state.mode == .quoted ? .unclosedQuote(line: line + state.breaksAtQuote) : .tooLong(line: line)
            return
        }
        if state.literalQuotes > 0 { record.unquoteBehindSpaces() }
        record.problem = problem(of: &record, state)
        buffer.position += state.consumed
        line += state.breaks + (state.endedOnLineBreak ? 1 : 0)
        endedOnCarriageReturn = state.endedOnCarriageReturn
    }

    @inline(__always)
    private func problem(of record: inout Record, _ state: ScanState) -> RecordProblem? {
        switch state.fault {
        case .unclosedQuote(let breaks): return .unclosedQuote(line: line + breaks)
        case .textAfterQuote(let breaks, let column): return .textAfterQuote(line: line + breaks, column: column)
        case nil: break
        }
        if state.hasHighBits, let breaks = record.breaksBeforeInvalidText() { return .invalidText(line: line + breaks) }
        guard let expectedFields, state.fieldCount != expectedFields else { return nil }
        return raggedness(of: &record, expected: expectedFields)
    }

    /// Makes a record as long as the header, or says why it cannot be.
    private func raggedness(of record: inout Record, expected: Int) -> RecordProblem? {
        let found = record.fieldCount
        if found > expected, record.isBlank(from: expected) {
            record.cut(to: expected)
            return nil
        }
        let isShort = found < expected && !options.refusesShortRecords
        guard isShort, !record.isQuotedAsWhole(delimiter: dialect.delimiter, expected: expected), !record.isWhiteLine else {
            return .fieldCount(expected: expected, found: found)
        }
        record.pad(to: expected, delimiter: dialect.delimiter)
        return nil
    }
}
