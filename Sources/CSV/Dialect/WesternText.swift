/// Judges whether bytes that are not UTF-8 make sense as Windows-1252: in the languages of Western Europe letters beyond ASCII stand alone or in
/// pairs among others, capitals do not stand within a word, and signs do not stand between letters.
package struct WesternText: Sendable {
    /// Bytes beyond ASCII.
    private var high = 0
    /// Those where no text of Western Europe has them.
    private var odd = 0
    private var before: UInt8 = 0x20
    private var current: UInt8 = 0x20
    /// High letters in a row up to `current`.
    private var run = 0

    package init() {}

    package mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { push(byte) }
    }

    /// Whether a quarter of the bytes or more stand where they make no sense.
    package var isImprobable: Bool {
        var rest = self
        rest.push(0x20)
        return rest.odd > 0 && rest.odd * 4 >= rest.high
    }

    private mutating func push(_ after: UInt8) {
        if current >= 0x80 {
            high += 1
            run = Self.isHighLetter(current) ? run + 1 : 0
            if run == 3 { odd += 2 }
            if run >= 3 || isOdd(after) { odd += 1 }
        } else {
            run = 0
        }
        (before, current) = (current, after)
    }

    private func isOdd(_ after: UInt8) -> Bool {
        if Self.undefined.contains(current) { return true }
        if Self.isHighLetter(current) {
            guard Self.isCapital(current) else { return false }
            return Self.isSmall(before) || Self.isLetter(before) && Self.isSmall(after) || Self.isSign(after)
        }
        if Self.isQuiet(current) { return false }
        // `£1`, `5°`, `m²`, `¿Qué`, `Foo™ Bar`.
        return Self.isLetter(before) && Self.isLetter(after) || Self.isSign(current) && Self.isSign(after)
            || (current == 0xA1 || current == 0xBF) && Self.isLetter(before)
    }

    private static let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    private static let marks: Set<UInt8> = [0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F]

    private static func isHighLetter(_ byte: UInt8) -> Bool { byte >= 0xC0 && byte != 0xD7 && byte != 0xF7 || marks.contains(byte) }
    private static func isCapital(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0xC0...0xDE).contains(byte) && byte != 0xD7 || [0x8A, 0x8C, 0x8E, 0x9F].contains(byte)
    }
    private static func isSmall(_ byte: UInt8) -> Bool { isLetter(byte) && !isCapital(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || isHighLetter(byte)
    }
    /// Signs such as `±` and `¾`.
    private static func isSign(_ byte: UInt8) -> Bool { (0xA1...0xBF).contains(byte) && !isQuiet(byte) }
    /// Quotes, dashes, dots and spaces, which stand anywhere.
    private static func isQuiet(_ byte: UInt8) -> Bool { (0x91...0x97).contains(byte) || [0xA0, 0xAB, 0xAD, 0xB7, 0xBB].contains(byte) }
}

extension WesternText {
    /// What else the bytes may be: encodings in which all of them are text, and of one script.
    ///
    /// - Parameter sample: whole lines.
    /// - Returns: names, each with the first word beyond ASCII as it would read.
    package static func otherReadings(of sample: [UInt8]) -> [EncodingReading] {
        var found: [EncodingReading] = []
        for name in [
            "gb18030", "shift_jis", "euc-jp", "euc-kr", "big5", "windows-1251", "koi8-r", "macintosh", "windows-1250", "iso-8859-2",
            "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "cp850", "cp437",
        ] {
            guard case .exactly(let encoding)? = RequestedEncoding(name: name) else { continue }
            var transcoder = Transcoder(encoding: encoding)
            var text: [UInt8] = []
            transcoder.append(sample, to: &text)
            transcoder.finish(to: &text)
            guard text.withUnsafeBytes({ UTF8Validation.firstInvalid(in: $0) }) == nil,
                let word = sensibleWord(String(decoding: text, as: UTF8.self)),
                !found.contains(where: { $0.word == word })
            else { continue }
            found.append(EncodingReading(encoding: name, word: word))
        }
        return found
    }

    /// The first word beyond ASCII of a text whose words make sense; nil when they do not.
    private static func sensibleWord(_ text: String) -> String? {
        let words = text.split { !$0.isLetter && !$0.isSymbol && !$0.isNumber && !$0.isPunctuation || $0 == "," || $0 == ";" || $0 == "\"" }
        let foreign = words.filter { word in word.unicodeScalars.contains { $0.value >= 0x80 } }
        guard let first = foreign.first(where: { $0.contains(where: \.isLetter) }) else { return nil }
        let isSensible = foreign.allSatisfy { word in
            let scripts = Set(word.unicodeScalars.compactMap(script))
            // Dashes and quotes alone go with any.
            return scripts.count <= 1 && !scripts.contains(.none) && !hasCapitalInside(word)
        }
        guard isSensible else { return nil }
        // No language writes Latin letters with marks on most of them.
        let letters = foreign.joined().unicodeScalars.filter { script($0) == .latin }
        guard letters.count(where: { $0.value >= 0x80 }) * 10 <= letters.count * 6 else { return nil }
        return String(first.prefix(20))
    }

    private enum Script { case latin, greek, cyrillic, hebrew, arabic, han, hangul, none }

    /// Nil for what goes with every script: digits, punctuation.
    private static func script(_ scalar: Unicode.Scalar) -> Script? {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: .latin
        case 0..<0x80, 0x2010...0x2027, 0x3000...0x303F, 0xFF00...0xFF0F: nil
        case 0x370...0x3FF: .greek
        case 0x400...0x4FF: .cyrillic
        case 0x590...0x5FF: .hebrew
        case 0x600...0x6FF: .arabic
        // Japanese mixes its scripts: kana among Chinese characters are one with them.
        case 0x3041...0x30FF, 0x4E00...0x9FFF: .han
        case 0xAC00...0xD7A3: .hangul
        default: Script.none
        }
    }

    private static func hasCapitalInside(_ word: Substring) -> Bool {
        zip(word, word.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
    }
}
