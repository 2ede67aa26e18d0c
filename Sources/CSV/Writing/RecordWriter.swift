/// Writes records as a file of a given dialect, into memory: the caller takes the bytes from time to time and writes them.
///
/// Only the fields that need it are quoted: those with a delimiter, a quote or a line break in them, white space at either end, or a
/// byte-order mark at the start, and a first field that would be taken for Excel's `sep=` line or for a SYLK file.
package struct RecordWriter {
    package let dialect: Dialect
    /// UTF-8.
    private var text: [UInt8] = []
    private var isAtStart = true
    private var owesBOM: Bool
    private var recordStart = 0
    /// Of the last field of the record begun.
    private var fieldStart: Int?

    package init(dialect: Dialect) {
        self.dialect = dialect
        owesBOM = dialect.hasBOM
    }

    /// Adds a record. One with a single empty field is written as `""`, since an empty line is not a record; one without fields is not written.
    package mutating func append(_ fields: some Sequence<String>) {
        var count = 0
        let start = text.count
        for field in fields {
            if count > 0 { text.append(dialect.delimiter) }
            append(field: field)
            count += 1
        }
        guard count > 0 else { return }
        if text.count == start { text.append(contentsOf: [ASCII.quote, ASCII.quote]) }
        endRecord()
    }

    /// Begins a record that is written field by field; `finishRecord()` ends it.
    package mutating func beginRecord() {
        fieldStart = nil
        recordStart = text.count
    }

    /// Adds a field to the record begun, as UTF-8.
    /// - Parameter isGuarded: Whether a field that a spreadsheet would take for a formula gets a `'` in front.
    package mutating func append(field: [UInt8], isGuarded: Bool) {
        if fieldStart != nil { text.append(dialect.delimiter) }
        fieldStart = text.count
        let wasAtStart = isAtStart
        isAtStart = false
        let mark = isGuarded && FormulaGuard.isNeeded(field)
        let isSafe = field.withUnsafeBufferPointer { bytes in
            !(Self.needsQuotes(bytes, dialect.delimiter, dialect.escape) || wasAtStart && !mark && Self.looksLikeOpening(bytes))
        }
        guard !isSafe else {
            if mark { text.append(FormulaGuard.mark) }
            text.append(contentsOf: field)
            return
        }
        text.append(ASCII.quote)
        if mark { text.append(FormulaGuard.mark) }
        for byte in field {
            if byte == ASCII.quote || byte == dialect.escape { text.append(byte) }
            text.append(byte)
        }
        text.append(ASCII.quote)
    }

    /// Ends the record begun with `beginRecord()`.
    package mutating func finishRecord() {
        if text.count == recordStart { text.append(contentsOf: [ASCII.quote, ASCII.quote]) }
        endRecord()
    }

    /// Adds a record's bytes (UTF-8, as ``Record/raw``) as they are, and more fields after them.
    package mutating func append(raw: [UInt8], then fields: some Sequence<String> = EmptyCollection<String>()) {
        text.append(contentsOf: raw)
        isAtStart = false
        for field in fields {
            text.append(dialect.delimiter)
            append(field: field)
        }
        endRecord()
    }

    /// The bytes since the last call, in the dialect's encoding; the first start with its byte-order mark if it has one.
    package mutating func takeBytes() -> [UInt8] {
        var bytes = owesBOM ? dialect.encoding.byteOrderMark : []
        owesBOM = false
        if bytes.isEmpty {
            bytes = dialect.encoding.encode(text)
        } else {
            bytes.append(contentsOf: dialect.encoding.encode(text))
        }
        text.removeAll(keepingCapacity: true)
        return bytes
    }

    private mutating func endRecord() {
        text.append(contentsOf: dialect.lineEnding.bytes)
    }

    private mutating func append(field: String) {
        var field = field
        let wasAtStart = isAtStart
        isAtStart = false
        field.withUTF8 { bytes in
            guard Self.needsQuotes(bytes, dialect.delimiter, dialect.escape) || wasAtStart && Self.looksLikeOpening(bytes) else {
                text.append(contentsOf: bytes)
                return
            }
            text.append(ASCII.quote)
            for byte in bytes {
                if byte == ASCII.quote || byte == dialect.escape { text.append(byte) }
                text.append(byte)
            }
            text.append(ASCII.quote)
        }
    }

    static func needsQuotes(_ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, _ escape: UInt8?) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return false }
        // Lines of white space, and marks before a record, are nothing to a reader.
        if first <= ASCII.space || last <= ASCII.space || bytes.starts(with: UTF8Validation.byteOrderMark) { return true }
        return bytes.contains { $0 == delimiter || $0 == ASCII.quote || $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn || $0 == escape }
    }

    private static func looksLikeOpening(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        // Excel takes a file that begins with the letters ID for one of another format, SYLK.
        SeparatorLine.isStart(of: bytes) || bytes.starts(with: "ID".utf8)
    }
}
