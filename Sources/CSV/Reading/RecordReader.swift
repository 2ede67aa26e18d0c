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
/// Lines end with LF, CRLF or CR, in any mixture; lines without a byte are passed over. A quote means something only as the first byte of a
/// field. A broken record is handed out with its ``Record/problem`` and the reader goes on with the next, so that one pass tells all that is
/// wrong with a file. Not `Sendable`: it owns a closure that reads.
package struct RecordReader {
    package let dialect: Dialect
    /// Nil when the file is empty or has fewer lines than ``ReaderOptions/headerLine``. A header with problems is one.
    package private(set) var header: Header?
    /// What stands above the header's line, with its line ends, as UTF-8: titles, Excel's `sep=`. Nil when it is over 64 KiB.
    package let linesAbove: [UInt8]?

    private var scanner: RecordScanner
    private let limits: ReaderLimits
    private var buffer: TextBuffer
    /// The file's line at `buffer.position`.
    private var line: Int
    private var endedOnCarriageReturn: Bool
    private var expectedFields: Int?
    private var number = 0
    private var isFinished: Bool

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
        let opening = try FileOpening(options: options, sampleSize: limits.sample, read: read)
        dialect = opening.dialect
        buffer = opening.buffer
        line = opening.line
        endedOnCarriageReturn = opening.endedOnCarriageReturn
        linesAbove = opening.linesAbove
        isFinished = !opening.hasHeader
        scanner = RecordScanner(delimiter: dialect.delimiter)
        self.limits = limits

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
        guard try readRecord(into: &record, skipsEmptyLines: true) else { return false }
        number += 1
        record.number = number
        return true
    }

    private mutating func readRecord(into record: inout Record, skipsEmptyLines: Bool) throws -> Bool {
        guard !isFinished, try findRecord(skipsEmptyLines: skipsEmptyLines) else {
            isFinished = true
            return false
        }
        var state = ScanState()
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
        return true
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
                line += 1
            } else {
                return true
            }
            buffer.position += 1
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
        if isOverlong {
            isFinished = true
            record.dropCutFields(of: state.fieldCount)
            record.problem = .unclosedQuote(line: line + (state.mode == .quoted ? state.breaksAtQuote : 0))
            return
        }
        record.problem = problem(of: record, state)
        buffer.position += state.consumed
        line += state.breaks + (state.endedOnLineBreak ? 1 : 0)
        endedOnCarriageReturn = state.endedOnCarriageReturn
    }

    @inline(__always)
    private func problem(of record: borrowing Record, _ state: ScanState) -> RecordProblem? {
        switch state.fault {
        case .unclosedQuote(let breaks): return .unclosedQuote(line: line + breaks)
        case .textAfterQuote(let breaks, let column): return .textAfterQuote(line: line + breaks, column: column)
        case nil: break
        }
        if state.hasHighBits, let breaks = record.breaksBeforeInvalidText() { return .invalidText(line: line + breaks) }
        if let expectedFields, state.fieldCount != expectedFields {
            return .fieldCount(expected: expectedFields, found: state.fieldCount)
        }
        return nil
    }
}
