import Foundation

/// A number as decimal digits, rounded the way Excel rounds what it shows: of the decimal form, half away from zero.
struct DecimalDigits {
    private(set) var isNegative = false
    /// From 0 to 9, the first not 0; empty for zero.
    private(set) var digits: [UInt8] = []
    /// How many of the digits, or zeros behind them, stand before the point; negative for zeros behind the point.
    private(set) var point = 0

    /// Excel keeps fifteen digits; what a file holds beyond them is the error of the binary form.
    private static let kept = 15

    /// - Parameter text: as in a file: `-12.5`, `1.2E-7`. Nil for anything else.
    init?(_ text: UnsafeRawBufferPointer) {
        var index = 0
        var seen = 0
        var isAfterPoint = false
        if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            isNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "."), !isAfterPoint {
                isAfterPoint = true
            } else if byte &- 0x30 < 10 {
                seen += 1
                if digits.isEmpty, byte == 0x30 {
                    if isAfterPoint { point -= 1 }
                } else {
                    digits.append(byte &- 0x30)
                    if !isAfterPoint { point += 1 }
                }
            } else {
                break
            }
            index += 1
        }
        guard seen > 0 else { return nil }
        if index < text.count {
            guard text[index] | 0x20 == UInt8(ascii: "e"),
                let exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)), abs(exponent) < 1000
            else { return nil }
            point += exponent
        }
        keep(Self.kept)
    }

    var isZero: Bool { digits.isEmpty }

    /// Fifteen digits fit a `Double` exactly, and so do the powers of ten that matter.
    var value: Double {
        let whole = Double(digits.reduce(0) { $0 * 10 + Int($1) })
        let power = point - digits.count
        let value = power < 0 ? whole / pow(10, Double(-power)) : whole * pow(10, Double(power))
        return isNegative ? -value : value
    }

    /// Multiplies by a power of ten.
    mutating func shift(_ powerOfTen: Int) {
        if !isZero { point += powerOfTen }
    }

    mutating func makePositive() { isNegative = false }

    /// Rounds to a number of places behind the point.
    mutating func round(places: Int) {
        keep(point + places)
    }

    /// Keeps the first digits.
    private mutating func keep(_ count: Int) {
        if count < digits.count {
            let roundsUp = count >= 0 && digits[max(0, count)] >= 5
            digits.removeSubrange(max(0, count)...)
            if roundsUp { increment() }
        }
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty {
            point = 0
            isNegative = false
        }
    }

    private mutating func increment() {
        var index = digits.count - 1
        while index >= 0 {
            if digits[index] < 9 {
                digits[index] += 1
                return
            }
            digits[index] = 0
            index -= 1
        }
        digits.insert(1, at: 0)
        point += 1
    }

    /// ASCII; none for a number below one.
    var integerPart: [UInt8] {
        (0..<max(0, point)).map { ($0 < digits.count ? digits[$0] : 0) + 0x30 }
    }

    /// ASCII, without zeros at the end.
    var fractionPart: [UInt8] {
        guard point < digits.count else { return [] }
        return Array(repeating: 0x30, count: max(0, -point)) + digits[max(0, point)...].map { $0 + 0x30 }
    }

    /// As the format General shows it in a wide cell, but with all digits of a long number; an exponent only beyond 21 places.
    var general: [UInt8] {
        let sign: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        if isZero { return [0x30] }
        guard point <= 21, point > -21 else { return sign + scientific }
        let integer = integerPart
        let fraction = fractionPart
        return sign + (integer.isEmpty ? [0x30] : integer) + (fraction.isEmpty ? [] : [UInt8(ascii: ".")] + fraction)
    }

    private var scientific: [UInt8] {
        let rest = digits.dropFirst().map { $0 + 0x30 }
        let exponent = point - 1
        let shown = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
        return [digits[0] + 0x30] + (rest.isEmpty ? [] : [UInt8(ascii: ".")] + rest) + Array("E\(exponent < 0 ? "-" : "+")\(shown)".utf8)
    }
}
