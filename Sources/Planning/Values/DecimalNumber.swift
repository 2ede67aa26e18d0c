/// A number as decimal digits: `digits` × 10^`exponent`, without leading and trailing zeros in `digits`.
struct DecimalNumber: Hashable {
    private(set) var digits: [UInt8] = []
    private(set) var exponent = 0
    var isNegative = false

    init() {}

    /// Makes room for the digits that most numbers have.
    mutating func reserveDigits() { digits.reserveCapacity(16) }

    /// - Parameter digit: 0 to 9.
    mutating func append(integerDigit digit: UInt8) {
        if digits.isEmpty, digit == 0 { return }
        digits.append(digit)
    }

    mutating func append(fractionDigit digit: UInt8) {
        exponent -= 1
        append(integerDigit: digit)
    }

    mutating func scale(byPowerOfTen power: Int) { exponent += power }

    /// Zeros at the end move into the exponent.
    mutating func normalize() {
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        if digits.isEmpty { exponent = 0 }
    }

    /// The shortest decimal that reads back as this number.
    init(shortest value: Double) {
        var fraction = false
        var bytes = value.description.utf8[...]
        if bytes.first == UInt8(ascii: "-") {
            isNegative = true
            bytes.removeFirst()
        }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "."): fraction = true
            case UInt8(ascii: "e"):
                exponent += Int(Substring(bytes)) ?? 0
                bytes = bytes[bytes.endIndex...]
            default: fraction ? append(fractionDigit: byte - 0x30) : append(integerDigit: byte - 0x30)
            }
        }
        normalize()
    }

    /// The nearest number. Nil when it is too large or too small, or a whole number of more than 15 digits that would be changed.
    var value: Double? {
        if digits.isEmpty { return 0 }
        if digits.count <= 15, (-22...22).contains(exponent) {
            // Both factors are exact, so the product is correctly rounded.
            let mantissa = Double(digits.reduce(0) { $0 * 10 + Int($1) })
            let size = exponent < 0 ? mantissa / Self.powers[-exponent] : mantissa * Self.powers[exponent]
            return isNegative ? -size : size
        }
        let text = String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
        guard let size = Double("\(text)e\(exponent)"), size.isFinite, size > 0 else { return nil }
        if digits.count > 15, digits.count + exponent > 15, DecimalNumber(shortest: size).digits != digits { return nil }
        return isNegative ? -size : size
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
