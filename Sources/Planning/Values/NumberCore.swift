/// The digits of a number with its separators: `1,234.5e3`.
struct NumberCore {
    let decimal: UInt8
    var number = DecimalNumber()
    private var groups = DigitGroups()
    private var isBadlyGrouped = false

    init(decimal: UInt8) {
        self.decimal = decimal
        number.reserveDigits()
    }

    mutating func finish() -> NumberReading {
        if isBadlyGrouped { return .badGrouping }
        number.normalize()
        return number.value.map { .number($0) } ?? .tooLarge
    }

    /// Reads from `start` as far as the number goes.
    ///
    /// - Returns: where it ends; nil when there is none.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var i = start
        var digits = 0
        var inGroup = 0
        var mark: UInt8?
        while i < bytes.count {
            let byte = bytes[i]
            if isDigit(byte) {
                number.append(integerDigit: byte - 0x30)
                digits += 1
                inGroup += 1
            } else if isMark(byte), digits > 0, i + 1 < bytes.count, isDigit(bytes[i + 1]) {
                if let mark, mark != byte { break }
                mark = byte
                groups.append(inGroup)
                inGroup = 0
            } else {
                break
            }
            i += 1
        }
        if mark != nil {
            groups.append(inGroup)
            // Nobody writes 0,500 for five hundred.
            isBadlyGrouped = !groups.areThousands || bytes[start] == UInt8(ascii: "0")
        }
        if i < bytes.count, bytes[i] == decimal {
            var j = i + 1
            while j < bytes.count, isDigit(bytes[j]) {
                number.append(fractionDigit: bytes[j] - 0x30)
                j += 1
            }
            digits += j - i - 1
            i = j
        }
        guard digits > 0 else { return nil }
        return readExponent(bytes, from: i)
    }

    private mutating func readExponent(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var i = start
        guard i < bytes.count, bytes[i] | 0x20 == UInt8(ascii: "e") else { return start }
        i += 1
        var isNegative = false
        if i < bytes.count, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") {
            isNegative = bytes[i] == UInt8(ascii: "-")
            i += 1
        }
        let first = i
        var power = 0
        while i < bytes.count, isDigit(bytes[i]) {
            // An exponent beyond this is too large or too small anyway.
            power = min(100_000, power * 10 + Int(bytes[i] - 0x30))
            i += 1
        }
        guard i > first else { return start }
        number.scale(byPowerOfTen: isNegative ? -power : power)
        return i
    }

    private func isMark(_ byte: UInt8) -> Bool {
        byte != decimal && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") || byte == 0x20 || byte == UInt8(ascii: "'"))
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

/// How many digits stand between the separators of a number, from the left.
private struct DigitGroups {
    private var count = 0
    private var first = 0
    private var last = 0
    private var middleIsOfThree = true
    private var middleIsOfTwo = true

    mutating func append(_ digits: Int) {
        if count == 0 {
            first = digits
        } else if count > 1 {
            middleIsOfThree = middleIsOfThree && last == 3
            middleIsOfTwo = middleIsOfTwo && last == 2
        }
        last = digits
        count += 1
    }

    /// `1,234,567` or, as in India, `12,34,567`.
    var areThousands: Bool {
        guard last == 3 else { return false }
        if (1...3).contains(first), middleIsOfThree { return true }
        return count > 2 && (1...2).contains(first) && middleIsOfTwo
    }
}
