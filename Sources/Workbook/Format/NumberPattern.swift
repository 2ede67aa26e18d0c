/// A section of a format that shows digits: how many, and what stands between and around them.
struct NumberPattern {
    private let tokens: [FormatToken]
    /// Places behind the point.
    private var places = 0
    private var integerDigits = 0
    private var exponentDigits = 0
    private var isGrouped = false
    /// Powers of ten: a comma at the end divides by a thousand, `%` multiplies by a hundred.
    private var scale = 0
    /// How many `%` it shows.
    private(set) var percents = 0
    private var isScientific = false
    private let holdsGeneral: Bool

    init(_ tokens: [FormatToken]) {
        var kept: [FormatToken] = []
        var part = Part.integer
        var commas = 0
        for (index, token) in tokens.enumerated() {
            switch token {
            case .digit:
                if commas > 0 {
                    isGrouped = true
                    commas = 0
                }
                switch part {
                case .integer: integerDigits += 1
                case .fraction: places += 1
                case .exponent: exponentDigits += 1
                }
            case .point where part == .integer:
                part = .fraction
                scale -= 3 * commas
                commas = 0
            case .comma:
                let isBetweenDigits = tokens[..<index].contains(where: \.isDigit)
                if isBetweenDigits { commas += 1 } else { kept.append(.literal(",")) }
                continue
            case .percent:
                scale += 2
                percents += 1
            case .exponent:
                part = .exponent
                isScientific = true
            case .condition: continue
            default: break
            }
            if token == .point || token.isExponent || token == .percent || token.isDigit || token == .general || token.isLiteral {
                kept.append(token)
            }
        }
        scale -= 3 * commas
        self.tokens = kept
        holdsGeneral = kept.contains(.general)
    }

    private enum Part { case integer, fraction, exponent }

    /// - Parameter hidesSign: the section stands for negative numbers alone, so its own characters say so.
    func text(_ number: DecimalDigits, hidesSign: Bool) -> [UInt8] {
        var number = number
        var exponent = 0
        if isScientific {
            exponent = number.isZero ? 0 : number.point - max(1, integerDigits)
            number.shift(-exponent)
            number.round(places: places)
            // 9.99 may have become 10.0.
            if number.point > max(1, integerDigits) {
                number.shift(-1)
                exponent += 1
            }
        } else if !holdsGeneral {
            number.shift(scale)
            number.round(places: places)
        }
        let isNegative = number.isNegative && !hidesSign
        number.makePositive()
        let integer = number.integerPart
        var out: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        var fraction = number.fractionPart[...]
        var part = Part.integer
        var place = 0
        let shownExponent = Array(String(abs(exponent)).utf8)
        for token in tokens {
            switch token {
            case .literal(let text): out.append(contentsOf: Array(text.utf8))
            case .percent: out.append(UInt8(ascii: "%"))
            case .general: out.append(contentsOf: number.general)
            case .point:
                part = .fraction
                out.append(UInt8(ascii: "."))
            case .exponent(let showsPlus):
                part = .exponent
                place = 0
                out.append(UInt8(ascii: "E"))
                if exponent < 0 || showsPlus { out.append(UInt8(ascii: exponent < 0 ? "-" : "+")) }
            case .digit(let kind):
                switch part {
                case .integer:
                    append(integer, place: place, of: integerDigits, kind, groups: isGrouped, to: &out)
                    place += 1
                case .fraction:
                    if let digit = fraction.popFirst() { out.append(digit) } else { Self.pad(kind, to: &out) }
                case .exponent:
                    append(shownExponent, place: place, of: exponentDigits, kind, groups: false, to: &out)
                    place += 1
                }
            default: break
            }
        }
        return out
    }

    /// The digits that stand at one place of the pattern; at the first all that are too many for the others.
    private func append(_ digits: [UInt8], place: Int, of count: Int, _ kind: UInt8, groups: Bool, to out: inout [UInt8]) {
        let surplus = digits.count - count
        func add(_ digit: UInt8?, fromRight: Int) {
            if let digit { out.append(digit) } else { Self.pad(kind, to: &out) }
            if groups, fromRight > 0, fromRight % 3 == 0, digit != nil || kind == UInt8(ascii: "0") { out.append(UInt8(ascii: ",")) }
        }
        if place == 0, surplus > 0 {
            for index in 0...surplus { add(digits[index], fromRight: digits.count - 1 - index) }
            return
        }
        let index = place + surplus
        add(index >= 0 ? digits[index] : nil, fromRight: count - 1 - place)
    }

    private static func pad(_ kind: UInt8, to out: inout [UInt8]) {
        if kind == UInt8(ascii: "0") { out.append(0x30) } else if kind == UInt8(ascii: "?") { out.append(0x20) }
    }
}

extension FormatToken {
    fileprivate var isExponent: Bool {
        if case .exponent = self { true } else { false }
    }

    fileprivate var isLiteral: Bool {
        if case .literal = self { true } else { false }
    }
}

/// The formats that a workbook names by number alone (ECMA-376 part 1, 18.8.30). Numbers that are not here are General.
enum BuiltInFormats {
    static func code(_ id: Int) -> String {
        switch id {
        case 1: "0"
        case 2: "0.00"
        case 3: "#,##0"
        case 4: "#,##0.00"
        case 5, 6: "\"$\"#,##0_);(\"$\"#,##0)"
        case 7, 8: "\"$\"#,##0.00_);(\"$\"#,##0.00)"
        case 9: "0%"
        case 10: "0.00%"
        case 11: "0.00E+00"
        case 14...17, 27...31, 34...36, 50...54, 57, 58: "yyyy-mm-dd"
        case 18, 20, 32: "h:mm"
        case 19, 21, 33: "h:mm:ss"
        case 22: "yyyy-mm-dd h:mm"
        case 37, 38: "#,##0_);(#,##0)"
        case 39, 40: "#,##0.00_);(#,##0.00)"
        case 41: "#,##0_);(#,##0);\"-\""
        case 42: "\"$\"#,##0_);(\"$\"#,##0);\"-\""
        case 43: "#,##0.00_);(#,##0.00);\"-\""
        case 44: "\"$\"#,##0.00_);(\"$\"#,##0.00);\"-\""
        case 45: "mm:ss"
        case 46: "[h]:mm:ss"
        case 47: "mm:ss"
        case 48: "##0.0E+0"
        case 55, 56: "yyyy-mm-dd"
        default: "General"
        }
    }
}
