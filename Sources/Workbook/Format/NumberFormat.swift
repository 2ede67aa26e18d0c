/// How the numbers of a cell are shown.
struct NumberFormat {
    enum Section {
        case general
        case date(DateShape)
        case number(NumberPattern)

        /// By which power of ten a person takes the stored number; nil for what is not a number to them.
        var storedShift: Int? {
            switch self {
            case .general: 0
            case .date: nil
            case .number(let pattern): pattern.percents * 2
            }
        }
    }

    private struct Choice {
        var section: Section
        var condition: FormatCondition?
    }

    private let choices: [Choice]

    static let general = NumberFormat(code: "General")

    init(code: String) {
        // A fourth section is for texts, and so is one with `@`.
        let sections = FormatCode(code).sections.prefix(3).filter { !$0.contains(.text) }
        choices = sections.map { tokens in
            var condition: FormatCondition?
            for case .condition(let found) in tokens { condition = found }
            return Choice(section: Self.section(tokens), condition: condition)
        }
    }

    var isGeneral: Bool {
        guard choices.count <= 1 else { return false }
        guard let choice = choices.first else { return true }
        if case .general = choice.section { return true }
        return false
    }

    /// The section for a number, and whether it shows the number's sign itself.
    func section(for value: Double) -> (section: Section, hidesSign: Bool) {
        guard let first = choices.first else { return (.general, false) }
        if let choice = choices.first(where: { $0.condition?.holds(value) ?? false }) { return (choice.section, false) }
        if choices.contains(where: { $0.condition != nil }) {
            return (choices.first { $0.condition == nil }?.section ?? .general, false)
        }
        if value < 0, choices.count > 1 { return (choices[1].section, true) }
        if value == 0, choices.count > 2 { return (choices[2].section, false) }
        return (first.section, false)
    }

    private static func section(_ tokens: [FormatToken]) -> Section {
        if tokens.contains(.general) {
            // `General" pcs"`: the words around it stay.
            return tokens.allSatisfy { $0 == .general || $0.isCondition } ? .general : .number(NumberPattern(tokens))
        }
        if let shape = DateShape(tokens) { return .date(shape) }
        // Fractions are shown as decimals: `0.5`, not `1/2`.
        if tokens.contains(.slash), tokens.contains(where: \.isDigit) { return .general }
        return .number(NumberPattern(tokens))
    }
}

extension FormatToken {
    fileprivate var isCondition: Bool {
        if case .condition = self { true } else { false }
    }
}

/// What a date format shows: Ferry writes it as ISO 8601 has it.
struct DateShape: Equatable {
    var hasDate = false
    var hasTime = false
    var hasSeconds = false
    /// Hours beyond a day are counted on: `26:30`.
    var isElapsed = false

    /// Nil when the section shows no date and no time.
    init?(_ tokens: [FormatToken]) {
        var isAfterHours = false
        var pendingMonth = false
        for token in tokens {
            switch token {
            case .date(letter: UInt8(ascii: "m"), let count):
                // Minutes stand after hours or before seconds; else it is a month.
                if isAfterHours, count <= 2 { hasTime = true } else { pendingMonth = true }
                if count > 2 {
                    hasDate = true
                    pendingMonth = false
                }
                isAfterHours = false
            case .date(letter: UInt8(ascii: "h"), _), .elapsed(letter: UInt8(ascii: "h")):
                hasTime = true
                isAfterHours = true
                flush(&pendingMonth)
                if case .elapsed = token { isElapsed = true }
            case .date(letter: UInt8(ascii: "s"), _), .elapsed(letter: UInt8(ascii: "s")):
                hasTime = true
                hasSeconds = true
                pendingMonth = false
                isAfterHours = false
                if case .elapsed = token { isElapsed = true }
            case .elapsed:
                hasTime = true
                isElapsed = true
            case .date:
                hasDate = true
                flush(&pendingMonth)
                isAfterHours = false
            case .dayPeriod: hasTime = true
            default: break
            }
        }
        flush(&pendingMonth)
        guard hasDate || hasTime else { return nil }
    }

    private mutating func flush(_ pendingMonth: inout Bool) {
        if pendingMonth { hasDate = true }
        pendingMonth = false
    }
}
