/// Tells the delimiter and the line ending from the records at the start of a file.
///
/// Each candidate is tried with quotes respected. The best is the one under which most records are clean and have as many fields as the
/// header, more than one; among equals the one that is in the header most often, then the order of ``candidates``. A file in which no
/// candidate splits the header has one column and is read with commas.
enum DialectDetector {
    static let candidates: [UInt8] = [ASCII.comma, ASCII.semicolon, ASCII.tab, ASCII.bar]

    /// - Parameters:
    ///   - sample: UTF-8 text from the header's line on.
    ///   - isCut: the file goes on after the sample, so its last record says nothing.
    static func delimiter(of sample: UnsafeRawBufferPointer, escape: UInt8?, isCut: Bool) -> UInt8 {
        var best = (delimiter: ASCII.comma, score: (clean: -1, headerFields: 1))
        for candidate in candidates {
            let score = score(of: candidate, in: sample, escape: escape, isCut: isCut)
            if score.headerFields > 1, score > best.score { best = (candidate, score) }
        }
        return best.delimiter
    }

    /// The line ending of the first line that has one, outside quotes.
    static func lineEnding(of sample: UnsafeRawBufferPointer, delimiter: UInt8, escape: UInt8?, isCut: Bool) -> LineEnding? {
        var walk = SampleWalk(sample, delimiter: delimiter, escape: escape)
        while let state = walk.next(atEnd: false) {
            guard state.endedOnCarriageReturn else { return .lf }
            guard walk.position < sample.count else { return isCut ? nil : .cr }
            return sample[walk.position] == ASCII.lineFeed ? .crlf : .cr
        }
        return nil
    }

    private static func score(
        of delimiter: UInt8, in sample: UnsafeRawBufferPointer, escape: UInt8?, isCut: Bool
    ) -> (clean: Int, headerFields: Int) {
        var walk = SampleWalk(sample, delimiter: delimiter, escape: escape)
        // A header longer than the sample is all there is to go by.
        guard let header = walk.next(atEnd: !isCut) ?? walk.next(atEnd: true) else { return (0, 0) }
        var clean = header.isClean ? 1 : 0
        while let record = walk.next(atEnd: !isCut) {
            if record.isClean, record.fieldCount == header.fieldCount { clean += 1 }
        }
        return (clean, header.fieldCount)
    }
}

/// Goes through the records of a piece of text without keeping them; empty lines are skipped.
struct SampleWalk {
    private let bytes: UnsafeRawBufferPointer
    private var scanner: RecordScanner
    private var spans: [FieldSpan] = Array(repeating: FieldSpan(), count: 64)
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer, delimiter: UInt8, escape: UInt8? = nil) {
        self.bytes = bytes
        scanner = RecordScanner(delimiter: delimiter, escape: escape)
    }

    /// The next record's state, nil when no complete one is left.
    ///
    /// - Parameter atEnd: the last bytes are a record even without a line ending.
    mutating func next(atEnd: Bool) -> ScanState? {
        while position < bytes.count, bytes[position] == ASCII.lineFeed || bytes[position] == ASCII.carriageReturn { position += 1 }
        guard position < bytes.count, let text = bytes.baseAddress else { return nil }
        var state = ScanState(delimiter: scanner.delimiter, escape: scanner.escape)
        while true {
            let outcome = spans.withUnsafeMutableBufferPointer {
                scanner.scan(text, from: position, to: bytes.count, atEnd: atEnd, spans: $0, state: &state)
            }
            switch outcome {
            case .complete:
                position += state.consumed
                return state
            case .needsRoom: spans.append(contentsOf: repeatElement(FieldSpan(), count: spans.count))
            case .needsBytes:
                scanner.move(to: position)
                return nil
            }
        }
    }
}

/// Excel's `sep=;`: a first line that states the delimiter and is not part of the table.
enum SeparatorLine {
    /// In bytes, with quotes and the end of the line.
    static let longest = 8

    private static let prefix = Array("sep=".utf8)

    /// Whether text starts like such a line; Excel takes capitals too.
    static func isStart(of text: some Collection<UInt8>) -> Bool {
        text.count >= prefix.count
            && zip(text, prefix).allSatisfy { byte, wanted in byte == wanted || byte | 0x20 == wanted && wanted > 0x60 }
    }

    /// The delimiter that such a line states, nil when the text does not start with one.
    ///
    /// - Parameter text: the file's first `longest` bytes, or all of a shorter file.
    static func delimiter(in text: ArraySlice<UInt8>) -> UInt8? {
        // A program that quotes every cell quotes this one too.
        let isQuoted = text.first == ASCII.quote
        let text = isQuoted ? text.dropFirst() : text
        guard isStart(of: text), let delimiter = text.dropFirst(prefix.count).first, Dialect.isUsable(delimiter: delimiter) else {
            return nil
        }
        var rest = text.dropFirst(prefix.count + 1)
        if isQuoted {
            guard rest.first == ASCII.quote else { return nil }
            rest = rest.dropFirst()
        }
        let after = rest.first
        return after == nil || after == ASCII.lineFeed || after == ASCII.carriageReturn ? delimiter : nil
    }
}

/// The first lines of a file as they stand, without any reading of a header: to look for one.
package struct FileStart {
    /// In UTF-8, without their ends; as many as 1 MiB holds.
    package let lines: [[UInt8]]

    private static let size = 1 << 20

    /// - Parameters:
    ///   - count: how many lines at most.
    ///   - read: the file's next bytes; none at the end.
    package init(encoding: RequestedEncoding?, lines count: Int, read: @escaping () throws -> [UInt8]) throws {
        let options = ReaderOptions(delimiter: ASCII.comma, encoding: encoding)
        let preamble = try Preamble(options: options, sampleSize: Self.size, read: read)
        var lines: [[UInt8]] = [[]]
        var previous: UInt8 = 0
        for byte in preamble.buffer.bytes[preamble.buffer.position...].prefix(Self.size) {
            if lines.count > count { break }
            if byte == ASCII.carriageReturn || byte == ASCII.lineFeed && previous != ASCII.carriageReturn {
                lines.append([])
            } else if byte != ASCII.lineFeed {
                lines[lines.count - 1].append(byte)
            }
            previous = byte
        }
        self.lines = Array(lines.prefix(count))
    }
}
