/// The signs in numbers beyond ASCII.
enum NumberMarks {
    /// Stands for any currency sign but the dollar's.
    static let currency: UInt8 = 1
    /// Stands for anything that no number holds.
    static let alien: UInt8 = 2

    /// Thin and fixed spaces as spaces, typographic apostrophes and minus as the plain ones.
    static func ascii(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { scalar in
            if scalar.isASCII { return UInt8(scalar.value) }
            switch scalar.value {
            case 0x2212: return UInt8(ascii: "-")
            case 0x2018, 0x2019, 0x02BC: return UInt8(ascii: "'")
            default: break
            }
            switch scalar.properties.generalCategory {
            case .currencySymbol: return currency
            case .spaceSeparator: return 0x20
            default: return alien
            }
        }
    }
}
