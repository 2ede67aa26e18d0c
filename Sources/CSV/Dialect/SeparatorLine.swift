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
