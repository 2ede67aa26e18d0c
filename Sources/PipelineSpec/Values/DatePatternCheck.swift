import Diagnostics
import YAMLTree

/// Whether a Unicode date pattern (UTS #35) is one that dates can be read by: one year, one month, one day, perhaps a weekday,
/// and texts between them. A time of day and a zone may be named, to be read over: a date has none.
struct DatePatternCheck {
    private let scalar: YAMLScalar
    private let positions: ScalarPositions
    private let findings: Findings

    init(_ scalar: YAMLScalar, findings: Findings) {
        self.scalar = scalar
        self.positions = ScalarPositions(scalar, in: findings.file)
        self.findings = findings
    }

    private enum Part: CaseIterable {
        case year, month, day
        /// In the place of month and day.
        case dayOfYear
        /// May be there, and say nothing new.
        case weekday, era

        /// The letters that mean it, and how often one may stand in a row.
        var letters: (Set<Unicode.Scalar>, counts: ClosedRange<Int>) {
            switch self {
            case .year: (["y", "u"], 1...4)
            case .month: (["M", "L"], 1...4)
            case .day: (["d"], 1...2)
            case .dayOfYear: (["D"], 1...3)
            case .weekday: (["E", "c"], 1...4)
            case .era: (["G"], 1...3)
            }
        }

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

        func allows(_ count: Int) -> Bool {
            letters.counts.contains(count) && !(self == .year && count == 3)
        }
    }

    /// False after reporting all that is wrong with it.
    var isSound: Bool {
        // No pattern: the numbers by which Excel keeps its days.
        if scalar.text == "excel" { return true }
        var seen: Set<Part> = []
        var isSound = true
        let characters = Array(scalar.text.unicodeScalars)
        func report(_ diagnostic: Diagnostic) {
            findings.add(diagnostic)
            isSound = false
        }
        var at = 0
        while at < characters.count {
            let character = characters[at]
            if character == "'" {
                guard let end = characters[(at + 1)...].firstIndex(of: "'") else {
                    report(.unclosedPatternQuote(at: place(at..<characters.count)))
                    break
                }
                at = end + 1
                continue
            }
            guard character.isASCII, character.properties.isAlphabetic else {
                at += 1
                continue
            }
            let end = characters[at...].firstIndex { $0 != character } ?? characters.count
            let letters = String(repeating: String(character), count: end - at)
            if let part = Part.allCases.first(where: { $0.letters.0.contains(character) }),
                part != .dayOfYear || isDayOfYear(end - at, in: characters)
            {
                if !part.allows(end - at) {
                    report(.patternLetter(letters, hint: "write the \(part.name)", at: place(at..<end)))
                } else if !seen.insert(part).inserted {
                    report(.patternLetter(letters, hint: "the \(part.name) is here already", at: place(at..<end)))
                }
                seen.insert(part)
            } else if !isTime(character, in: characters) {
                report(.patternLetter(letters, hint: Self.hint(for: character), at: place(at..<end)))
                // `DD` and `YYYY` were meant to be there: they are not missing too.
                switch character {
                case "Y", "U", "r": seen.insert(.year)
                case "D": seen.insert(.day)
                case "m": seen.insert(.month)
                default: break
                }
            }
            at = end
        }
        let isByDayOfYear = seen.contains(.dayOfYear) && !seen.contains(.month)
        let missing = (isByDayOfYear ? [Part.year] : [.year, .month, .day]).filter { !seen.contains($0) }
        if isSound, !missing.isEmpty {
            report(.incompletePattern(missing.map(\.name), at: findings.location(scalar.span)))
        }
        return isSound
    }

    /// `DD` was meant to be `dd`, and so is `D` beside a month.
    private func isDayOfYear(_ count: Int, in pattern: [Unicode.Scalar]) -> Bool {
        count != 2 && !pattern.contains("M") && !pattern.contains("L") && !pattern.contains("m")
    }

    /// `mm` in a pattern without a month was meant to be `MM`.
    private func isTime(_ letter: Unicode.Scalar, in pattern: [Unicode.Scalar]) -> Bool {
        if letter == "m" { return pattern.contains("M") || pattern.contains("L") }
        return "HhKksSazZXxOV".unicodeScalars.contains(letter)
    }

    private func place(_ range: Range<Int>) -> Diagnostic.Location {
        findings.location(positions.span(of: range))
    }

    private static func hint(for letter: Unicode.Scalar) -> String {
        switch letter {
        case "Y": "the year is y (Y is the year of weeks)"
        case "U", "r": "the year is y"
        case "D": "the day of the month is d (D counts through the year)"
        case "m": "the month is M (m is minutes)"
        default: "known letters: y, M, d and E, and those of a time; put other text in single quotes"
        }
    }
}

extension Diagnostic {
    static func patternLetter(_ letters: String, hint: String, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: "P120", "\"\(shown(letters))\" cannot stand in a date pattern here", at: location, hint: hint)
    }

    static func unclosedPatternQuote(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: "P120", "this quote in the date pattern is never closed", at: location, hint: "a quote as text is written ''")
    }

    static func incompletePattern(_ missing: [String], at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: "P120", "the date pattern has no \(missing.joined(separator: " and no "))", at: location,
            hint: "such as dd/MM/yyyy")
    }
}
