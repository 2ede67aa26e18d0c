/// A pattern's letters to the fields that they mean.
struct DatePatternParser {
    private enum Part: CaseIterable {
        case year, month, day
        /// In the place of month and day.
        case dayOfYear
        /// May be there, and say nothing new.
        case weekday, era

        var name: String {
            switch self {
            case .year: "year (yyyy)"
            case .month: "month (MM)"
            case .day: "day (dd)"
            case .dayOfYear: "day of the year (DDD)"
            case .weekday: "weekday (EEEE)"
            case .era: "era (G)"
            }
        }
    }

    private static let letters = "the letters are y, M, d, D and E, of a time H, h, m, s, S, a and z; other text stands in single quotes"

    private let scalars: [Unicode.Scalar]
    private var items: [DatePatternItem] = []
    private var problems: [DatePatternProblem] = []
    private var seen: Set<Part> = []

    static func parse(_ pattern: String) -> (items: [DatePatternItem], problems: [DatePatternProblem]) {
        var parser = DatePatternParser(scalars: Array(pattern.unicodeScalars))
        parser.parse()
        return (parser.items, parser.problems)
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private mutating func parse() {
        var at = 0
        while at < scalars.count {
            let scalar = scalars[at]
            if scalar == "'" {
                guard let end = quoted(from: at) else {
                    problems.append(
                        DatePatternProblem(
                            reason: "this quote in the date pattern is never closed", hint: "a quote as text is written ''",
                            range: at..<scalars.count))
                    break
                }
                at = end
            } else if scalar.isASCII, scalar.properties.isAlphabetic {
                let end = scalars[at...].firstIndex { $0 != scalar } ?? scalars.count
                field(at..<end)
                at = end
            } else {
                if scalar.properties.isWhitespace {
                    if items.last != .space { items.append(.space) }
                } else {
                    append(Array(String(Character(scalar)).utf8))
                }
                at += 1
            }
        }
        let isByDayOfYear = seen.contains(.dayOfYear) && !seen.contains(.month)
        let missing = (isByDayOfYear ? [Part.year] : [.year, .month, .day]).filter { !seen.contains($0) }
        guard problems.isEmpty, !missing.isEmpty else { return }
        problems.append(
            DatePatternProblem(
                reason: "the date pattern has no \(missing.map(\.name).joined(separator: " and no "))", hint: "such as dd/MM/yyyy",
                range: nil)
        )
    }

    private mutating func field(_ range: Range<Int>) {
        let letter = scalars[range.lowerBound]
        let count = range.count
        // Only digits that follow each other without a sign between need their full width.
        let follows =
            range.upperBound < scalars.count && scalars[range.upperBound].isASCII && scalars[range.upperBound].properties.isAlphabetic
        let touches = (items.last?.isNumeric ?? false) || follows
        let width = touches && count > 1 ? count : nil
        let (part, item) = Self.field(letter, count: count, width: width, isMinuteMonth: letter == "m" && !hasMonth)
        if let part, isTaken(part, letter, count) {
            guard let item else { return refuse(range, hint: "write the \(part.name)", instead: part) }
            if !seen.insert(part).inserted { return refuse(range, hint: "the \(part.name) is here already", instead: part) }
            return items.append(item)
        }
        guard part == nil, let item else { return refuse(range, hint: Self.hint(for: letter), instead: Self.meant(by: letter)) }
        items.append(item)
    }

    /// `DD` was meant to be `dd`, and so is `D` beside a month.
    private func isTaken(_ part: Part, _ letter: Unicode.Scalar, _ count: Int) -> Bool {
        part != .dayOfYear || count != 2 && !hasMonth && !scalars.contains("m")
    }

    /// `mm` in a pattern without a month was meant to be `MM`.
    private var hasMonth: Bool { scalars.contains("M") || scalars.contains("L") }

    private mutating func refuse(_ range: Range<Int>, hint: String, instead part: Part?) {
        let letters = String(String.UnicodeScalarView(scalars[range]))
        problems.append(DatePatternProblem(reason: "\"\(letters)\" cannot stand in a date pattern here", hint: hint, range: range))
        // What it was meant to be is not missing too.
        if let part { seen.insert(part) }
    }

    /// - Returns: The part of a date that a letter means, if any, and its field; no field for a letter that stands too often or means nothing.
    private static func field(
        _ letter: Unicode.Scalar, count: Int, width: Int?, isMinuteMonth: Bool
    ) -> (Part?, DatePatternItem?) {
        switch letter {
        case "y", "u": (.year, count == 2 ? .year2 : count == 1 || count == 4 ? .year4 : nil)
        case "M", "L": (.month, count <= 2 ? .month(width: width, digits: count) : count <= 4 ? .monthName(isWhole: count == 4) : nil)
        case "d": (.day, count <= 2 ? .day(width: width, digits: count) : nil)
        case "D": (.dayOfYear, count == 1 || count == 3 ? .dayOfYear(width: width, digits: count) : nil)
        case "E", "c": (.weekday, count <= 4 ? .weekday(isWhole: count == 4) : nil)
        case "G": (.era, count <= 3 ? .era : nil)
        case "H": (nil, time(.hour, count, width))
        case "k": (nil, time(.hourFrom1, count, width))
        case "h": (nil, time(.halfDayFrom1, count, width))
        case "K": (nil, time(.halfDay, count, width))
        case "m": (nil, isMinuteMonth ? nil : time(.minute, count, width))
        case "s": (nil, time(.second, count, width))
        case "S": (nil, count <= 9 ? .fraction(digits: count) : nil)
        case "a": (nil, count <= 3 ? .dayPeriod : nil)
        case "z", "Z", "X", "x", "O", "V": (nil, count <= 5 ? .zone : nil)
        default: (nil, nil)
        }
    }

    private static func time(_ time: DatePatternItem.Time, _ count: Int, _ width: Int?) -> DatePatternItem? {
        count <= 2 ? .time(time, width: width, digits: count) : nil
    }

    private static func meant(by letter: Unicode.Scalar) -> Part? {
        switch letter {
        case "Y", "U", "r": .year
        case "D": .day
        case "m": .month
        default: nil
        }
    }

    private static func hint(for letter: Unicode.Scalar) -> String {
        switch letter {
        case "Y": "the year is y (Y is the year of weeks)"
        case "U", "r": "the year is y"
        case "D": "the day of the month is d (D counts through the year)"
        case "m": "the month is M (m is minutes)"
        case "H", "k", "h", "K", "s": "write it once or twice"
        default: letters
        }
    }

    /// `'T'`, `'o''clock'`, and `''` for a quote.
    /// - Returns: Where it ends; nil for one that is never closed.
    private mutating func quoted(from start: Int) -> Int? {
        if start + 1 < scalars.count, scalars[start + 1] == "'" {
            append([UInt8(ascii: "'")])
            return start + 2
        }
        var content = String.UnicodeScalarView()
        var at = start + 1
        while at < scalars.count {
            if scalars[at] != "'" {
                content.append(scalars[at])
                at += 1
            } else if at + 1 < scalars.count, scalars[at + 1] == "'" {
                content.append("'")
                at += 2
            } else {
                append(Array(String(content).utf8))
                return at + 1
            }
        }
        return nil
    }

    private mutating func append(_ literal: [UInt8]) {
        if case .literal(let before) = items.last {
            items[items.count - 1] = .literal(before + literal)
        } else {
            items.append(.literal(literal))
        }
    }
}
