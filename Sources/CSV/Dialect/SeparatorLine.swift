/// Excel's `sep=;`: a first line that states the delimiter and is not a part of the table.
enum SeparatorLine {
    private static let prefix = Array("sep=".utf8)

    /// Whether text starts like such a line; Excel takes capitals too.
    static func isStart(of text: some Collection<UInt8>) -> Bool {
        text.count >= prefix.count
            && zip(text, prefix).allSatisfy { byte, wanted in byte == wanted || byte | 0x20 == wanted && wanted > 0x60 }
    }

    /// The delimiter that such a line states, nil when the text does not start with one.
    ///
    /// - Parameter text: the file's first six bytes, or all of a shorter file.
    static func delimiter(in text: ArraySlice<UInt8>) -> UInt8? {
        guard isStart(of: text), let delimiter = text.dropFirst(prefix.count).first, Dialect.isUsable(delimiter: delimiter) else {
            return nil
        }
        let after = text.dropFirst(prefix.count + 1).first
        return after == nil || after == ASCII.lineFeed || after == ASCII.carriageReturn ? delimiter : nil
    }
}
