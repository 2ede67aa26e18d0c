/// A pattern's letters to the fields that they mean.
enum DatePatternParser {
    static func items(of pattern: String) throws(DatePatternProblem) -> [DatePatternItem] {
        var items: [DatePatternItem] = []
        var rest = pattern[...]
        var letters = Set<Character>()
        while let character = rest.first {
            if character == "'" {
                append(try quoted(&rest), to: &items)
            } else if character.isASCII, character.isLetter {
                let run = rest.prefix { $0 == character }
                rest = rest[run.endIndex...]
                letters.insert(character)
                // Only digits that follow each other without a sign between need their full width.
                let touches = (items.last?.isNumeric ?? false) || (rest.first.map { $0.isASCII && $0.isLetter } ?? false)
                items.append(try field(character, count: run.count, width: touches && run.count > 1 ? run.count : nil, in: pattern))
            } else {
                rest.removeFirst()
                if character.isWhitespace {
                    if items.last != .space { items.append(.space) }
                } else {
                    append(Array(String(character).utf8), to: &items)
                }
            }
        }
        try check(items, letters: letters, pattern: pattern)
        return items
    }

    private static func field(_ letter: Character, count: Int, width: Int?, in pattern: String) throws(DatePatternProblem)
        -> DatePatternItem
    {
        switch letter {
        case "y", "u": if count == 2 { return .year2 } else if count == 1 || count == 4 { return .year4 }
        case "M", "L": if count <= 2 { return .month(width: width) } else if count <= 4 { return .monthName }
        case "d": if count <= 2 { return .day(width: width) }
        case "D": if count == 3 || count == 1 { return .dayOfYear(width: width) }
        case "E", "c": if count <= 4 { return .weekday }
        case "G": if count <= 3 { return .era }
        case "H", "k": if count <= 2 { return .time(limit: 24, width: width) }
        case "h", "K": if count <= 2 { return .time(limit: 12, width: width) }
        case "m", "s": if count <= 2 { return .time(limit: 60, width: width) }
        case "S": return .fraction
        case "a": return .dayPeriod
        case "z", "Z", "X", "x", "O", "V": return .zone
        default: break
        }
        let run = String(repeating: letter, count: count)
        let hint =
            switch letter {
            case "Y": "the year is yyyy: \"\(pattern.replacing("Y", with: "y"))\""
            case "D": "the day of the month is dd: \"\(pattern.replacing("D", with: "d"))\""
            default: "the letters are y, M, d and E; text stands in single quotes"
            }
        throw DatePatternProblem(reason: "the date pattern \"\(pattern)\" holds \"\(run)\", which Ferry does not read", hint: hint)
    }

    private static func check(_ items: [DatePatternItem], letters: Set<Character>, pattern: String) throws(DatePatternProblem) {
        let hasYear = letters.contains("y") || letters.contains("u")
        let hasMonth = letters.contains("M") || letters.contains("L")
        if hasYear, letters.contains("D") || (hasMonth && letters.contains("d")) { return }
        let missing = !hasYear ? "year" : !hasMonth ? "month" : "day"
        let isMinutes = !hasMonth && letters.contains("m")
        throw DatePatternProblem(
            reason: "the date pattern \"\(pattern)\" has no \(missing)",
            hint: isMinutes ? "MM is the month, mm are the minutes: \"\(pattern.replacing("m", with: "M"))\"" : "for example dd/MM/yyyy")
    }

    /// `'T'`, `'o''clock'`, and `''` for a quote.
    private static func quoted(_ rest: inout Substring) throws(DatePatternProblem) -> [UInt8] {
        rest.removeFirst()
        if rest.first == "'" {
            rest.removeFirst()
            return [UInt8(ascii: "'")]
        }
        var content = ""
        while let character = rest.popFirst() {
            if character != "'" {
                content.append(character)
            } else if rest.first == "'" {
                content.append("'")
                rest.removeFirst()
            } else {
                return Array(content.utf8)
            }
        }
        throw DatePatternProblem(reason: "the date pattern has a quote that is never closed", hint: "a quote itself is written ''")
    }

    private static func append(_ literal: [UInt8], to items: inout [DatePatternItem]) {
        if case .literal(let before) = items.last {
            items[items.count - 1] = .literal(before + literal)
        } else {
            items.append(.literal(literal))
        }
    }
}
