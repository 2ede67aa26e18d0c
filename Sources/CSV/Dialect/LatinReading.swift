/// Which encoding of Latin letters the words of a text are in, judged by the alphabets of Europe: Windows-1252 has no letters for Turkish,
/// Hungarian, Czech or Lithuanian, and every byte of theirs is a letter of some other language there.
package struct LatinReading {
    private let reading: EncodingReading
    /// Of the words with letters beyond ASCII how many are of one language, the one that has most.
    private let share: (fitting: Int, of: Int)
    /// How many different words Windows-1252 reads otherwise.
    private let differing: Int

    /// One word alone says nothing: `Guðmundsson` has its letter where Turkish has one.
    private static let fewest = 2

    /// Readings by which at least nine in ten of the words are of one language, and no fewer than as Windows-1252; the best first.
    ///
    /// - Parameter sample: whole lines.
    /// - Returns: `better`: the text is surely not Windows-1252. `even`: it may be, as `Győr` alone, which is `Gyõr` there, or as the words of
    ///   two languages of Western Europe, whose letters another language has at the same places.
    package static func readings(of sample: [UInt8]) -> (better: [EncodingReading], even: [EncodingReading]) {
        let western = foreignWords(of: sample, in: "windows-1252")
        guard let own = share(of: western, in: Alphabets.western) else { return ([], []) }
        let readings = readings(of: sample, besides: western).filter { $0.share.fitting * own.of >= own.fitting * $0.share.of }
        if isOfTwoLanguages(western) { return ([], readings.map(\.reading)) }
        func isBetter(_ reading: LatinReading) -> Bool {
            reading.differing >= fewest && reading.share.fitting * own.of > own.fitting * reading.share.of
        }
        return (readings.filter(isBetter).map(\.reading), readings.filter { !isBetter($0) }.map(\.reading))
    }

    /// Whether two of the common languages of Western Europe have nine in ten of the words: names of companies from both.
    private static func isOfTwoLanguages(_ words: [String]) -> Bool {
        let sets = words.map { Set(letters(of: $0)) }
        let common = Alphabets.common
        return common.indices.contains { first in
            common[first...].contains { second in
                sets.count { $0.isSubset(of: common[first]) || $0.isSubset(of: second) } * 10 >= words.count * 9
            }
        }
    }

    private static func readings(of sample: [UInt8], besides western: [String]) -> [LatinReading] {
        let known = Set(western)
        return Alphabets.others.compactMap { encoding, languages -> LatinReading? in
            let words = foreignWords(of: sample, in: encoding)
            guard let found = share(of: words, in: languages), found.fitting * 10 >= found.of * 9 else { return nil }
            // A language whose letters stand at the same places is not another reading.
            guard let word = words.first(where: { !known.contains($0) }) else { return nil }
            return LatinReading(
                reading: EncodingReading(encoding: encoding, word: String(word.prefix(20))), share: found,
                differing: Set(words).subtracting(known).count)
        }.sorted { $0.share.fitting * $1.share.of > $1.share.fitting * $0.share.of }
    }

    private static func foreignWords(of sample: [UInt8], in name: String) -> [String] {
        guard case .exactly(let encoding)? = RequestedEncoding(name: name) else { return [] }
        var transcoder = Transcoder(encoding: encoding)
        var text: [UInt8] = []
        transcoder.append(sample, to: &text)
        transcoder.finish(to: &text)
        return String(decoding: text, as: UTF8.self).split { !$0.isLetter && !isControl($0) }.map(String.init)
            .filter { $0.unicodeScalars.contains { $0.value >= 0x80 } }
    }

    /// What a byte means that the encoding leaves undefined: it is part of a word, and of no language.
    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { (0x80...0x9F).contains($0.value) }
    }

    private static func share(of words: [String], in languages: [Set<Character>]) -> (fitting: Int, of: Int)? {
        guard !words.isEmpty else { return nil }
        let sets = words.map { Set(letters(of: $0)) }
        return (languages.map { language in sets.count { $0.isSubset(of: language) } }.max() ?? 0, words.count)
    }

    /// The letters beyond ASCII. Portuguese has its õ before an e, as in `Simões`: there it is a letter of that language like `ã`, and elsewhere,
    /// as in `Győr`, one of Estonian.
    private static func letters(of word: String) -> [Character] {
        let word = Array(word.lowercased())
        return word.indices.compactMap { index in
            guard !word[index].isASCII else { return nil }
            return "õő".contains(word[index]) && index + 1 < word.count && word[index + 1] == "e" ? "ã" : word[index]
        }
    }
}

/// The letters beyond ASCII of the languages of Europe that are written in Latin letters, in small. Names lend each other `é`.
private enum Alphabets {
    /// Of Spain, France, Germany, Italy, Portugal and Scandinavia.
    static let common = ["áéíóúüñçïàèòâêôãªº", "àâæçèêëîïôœùûüÿ", "äöüß", "àèìîòù", "áâãàçêíóôú", "åäöæø"].map(alphabet)
    /// With those of Iceland, the Netherlands, Estonia and Albania.
    static let western = common + ["áðíóúýþæöø", "ëïöüáíóèê", "õäöüšž", "ëç"].map(alphabet)

    /// Hungarian, Czech, Slovak, Polish, Croatian, Romanian.
    private static let central = ["áíóöőúüű", "áčďěíňóřšťúůýž", "áäčďíĺľňóôŕšťúýž", "ąćęłńóśźż", "čćđšž", "ăâîşţ"].map(alphabet)

    static let others: [(encoding: String, languages: [Set<Character>])] = [
        ("windows-1254", [alphabet("çğıöşüâîû").union(["i\u{307}"])]),
        ("windows-1250", central),
        ("windows-1257", ["ąčęėįšųūž", "āčēģīķļņšūž"].map(alphabet)),
        ("iso-8859-2", central),
    ]

    private static func alphabet(_ letters: String) -> Set<Character> { Set(letters + "é") }
}

/// An encoding in which a text makes sense, with the first word that the guess would read otherwise.
package struct EncodingReading: Sendable, Hashable {
    package let encoding: String
    package let word: String

    /// `windows-1250 ("Győr"), iso-8859-2 ("Győr")`
    package static func list(_ readings: some Sequence<EncodingReading>) -> String {
        readings.map { "\($0.encoding) (\"\($0.word)\")" }.joined(separator: ", ")
    }
}
