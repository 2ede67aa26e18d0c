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
