/// What stands around the digits: sign, currency, percent, a power of ten, parentheses. Each at most once.
struct NumberAffixes {
    private let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    private(set) var powerOfTen = 0
    private var hasMinus = false
    private var hasSign = false
    private var hasParentheses = false
    private var hasCurrency = false
    private var hasUnit = false

    /// - Parameter bytes: ASCII, lent for as long as this is used.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isNegative: Bool { hasMinus || hasParentheses }

    /// Whether the digits stopped at a further separator.
    var stopsAtSeparator: Bool {
        guard position < bytes.count else { return false }
        return bytes[position] == UInt8(ascii: ",") || bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: "'")
    }

    /// A currency and a dash, and nothing else.
    var isAccountingZero: Bool {
        hasCurrency && hasMinus && position == bytes.count && bytes.last { $0 != 0x20 } == UInt8(ascii: "-")
    }

    /// False when something stands there that no number has.
    mutating func readLeading() -> Bool {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20: position += 1
            case UInt8(ascii: "-"), UInt8(ascii: "+"):
                guard !hasSign, !hasParentheses else { return false }
                hasSign = true
                hasMinus = bytes[position] == UInt8(ascii: "-")
                position += 1
            case UInt8(ascii: "("):
                guard !hasSign, !hasParentheses else { return false }
                hasParentheses = true
                position += 1
            case UInt8(ascii: "%"):
                guard !hasUnit, !hasCurrency else { return false }
                hasUnit = true
                position += 1
            case UInt8(ascii: "$"), NumberMarks.currency:
                guard takeCurrency(length: 1) else { return false }
            case let byte where Self.isLetter(byte):
                let word = self.word()
                // "US$5", "R$ 5".
                let isDollar = position + word.count < bytes.count && bytes[position + word.count] == UInt8(ascii: "$")
                guard isDollar ? Self.dollars.contains(word) : Self.currencies.contains(word) else { return false }
                guard takeCurrency(length: word.count + (isDollar ? 1 : 0)) else { return false }
                if !isDollar, position < bytes.count, bytes[position] == UInt8(ascii: ".") { position += 1 }
            default: return true
            }
        }
        return false
    }

    mutating func readTrailing() -> Bool {
        var isOpen = hasParentheses
        while position < bytes.count {
            switch bytes[position] {
            case 0x20: position += 1
            case UInt8(ascii: ")"):
                guard isOpen else { return false }
                isOpen = false
                position += 1
            case UInt8(ascii: "-"):
                guard takeDash() else { return false }
            case UInt8(ascii: "%"):
                guard !hasUnit, !hasCurrency else { return false }
                hasUnit = true
                position += 1
            case UInt8(ascii: "$"), NumberMarks.currency:
                guard takeCurrency(length: 1) else { return false }
            case let byte where Self.isLetter(byte):
                guard takeTrailing(word()) else { return false }
            default: return false
            }
        }
        return !isOpen
    }

    /// Behind a decimal mark no cents (`100.-`), else a minus (`1,234-`).
    private mutating func takeDash() -> Bool {
        let mark = bytes[position - 1]
        if mark != UInt8(ascii: "."), mark != UInt8(ascii: ",") {
            guard !hasSign, !hasParentheses, mark &- 0x30 < 10 else { return false }
            hasSign = true
            hasMinus = true
        }
        position += 1
        return true
    }

    /// `m`, `EUR`, or both in one word: `mEUR`.
    private mutating func takeTrailing(_ word: String) -> Bool {
        if let power = Self.units[word] {
            // "1,5 Mrd. €"
            let end = position + word.count
            return takeUnit(power, length: word.count + (word.count > 1 && end < bytes.count && bytes[end] == UInt8(ascii: ".") ? 1 : 0))
        }
        if Self.currencies.contains(word) {
            // "1.234,50 kr."
            let end = position + word.count
            return takeCurrency(length: word.count + (end == bytes.count - 1 && bytes[end] == UInt8(ascii: ".") ? 1 : 0))
        }
        guard word.count > 3, let power = Self.units[String(word.dropLast(3))], Self.currencies.contains(String(word.suffix(3))) else {
            return false
        }
        return takeUnit(power, length: word.count - 3) && takeCurrency(length: 3)
    }

    private mutating func takeUnit(_ power: Int, length: Int) -> Bool {
        guard !hasUnit else { return false }
        hasUnit = true
        powerOfTen = power
        position += length
        return true
    }

    private mutating func takeCurrency(length: Int) -> Bool {
        guard !hasCurrency else { return false }
        hasCurrency = true
        position += length
        return true
    }

    /// The letters from here on, in lower case.
    private func word() -> String {
        String(decoding: bytes[position...].prefix(while: Self.isLetter).map { $0 | 0x20 }, as: UTF8.self)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

    private static let units: [String: Int] = [
        "k": 3, "thousand": 3, "m": 6, "mm": 6, "mn": 6, "mio": 6, "million": 6, "millions": 6, "b": 9, "bn": 9, "billion": 9,
        "billions": 9, "t": 12, "tn": 12, "trillion": 12, "trillions": 12, "thousands": 3, "tsd": 3, "mln": 6, "mill": 6, "millionen": 6,
        "milioni": 6, "mrd": 9, "mia": 9, "mld": 9, "milliarden": 9, "milliard": 9, "milliards": 9, "miliardi": 9, "lakh": 5, "lakhs": 5,
        "lac": 5, "lacs": 5, "cr": 7, "crore": 7, "crores": 7,
    ]

    private static let dollars: Set<String> = [
        "us", "usd", "c", "ca", "cad", "a", "au", "aud", "nz", "nzd", "hk", "hkd", "s", "sg", "sgd", "r", "nt", "mx",
    ]

    private static let currencies: Set<String> = [
        "usd", "eur", "gbp", "chf", "jpy", "cny", "rmb", "cad", "aud", "nzd", "hkd", "sgd", "sek", "nok", "dkk", "isk", "pln", "czk", "huf",
        "ron", "bgn",
        "try", "ils", "nis", "aed", "sar", "qar", "inr", "rs", "idr", "myr", "thb", "php", "vnd", "krw", "twd", "brl", "mxn", "ars", "clp",
        "cop",
        "pen", "zar", "ngn", "kes", "egp", "uah", "rub", "kzt", "kr", "fr", "sfr", "btc", "eth", "zl", "kc",
        "ft", "lei", "lv", "din",
    ]
}

/// The signs in numbers beyond ASCII.
enum NumberMarks {
    /// Stands for any currency sign but the dollar's.
    static let currency: UInt8 = 1
    /// Stands for anything that no number holds.
    static let alien: UInt8 = 2

    /// Currencies that are written with letters beyond ASCII, the longer forms first.
    private static let currencyWords = ["руб.", "руб", "грн.", "грн", "лв.", "лв", "дин.", "дин", "zł", "Kč", "kč"]

    /// Thin and fixed spaces as spaces, typographic apostrophes and minus as the plain ones, the digits of other scripts as
    /// European ones where all digits are of them.
    ///
    /// - Parameter decimal: the stated decimal mark, which the Arabic one stands for.
    static func ascii(_ text: String, decimal: UInt8) -> [UInt8] {
        let hasDigits = text.utf8.contains { $0 &- 0x30 < 10 }
        var text = text
        for word in currencyWords where text.contains(word) { text = text.replacing(word, with: "\u{A4}") }
        return text.unicodeScalars.map { scalar in
            if scalar.isASCII { return UInt8(scalar.value) }
            switch scalar.value {
            case 0x2212, 0x2013: return UInt8(ascii: "-")
            case 0x2018, 0x2019, 0x02BC, 0x066C: return UInt8(ascii: "'")
            case 0x066B: return decimal
            case 0x066A, 0xFF05: return UInt8(ascii: "%")
            case 0x5143, 0x5186, 0xC6D0: return currency
            default: break
            }
            if !hasDigits, scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue {
                return 0x30 + UInt8(digit)
            }
            switch scalar.properties.generalCategory {
            case .currencySymbol: return currency
            case .spaceSeparator: return 0x20
            default: return alien
            }
        }
    }
}
