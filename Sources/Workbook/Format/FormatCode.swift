/// The pieces of a number format's code, such as `#,##0.00;[Red]-#,##0.00` (ECMA-376 part 1, 18.8.31).
enum FormatToken: Equatable {
    case literal(String)
    /// `0`, `#` or `?`.
    case digit(UInt8)
    case point
    case comma
    case percent
    /// `E+00`: whether a plus is shown.
    case exponent(showsPlus: Bool)
    case slash
    /// `@`
    case text
    case general
    /// A run of one of `y m d h s`, in small letters.
    case date(letter: UInt8, count: Int)
    /// `[h]`, `[mm]`: hours, minutes or seconds beyond a day.
    case elapsed(letter: UInt8)
    case dayPeriod
    /// `[<100]`
    case condition(FormatCondition)
}

struct FormatCondition: Equatable {
    var sign: String
    var limit: Double

    func holds(_ value: Double) -> Bool {
        switch sign {
        case "<": value < limit
        case "<=": value <= limit
        case ">": value > limit
        case ">=": value >= limit
        case "<>": value != limit
        default: value == limit
        }
    }
}

/// Cuts a code into its sections and those into tokens.
struct FormatCode {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var section: [FormatToken] = []
    private(set) var sections: [[FormatToken]] = []

    init(_ code: String) {
        scalars = Array(code.unicodeScalars)
        while index < scalars.count { readToken() }
        sections.append(section)
    }

    private mutating func readToken() {
        let scalar = scalars[index]
        index += 1
        switch scalar {
        case ";":
            sections.append(section)
            section = []
        case "\"":
            let end = scalars[index...].firstIndex(of: "\"") ?? scalars.count
            add(literal: String(String.UnicodeScalarView(scalars[index..<end])))
            index = min(end + 1, scalars.count)
        case "\\":
            if index < scalars.count { add(literal: String(scalars[index])) }
            index += 1
        case "_":
            // A space as wide as the next character.
            add(literal: " ")
            index += 1
        case "*":
            // The next character fills the cell.
            index += 1
        case "[": readBracket()
        case "0", "#", "?": section.append(.digit(UInt8(ascii: scalar)))
        case ".": section.append(.point)
        case ",": section.append(.comma)
        case "%": section.append(.percent)
        case "/": section.append(.slash)
        case "@": section.append(.text)
        default: readLetters(from: scalar)
        }
    }

    private mutating func readBracket() {
        let end = scalars[index...].firstIndex(of: "]") ?? scalars.count
        let inside = String(String.UnicodeScalarView(scalars[index..<end]))
        index = min(end + 1, scalars.count)
        if inside.hasPrefix("$") {
            // A currency and its language: `[$€-407]`.
            add(literal: String(inside.dropFirst().prefix { $0 != "-" }))
        } else if let first = inside.utf8.first, "<>=".utf8.contains(first) {
            let sign = String(inside.prefix { "<>=".contains($0) })
            if let limit = Double(inside.dropFirst(sign.count)) { section.append(.condition(FormatCondition(sign: sign, limit: limit))) }
        } else if let letter = inside.utf8.first.map({ $0 | 0x20 }), "hms".utf8.contains(letter),
            inside.utf8.allSatisfy({ $0 | 0x20 == letter })
        {
            section.append(.elapsed(letter: letter))
        }
        // What is left are colours and ways to write digits.
    }

    private mutating func readLetters(from scalar: Unicode.Scalar) {
        let rest = String(String.UnicodeScalarView(scalars[(index - 1)...].prefix(7))).lowercased()
        if rest == "general" {
            section.append(.general)
            index += 6
        } else if rest.hasPrefix("am/pm") || rest.hasPrefix("a/p") {
            section.append(.dayPeriod)
            index += rest.hasPrefix("am/pm") ? 4 : 2
        } else if rest.hasPrefix("e+") || rest.hasPrefix("e-"), section.contains(where: \.isDigit) {
            section.append(.exponent(showsPlus: rest.hasPrefix("e+")))
            index += 1
        } else if scalar.isASCII, "ymdhse".utf8.contains(UInt8(ascii: scalar) | 0x20) {
            // `e` is a year of East Asian formats.
            let letter = UInt8(ascii: scalar) | 0x20
            var count = 1
            while index < scalars.count, scalars[index].isASCII, UInt8(ascii: scalars[index]) | 0x20 == letter {
                index += 1
                count += 1
            }
            section.append(.date(letter: letter == UInt8(ascii: "e") ? UInt8(ascii: "y") : letter, count: count))
        } else {
            add(literal: String(scalar))
        }
    }

    private mutating func add(literal: String) {
        if case .literal(let before) = section.last {
            section[section.count - 1] = .literal(before + literal)
        } else if !literal.isEmpty {
            section.append(.literal(literal))
        }
    }
}

extension FormatToken {
    var isDigit: Bool {
        if case .digit = self { true } else { false }
    }
}
