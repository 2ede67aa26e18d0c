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
        if let found = misread(in: text) { return found }
        if text.contains("\u{FFFD}") { return "\u{FFFD}" }
        if let found = text.firstMatch(of: /\\x[cCeE][0-9a-fA-F]\\x[89abAB][0-9a-fA-F]/) { return String(found.0) }
        let entity =
            #/
            &(?: \#[0-9]{2,5} | \#[xX][0-9a-fA-F]{2,4} | amp | quot | nbsp | lt | gt | apos | [lr][sd]quo | [nm]dash | hellip | szlig
            | [a-zA-Z](?:acute|grave|circ|uml|tilde|cedil|ring|slash) );
            /#
        return text.firstMatch(of: entity).map { String($0.0) }
    }

    /// A character of UTF-8 that was read as the characters of Windows-1252 which have its bytes: `Ã©` for é, `Å‚` for ł, `æ—¥æœ¬` for 日本.
    private static func misread(in text: String) -> String? {
        let bytes = TextEncoding.windows1252.encode(Array(text.utf8))
        for start in bytes.indices {
            guard let end = endOfCharacter(bytes, start), isMisread(bytes, start, end) else { continue }
            return String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(start).prefix(end - start)))
        }
        return nil
    }

    /// Behind the bytes that are one character of UTF-8 beyond ASCII.
    private static func endOfCharacter(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        let length =
            switch bytes[start] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 0
            }
        let end = start + length
        guard length > 0, end <= bytes.count, bytes[(start + 1)..<end].allSatisfy({ (0x80...0xBF).contains($0) }) else { return nil }
        return end
    }

    /// Whether nobody writes these characters beside each other: most only when two of their kind stand in a row, since `„MENÜ“` has one.
    private static func isMisread(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        switch bytes[start] {
        case 0xC2, 0xC3, 0xF0...0xF4: return true
        case 0xE2 where [0x80, 0x82, 0x84].contains(bytes[start + 1]): return true
        case 0xC4...0xC5 where !quotes.contains(bytes[start + 1]):
            let isBesideSmall = [start - 1, end].contains { bytes.indices.contains($0) && (0x61...0x7A).contains(bytes[$0]) }
            if isBesideSmall { return true }
        default: break
        }
        return endOfCharacter(bytes, end) != nil
    }

    /// With dashes, an ellipsis and a space that does not break: what may follow a word in capitals.
    private static let quotes: Set<UInt8> = [0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x9B, 0xA0, 0xAB, 0xBB]

    /// The letters of Windows-1252 begin with C3, what stands for lost characters with EF; a backslash and `&` are themselves.
    private static func isSuspect(_ byte: UInt8) -> Bool {
        byte == 0xC3 || byte == 0xEF || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\\")
    }
}
