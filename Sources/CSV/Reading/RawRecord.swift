/// A record's bytes as ``Record/raw`` gives them, taken apart again when nothing else is left of the file.
package struct RawRecord: Sendable {
    private let record: Record

    package init(_ raw: [UInt8], delimiter: UInt8, escape: UInt8? = nil) throws {
        // The first record of a text is its header, whose names would be trimmed: one of its own keeps this one as it is.
        let options = ReaderOptions(delimiter: delimiter, encoding: .utf8, escape: escape)
        var reader = try RecordReader(bytes: [UInt8(ascii: "x"), ASCII.lineFeed] + raw + [ASCII.lineFeed], options: options)
        reader.expectedFields = nil
        var record = Record()
        _ = try reader.next(into: &record)
        self.record = record
    }

    package var fields: [String] { (0..<record.fieldCount).map { record.text($0) } }

    /// The bytes of the first fields, quotes included, without the delimiter behind them. All when there are no more.
    package func prefix(fields count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        let raw = record.raw
        guard count < record.fieldCount else { return raw }
        let end = record.spans[count - 1].range.upperBound
        // A quoted field's span leaves its quotes out.
        return Array(raw[..<(end < raw.count && raw[end] == ASCII.quote ? end + 1 : end)])
    }
}
