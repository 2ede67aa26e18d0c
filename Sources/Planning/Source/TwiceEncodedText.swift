import CSV

/// Text that some program took for another encoding than it was in, or wrote for a web page: `CafÃ©`, `â€™`, `\xc2\xa0`, `&amp;`.
enum TwiceEncodedText {
    /// The first such sign in a record, for a message; nil when it has none.
    static func sign(in record: Record) -> String? {
        for column in 0..<record.fieldCount {
            let mayBe = record.withBytes(column) { $0.contains(where: isSuspect) }
            if mayBe, let sign = sign(in: record.text(column)) { return sign }
        }
        return nil
    }

    static func sign(in text: String) -> String? {
        // What UTF-8 becomes as Windows-1252: a lead byte as a letter, then what continues it as signs.
        if let found = text.firstMatch(of: /[ÂÃ][\u{80}-\u{BF}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[€‚„][\u{80}-\u{BF}‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™š›œžŸ¦¢]/)
        {
            return String(found.0)
        }
        if text.contains("\u{FFFD}") { return "\u{FFFD}" }
        if let found = text.firstMatch(of: /\\x[cCeE][0-9a-fA-F]\\x[89abAB][0-9a-fA-F]/) { return String(found.0) }
        return text.firstMatch(of: /&(amp|quot|nbsp|lt|gt|#39|#x27|apos);/).map { String($0.0) }
    }

    /// `Â`, `Ã` and `â` begin with C3, what stands for lost characters with EF; a backslash and `&` are themselves.
    private static func isSuspect(_ byte: UInt8) -> Bool {
        byte == 0xC3 || byte == 0xEF || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\\")
    }
}
