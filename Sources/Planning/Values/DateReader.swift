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
            let foreign = DateHints.foreignMonth(in: text)
            throw mismatch(text, hint: foreign != nil && DateHints.candidates(fitting: text).isEmpty ? foreign : advice.hint)
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

/// Fields that hold years, whose numbers are shown as Affinity shows them: 2004, not 2,004.
package enum YearField {
    package static func isOne(_ name: String) -> Bool {
        name.lowercased().split { !$0.isLetter }.contains { $0 == "year" || $0 == "years" }
    }
}

/// Dates as Excel keeps them: days since 30 December 1899, with the time of day as a fraction, which is dropped.
///
/// Excel takes 1900 for a leap year, so its days before 1 March 1900 are one less, and its day 60 never was.
package enum ExcelDate {
    /// As `format:` writes it.
    package static let format = "excel"

    /// Nil for a text that is not a number of a day from 1900 to 9999.
    package static func read(_ text: String) -> CalendarDate? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } }
        guard isNumber, let number = Int(parts[0]), (1...2_958_465).contains(number), number != 60 else { return nil }
        return CalendarDate(daysSince1970: number - (number < 60 ? 25_568 : 25_569))
    }
}

/// Names of months in other languages than English, which dates are not read in: only to say what to do about them.
enum ForeignMonths {
    /// The first such name in a text, and the number of its month.
    static func name(in text: String) -> (name: String, month: Int)? {
        for word in text.split(whereSeparator: { !$0.isLetter }) where word.count > 2 {
            let key = word.lowercased()
            guard let month = months.firstIndex(where: { $0.contains(key) }) else { continue }
            return (String(word), month + 1)
        }
        return nil
    }

    /// German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Polish and Turkish; short forms where they are not others.
    private static let months = [
        "januar januari janvier enero gennaio janeiro jänner styczeń stycznia ocak janv ene genn",
        "februar februari février febrero febbraio fevereiro feber luty lutego şubat févr fev",
        "märz mars marzo março maart marts marzec marca mart mär mrz",
        "avril abril aprile kwiecień kwietnia nisan avr abr",
        "mai mayo maggio maio mei maj maja mayıs mag",
        "juni juin junio giugno junho czerwiec czerwca haziran giu",
        "juli juillet julio luglio julho lipiec lipca temmuz juil lug",
        "août agosto augustus augusti sierpień sierpnia ağustos ago",
        "septembre septiembre settembre setembro wrzesień września eylül sept set",
        "oktober octobre octubre ottobre outubro październik października ekim okt ott out",
        "novembre noviembre novembro listopad listopada kasım",
        "dezember décembre diciembre dicembre dezembro grudzień grudnia aralık dez déc dic",
    ].map { Set($0.split(separator: " ").map(String.init)) }
}
