package import Affinity

/// A Unicode date pattern (UTS #35) that reads dates: free of locale, time zone and Foundation.
///
/// | letters | reads |
/// | --- | --- |
/// | `y`, `yyyy`, `u` | a year of four digits |
/// | `yy` | a year of two digits: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068 |
/// | `M`, `MM`, `L` | the month's number |
/// | `MMM`, `MMMM` | the month's English name, short or long |
/// | `d`, `dd`, `D` | the day of the month; of the year |
/// | `E`, `c` | an English weekday, which is read and ignored |
/// | `G` | the era, AD or CE, which is read and ignored |
/// | `H` `h` `K` `k` `m` `s` `S` `a` `z` `Z` `X` `x` | the time and its zone, which are read and ignored: the date stays as written |
/// | `'…'`, `''` | the text itself, a quote |
///
/// All other characters stand for themselves; a space stands for white space. `d` and `dd` read one digit or two, as spreadsheets
/// drop the zeros, unless the next field follows without anything between (`yyyyMMdd`).
package struct DatePattern: Sendable, Hashable {
    package let text: String
    private let items: [DatePatternItem]

    package init(_ text: String) throws(DatePatternProblem) {
        self.text = text
        items = try DatePatternParser.items(of: text)
    }

    package enum Reading: Sendable, Hashable {
        case date(CalendarDate)
        /// The text fits, but there is no such day.
        case noSuchDay(year: Int, month: Int, day: Int)
        case mismatch
    }

    package func read(_ text: String) -> Reading {
        var text = text
        return text.withUTF8 { bytes in
            var reader = DateFieldReader(bytes)
            for item in items {
                guard reader.read(item) else { return .mismatch }
            }
            return reader.isAtEnd ? reader.reading : .mismatch
        }
    }

    /// The date that the text is, nil when it is none.
    func date(_ text: String) -> CalendarDate? {
        if case .date(let date) = read(text) { date } else { nil }
    }

    /// The same with day and month the other way round; nil where the month is a name, which nobody mistakes for a day.
    var swapped: DatePattern? {
        let hasBoth =
            items.contains { if case .month = $0 { true } else { false } } && items.contains { if case .day = $0 { true } else { false } }
        guard hasBoth else { return nil }
        var isQuoted = false
        let letters = text.map { character -> Character in
            if character == "'" { isQuoted.toggle() }
            guard !isQuoted else { return character }
            switch character {
            case "d": return "M"
            case "M", "L": return "d"
            default: return character
            }
        }
        return try? DatePattern(String(letters))
    }
}

/// What is wrong with a pattern of the pipeline.
package struct DatePatternProblem: Error, Sendable, Hashable {
    package let reason: String
    package let hint: String?
}

enum DatePatternItem: Sendable, Hashable {
    /// `width` is nil where one digit or two will do.
    case year4, year2, monthName, weekday, era, fraction, dayPeriod, zone, space
    case month(width: Int?), day(width: Int?), dayOfYear(width: Int?)
    /// Hours, minutes and seconds: up to `limit`.
    case time(limit: Int, width: Int?)
    case literal([UInt8])

    var isNumeric: Bool {
        switch self {
        case .year4, .year2, .month, .day, .dayOfYear, .time, .fraction: true
        default: false
        }
    }
}
