package import PipelineSpec
package import Text

/// Dates of a column: in the stated patterns, in Excel's numbers, or in the forms that begin with the year.
package struct DateReader: Sendable {
    private enum Way: Sendable {
        case excel
        case pattern(DatePattern)
        case unreadable(DatePatternProblem)

        func read(_ text: String) -> DatePattern.Reading {
            switch self {
            case .excel: ExcelDate.read(text).map { .date($0) } ?? .mismatch
            case .pattern(let pattern): pattern.read(text)
            case .unreadable: .mismatch
            }
        }

        var name: String {
            switch self {
            case .excel: "excel (a number of days)"
            case .pattern(let pattern): pattern.text
            case .unreadable: ""
            }
        }
    }

    /// None where nothing is stated.
    private let ways: [Way]
    private let partial: ValueOptions.Partial?
    /// The only stated pattern with day and month the other way round, where they are numbers.
    let swapped: DatePattern?
    /// What the whole column says, once it has been looked at.
    var advice: DateAdvice?

    /// - Parameters:
    ///   - formats: none means the forms of `YearFirstDate`.
    ///   - partial: the day that a year or a month alone means; nil refuses them.
    package init(formats: [String] = [], partial: ValueOptions.Partial? = nil) {
        ways = formats.map { format in
            if format == ExcelDate.format { return .excel }
            do throws(DatePatternProblem) { return .pattern(try DatePattern(format)) } catch { return .unreadable(error) }
        }
        self.partial = partial
        swapped = if ways.count == 1, case .pattern(let pattern) = ways[0] { pattern.swapped } else { nil }
    }

    /// Nothing is stated.
    var isPlain: Bool { ways.isEmpty }

    func read(_ text: String) throws(ConversionProblem) -> CalendarDate {
        let text = CellText.visible(text)
        let readings = readings(text)
        switch readings.first {
        case .date(let date):
            for case .date(let other) in readings where other != date {
                throw .ambiguousDate(text, (date, other), hint: "two of the formats read it: leave one out, or write its month as a word")
            }
            if let advice, let days = advice.days(of: text, stated: date) { throw .ambiguousDate(text, days, hint: advice.hint) }
            return date
        case .noSuchDay(let year, let month, let day):
            // The thirteenth month is a day, where the whole column says so.
            if let advice, let wrongOrder = advice.wrongOrder, wrongOrder.date(text) != nil { throw mismatch(text, hint: advice.hint) }
            throw .noSuchDay(text, year: year, month: month, day: day)
        case .mismatch, nil:
            if let part = PartialDate(text), let first = part.day(.start), let last = part.day(.end) {
                guard let partial else { throw .partialDate(text, part, first, last) }
                return partial == .start ? first : last
            }
            for case .unreadable(let problem) in ways { throw .badPattern(text, problem) }
            guard let advice else { throw mismatch(text, hint: nil) }
            if isPlain, let days = advice.days(of: text, stated: nil) { throw .ambiguousDate(text, days, hint: advice.hint) }
            throw mismatch(
                text, hint: DateHints.candidates(fitting: text).isEmpty ? DateHints.foreignMonth(in: text) ?? advice.hint : advice.hint)
        }
    }

    /// The date that the text is, nil when it is none.
    package func date(_ text: String) -> CalendarDate? {
        let text = CellText.visible(text)
        if case .date(let date) = readings(text).first { return date }
        return partial.flatMap { PartialDate(text)?.day($0) }
    }

    /// What the text is in each way that fits it: the dates, else what is not a day.
    private func readings(_ text: String) -> [DatePattern.Reading] {
        guard !isPlain else { return [YearFirstDate.read(text)] }
        let fitting = ways.map { $0.read(text) }.filter { $0 != .mismatch }
        let dates = fitting.filter { if case .date = $0 { true } else { false } }
        return dates.isEmpty ? fitting : dates
    }

    private func mismatch(_ text: String, hint: String?) -> ConversionProblem {
        let expected = isPlain ? "yyyy-MM-dd" : ways.map(\.name).joined(separator: " or ")
        return .notADate(text, expected: expected, hint: hint ?? DateHints.hint(for: text, hasFormat: !isPlain))
    }
}
