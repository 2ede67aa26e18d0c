/// Makes records of fields that come from elsewhere than a CSV file, as the file's text would have them.
package struct RecordBuilder {
    private let delimiter: UInt8
    private let escape: UInt8?
    private var text: [UInt8] = []
    private var spans: [FieldSpan] = []

    /// - Parameters:
    ///   - delimiter: between the fields of ``Record/raw``; one ASCII byte.
    ///   - escape: takes the meaning from the byte behind it there.
    package init(delimiter: UInt8, escape: UInt8? = nil) {
        self.delimiter = delimiter
        self.escape = escape
    }

    /// Adds a field of the record under way, without quotes around it.
    package mutating func append(_ field: UnsafeBufferPointer<UInt8>) {
        if !spans.isEmpty { text.append(delimiter) }
        guard RecordWriter.needsQuotes(field, delimiter, escape) else {
            spans.append(FieldSpan(start: text.count, end: text.count + field.count, hasEscapes: false))
            text.append(contentsOf: field)
            return
        }
        text.append(ASCII.quote)
        let start = text.count
        var hasEscapes = false
        for byte in field {
            if byte == ASCII.quote || byte == escape {
                text.append(byte)
                hasEscapes = true
            }
            text.append(byte)
        }
        spans.append(FieldSpan(start: start, end: text.count, hasEscapes: hasEscapes))
        text.append(ASCII.quote)
    }

    /// Fills `record` with the fields since the last call and starts a new one.
    package mutating func finish(into record: inout Record, number: Int, line: Int) {
        // An empty line is not a record.
        if text.isEmpty, spans.count == 1 {
            text = [ASCII.quote, ASCII.quote]
            spans[0] = FieldSpan(start: 1, end: 1, hasEscapes: false)
        }
        record.fill(text, spans)
        record.escape = escape
        record.number = number
        record.line = line
        text.removeAll(keepingCapacity: true)
        spans.removeAll(keepingCapacity: true)
    }
}

extension Record {
    fileprivate mutating func fill(_ text: [UInt8], _ fields: [FieldSpan]) {
        text.withUnsafeBytes { store($0) }
        while spans.count < fields.count { makeRoom() }
        spans.withUnsafeMutableBufferPointer { _ = $0.update(fromContentsOf: fields) }
        fieldCount = fields.count
        problem = nil
        missingCells = 0
        repeatsHeader = false
        isBelowTable = false
    }
}
