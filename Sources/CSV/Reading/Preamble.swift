/// What is found at a file's start, before its header: the encoding, Excel's `sep=` line, lines above the header, the dialect.
struct Preamble {
    private(set) var dialect: Dialect
    private(set) var buffer: TextBuffer
    /// The file's line at the buffer's position, from 1.
    private(set) var line = 1
    private(set) var endedOnCarriageReturn = false
    /// False when the file ends above the header's line.
    private(set) var hasHeader = true
    /// The lines skipped, with their ends, as UTF-8; nil when they are too long to keep.
    private(set) var linesAbove: [UInt8]? = []

    /// Of the lines above the header, in bytes.
    private static let mostKept = 1 << 16

    /// - Parameter sampleSize: how much of the file is looked at to tell its dialect, in bytes.
    init(options: ReaderOptions, sampleSize: Int, read: @escaping () throws -> [UInt8]) throws {
        if let delimiter = options.delimiter, !Dialect.isUsable(delimiter: delimiter) { throw ReaderError.unusableDelimiter(delimiter) }

        var first: [UInt8] = []
        var isAtEnd = false
        // One byte more than the sample tells whether the file goes on, however its chunks are cut.
        while first.count <= sampleSize, !isAtEnd {
            let chunk = try read()
            isAtEnd = chunk.isEmpty
            if first.isEmpty { first = chunk } else { first.append(contentsOf: chunk) }
        }
        let finding = EncodingDetector.detect(
            first.prefix(sampleSize), isCut: first.count > sampleSize, requested: options.encoding)
        if finding.skipped > 0 { first.removeFirst(finding.skipped) }
        dialect = Dialect(encoding: finding.encoding, hasBOM: finding.hasBOM, escape: options.escape)
        buffer = TextBuffer(encoding: finding.encoding, first: first, isAtEnd: isAtEnd, read: read)

        let separator = try takeSeparatorLine()
        try goToLine(options.headerLine ?? 1)
        // The LF of the last line above belongs to it.
        _ = try hasByte()
        try detectDialect(options, separator: separator, sampleSize: sampleSize)
    }

    private mutating func takeSeparatorLine() throws -> UInt8? {
        try buffer.fill(atLeast: SeparatorLine.longest)
        guard let delimiter = SeparatorLine.delimiter(in: buffer.bytes[buffer.position...].prefix(SeparatorLine.longest)) else {
            return nil
        }
        _ = try skipLine()
        return delimiter
    }

    /// Skips the lines above the header. They are not records: a quote in a report's title must not swallow the table.
    private mutating func goToLine(_ wanted: Int) throws {
        while line < wanted, hasHeader { hasHeader = try skipLine() }
        // A line exists when a byte of it does, be it only its ending.
        if hasHeader, wanted > 1 { hasHeader = try hasByte() }
    }

    /// Whether the line at the position has a byte, after the LF that belongs to the line before.
    private mutating func hasByte() throws -> Bool {
        try buffer.fill(atLeast: 2)
        if endedOnCarriageReturn, buffer.available > 0, buffer.bytes[buffer.position] == ASCII.lineFeed {
            buffer.position += 1
            keep(ASCII.lineFeed)
            endedOnCarriageReturn = false
        }
        return buffer.available > 0
    }

    private mutating func keep(_ byte: UInt8) {
        guard let kept = linesAbove?.count else { return }
        if kept < Self.mostKept { linesAbove?.append(byte) } else { linesAbove = nil }
    }

    /// - Returns: false when there is no line.
    private mutating func skipLine() throws -> Bool {
        guard try hasByte() else { return false }
        while true {
            if buffer.available == 0 {
                guard try buffer.fill() else { return false }
            }
            let byte = buffer.bytes[buffer.position]
            buffer.position += 1
            keep(byte)
            if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
                endedOnCarriageReturn = byte == ASCII.carriageReturn
                line += 1
                return true
            }
        }
    }

    private mutating func detectDialect(_ options: ReaderOptions, separator: UInt8?, sampleSize: Int) throws {
        try buffer.fill(atLeast: sampleSize + 1)
        let isCut = buffer.available > sampleSize
        buffer.bytes.withUnsafeBytes { bytes in
            let sample = UnsafeRawBufferPointer(rebasing: bytes[buffer.position...].prefix(sampleSize))
            dialect.delimiter =
                options.delimiter ?? separator ?? DialectDetector.delimiter(of: sample, escape: options.escape, isCut: isCut)
            dialect.lineEnding =
                DialectDetector.lineEnding(of: sample, delimiter: dialect.delimiter, escape: options.escape, isCut: isCut) ?? .lf
        }
    }
}
