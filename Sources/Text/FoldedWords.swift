/// The words of a name in UTF-8, in one buffer: fed a character at a time, then trimmed at both ends.
struct FoldedWords {
    /// Words stand one space apart.
    private var bytes: [UInt8] = []
    /// Where the first word starts.
    private var first = 0
    private var wordCount = 0
    private var isInWord = false
    /// Whether the sign between the last word and the next joins single letters: `J.P.`, `A/S`.
    private var joinsInitials = false
    private var lastStart = 0

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    var isEmpty: Bool { wordCount == 0 }

    var joined: String { bytes[first...].allSatisfy { $0 < 0x80 } ? decomposed : UnicodeForms.composed(decomposed) }

    /// With letters and their marks apart, as the words are compared with the legal forms.
    var decomposed: String { String(decoding: bytes[first...], as: UTF8.self) }

    @inline(__always)
    mutating func append(ascii byte: UInt8) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): letter(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter(byte | 0x20)
        case UInt8(ascii: "'"), UInt8(ascii: "`"): break
        case UInt8(ascii: "&"), UInt8(ascii: "+"): and()
        case UInt8(ascii: "."), UInt8(ascii: "/"):
            endWord()
            joinsInitials = true
        case 0x20: endWord()
        default:
            endWord()
            joinsInitials = false
        }
    }

    /// - Parameter scalar: of a text in canonical decomposition.
    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.isASCII { return append(ascii: UInt8(scalar.value)) }
        switch scalar.value {
        // Accents; the marks of other scripts are letters to them.
        case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: return
        // Apostrophes.
        case 0x2018, 0x2019, 0x02BC, 0x00B4: return
        case 0xFF06, 0xFF0B: return and()
        default: break
        }
        if let plain = Self.plainLetters[scalar] {
            for byte in plain.utf8 { letter(byte) }
            return
        }
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint { return }
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter:
            for byte in properties.lowercaseMapping.utf8 { letter(byte) }
        case .lowercaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            for byte in String(scalar).utf8 { letter(byte) }
        case .spaceSeparator: endWord()
        default:
            endWord()
            joinsInitials = false
        }
    }

    mutating func finish() {
        endWord()
        if bytes.last == 0x20 { bytes.removeLast() }
    }

    /// - Returns: whether there was one. "The" alone is a name.
    mutating func dropLeadingThe() -> Bool {
        let before = wordCount
        while wordCount > 1, bytes[first...].starts(with: "the ".utf8) {
            first += 4
            wordCount -= 1
        }
        return wordCount < before
    }

    /// What says the legal form, before and behind the name; what is nothing else keeps it.
    mutating func dropLegalForms() {
        var count = -1
        while count != bytes.count - first {
            count = bytes.count - first
            dropLeadingForm()
            dropLastForms()
            if hasLettersOfEastAsia { dropAttachedForms() }
        }
    }

    private mutating func dropLastForms() {
        while wordCount > 1, LegalForms.lastWords.contains(last(1)) {
            guard let count = (1...min(LegalForms.mostWords, wordCount - 1)).last(where: { LegalForms.behind.contains(last($0)) })
            else { return }
            bytes.removeSubrange((last(count).startIndex - 1)...)
            wordCount -= count
        }
    }

    private mutating func dropLeadingForm() {
        guard wordCount > 1, LegalForms.firstLetters.contains(bytes[first]) else { return }
        for count in (1...min(LegalForms.mostWords, wordCount - 1)).reversed() {
            let words = leading(count)
            guard LegalForms.before.contains(words) else { continue }
            first = words.endIndex + 1
            wordCount -= count
            return
        }
    }

    /// Forms that are written without a space: `株式会社メルカリ`.
    private mutating func dropAttachedForms() {
        for form in LegalForms.attached where bytes.count - first > form.count + 1 {
            if bytes[first...].starts(with: form) {
                first += form.count
                if bytes[first] == 0x20 { first += 1 }
            } else if bytes[first...].suffix(form.count).elementsEqual(form) {
                bytes.removeLast(form.count)
                if bytes.last == 0x20 { bytes.removeLast() }
            } else {
                continue
            }
            wordCount = bytes[first...].count { $0 == 0x20 } + 1
        }
    }

    private var hasLettersOfEastAsia: Bool { bytes[first...].contains { $0 >= 0xE1 } }

    /// The first words, a number of them, of which there must be more.
    private func leading(_ count: Int) -> ArraySlice<UInt8> {
        var spaces = 0
        for index in first..<bytes.count where bytes[index] == 0x20 {
            spaces += 1
            if spaces == count { return bytes[first..<index] }
        }
        return bytes[first...]
    }

    /// The last words, a number of them, of which there must be more.
    private func last(_ count: Int) -> ArraySlice<UInt8> {
        var start = bytes.count
        var spaces = 0
        while true {
            if bytes[start - 1] == 0x20 {
                spaces += 1
                if spaces == count { return bytes[start...] }
            }
            start -= 1
        }
    }

    @inline(__always)
    private mutating func letter(_ byte: UInt8) {
        if !isInWord {
            isInWord = true
            lastStart = bytes.count
            wordCount += 1
        }
        bytes.append(byte)
    }

    private mutating func and() {
        endWord()
        joinsInitials = false
        for byte in "and".utf8 { letter(byte) }
        endWord()
    }

    /// Ends the word; a single letter that follows another one over a full stop or slash becomes one word with it.
    @inline(__always)
    private mutating func endWord() {
        guard isInWord else { return }
        isInWord = false
        if joinsInitials, bytes.count - lastStart == 1, wordCount > 1, followsInitials {
            let letter = bytes[lastStart]
            bytes.removeLast(2)
            bytes.append(letter)
            wordCount -= 1
            initialsEnd = bytes.count
        } else if bytes.count - lastStart == 1, bytes[lastStart] >= UInt8(ascii: "a") {
            initialsEnd = bytes.count
        } else {
            initialsEnd = -1
        }
        bytes.append(0x20)
        joinsInitials = false
    }

    /// Where the last word ends when it is one letter or several that were joined; -1 otherwise.
    private var initialsEnd = -1

    private var followsInitials: Bool { lastStart - 1 == initialsEnd && bytes[lastStart] >= UInt8(ascii: "a") }

    /// Letters that do not decompose.
    private static let plainLetters: [Unicode.Scalar: String] = [
        "ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ł": "l", "Ł": "l",
        "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h", "ŧ": "t", "Ŧ": "t",
        "ŋ": "n", "Ŋ": "n", "ĸ": "k", "ſ": "s", "ǝ": "e", "ƒ": "f",
    ]
}

/// Texts among which bytes are looked up that mostly are none of them.
struct PhraseSet: Sendable {
    private let texts: Set<String>
    /// By the first byte of a text a bit for each length in bytes: what has none need not become a string. Longer texts share the
    /// last bit.
    private var lengths: [UInt64]

    init(_ texts: some Sequence<String>) {
        self.texts = Set(texts)
        lengths = Array(repeating: 0, count: 256)
        for text in self.texts {
            if let first = text.utf8.first { lengths[Int(first)] |= Self.bit(text.utf8.count) }
        }
    }

    func contains(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, lengths[Int(first)] & Self.bit(bytes.count) != 0 else { return false }
        return texts.contains(String(decoding: bytes, as: UTF8.self))
    }

    private static func bit(_ length: Int) -> UInt64 { 1 << UInt64(min(length, 63)) }
}
