/// A Unicode date pattern (UTS #35) that reads dates and writes them, by the same grammar: free of locale, time zone and Foundation.
///
/// | letters | reads | writes |
/// | --- | --- | --- |
/// | `y`, `yyyy`, `u`, `uuuu` | a year of four digits | the same |
/// | `yy`, `uu` | a year of two digits: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068 | its last two digits |
/// | `M`, `MM`, `L`, `LL` | the month's number | with two letters two digits |
/// | `MMM`, `MMMM`, `LLL`, `LLLL` | the month's English name, short or long | short with three letters |
/// | `d`, `dd` | the day of the month | with two letters two digits |
/// | `D`, `DDD` | the day of the year | with three letters three digits |
/// | `E` to `EEEE`, `c` to `cccc` | an English weekday, which is ignored | its name, short up to three letters |
/// | `G` to `GGG` | the era, AD or CE, which is ignored | AD |
/// | `H` `k` `h` `K` `m` `s`, each once or twice | the time, which is ignored: the date stays as written | the time; of a day, which has none, midnight |
/// | `S` … | digits of a second, ignored | zeros |
/// | `a` | AM or PM, ignored | AM or PM |
/// | `z` `Z` `X` `x` `O` `V` … | a zone, ignored | Z: what is written is UTC |
/// | `'…'`, `''` | the text itself, a quote | the same |
///
/// All other characters stand for themselves; a space reads any white space. `d` and `dd` read one digit or two, as spreadsheets drop the
/// zeros, unless the next field follows without anything between (`yyyyMMdd`).
///
/// Law: what `text(of:)` writes, `read` gives back, for years of the pattern's range.
package struct DatePattern: Sendable, Hashable {
    package let text: String
    private let items: [DatePatternItem]

    /// - Throws: the first of `problems(in:)`.
    package init(_ text: String) throws(DatePatternProblem) {
        let (items, problems) = DatePatternParser.parse(text)
        if let problem = problems.first { throw problem }
        self.text = text
        self.items = items
    }

    /// All that keeps a text from being a pattern.
    package static func problems(in text: String) -> [DatePatternProblem] { DatePatternParser.parse(text).problems }

    /// Why dates that are written by this pattern would not be read back as the same; nil when they would.
    package var writingProblem: DatePatternProblem? {
        for (item, next) in zip(items, items.dropFirst()) where item.runs(into: next) {
            return DatePatternProblem(
                reason: "dates written by \"\(text)\" could not be told apart again: two parts of it run into each other",
                hint: "put a sign between them, or write numbers with all their digits, such as MMdd", range: nil)
        }
        return nil
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
            for index in items.indices {
                guard reader.read(items[index], before: index + 1 < items.count ? items[index + 1] : nil) else { return .mismatch }
            }
            return reader.isAtEnd ? reader.reading : .mismatch
        }
    }

    /// The date that the text is, nil when it is none.
    package func date(_ text: String) -> CalendarDate? {
        if case .date(let date) = read(text) { date } else { nil }
    }

    /// - Parameter second: of the day.
    package func text(of date: CalendarDate, second: Int = 0) -> String {
        var text = ""
        for item in items { text += item.text(of: date, second: second) }
        return text
    }

    /// The same with day and month the other way round; nil where the month is a name, which nobody mistakes for a day.
    package var swapped: DatePattern? {
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

/// What is wrong with a pattern.
package struct DatePatternProblem: Error, Sendable, Hashable {
    package let reason: String
    package let hint: String?
    /// Where, in Unicode scalars of the pattern; nil for all of it.
    package let range: Range<Int>?
}

enum DatePatternItem: Sendable, Hashable {
    case year4, year2, space
    /// `width` is nil where one digit or two will do, `digits` how many are written at least.
    case month(width: Int?, digits: Int)
    case day(width: Int?, digits: Int)
    case dayOfYear(width: Int?, digits: Int)
    case monthName(isWhole: Bool)
    case weekday(isWhole: Bool)
    case era
    case time(Time, width: Int?, digits: Int)
    case fraction(digits: Int)
    case dayPeriod, zone
    case literal([UInt8])

    enum Time: Sendable, Hashable {
        /// 0 to 23, 1 to 24, 1 to 12, 0 to 11.
        case hour, hourFrom1, halfDayFrom1, halfDay
        case minute, second

        /// 60 seconds: a leap second.
        var limit: Int {
            switch self {
            case .hour, .hourFrom1: 24
            case .halfDayFrom1, .halfDay: 12
            case .minute, .second: 60
            }
        }

        func value(at second: Int) -> Int {
            let hour = second / 3600
            return switch self {
            case .hour: hour
            case .hourFrom1: hour == 0 ? 24 : hour
            case .halfDayFrom1: hour % 12 == 0 ? 12 : hour % 12
            case .halfDay: hour % 12
            case .minute: second / 60 % 60
            case .second: second % 60
            }
        }
    }

    var isNumeric: Bool {
        switch self {
        case .year4, .year2, .month, .day, .dayOfYear, .time, .fraction: true
        default: false
        }
    }

    /// Whether reading it could take the beginning of what follows, as it is written.
    func runs(into next: DatePatternItem) -> Bool {
        switch self {
        case .month(width: nil, digits: 1), .day(width: nil, digits: 1), .dayOfYear(width: nil, digits: 1), .time(_, width: nil, digits: 1):
            next.begins { $0 &- 0x30 < 10 }
        case .fraction(let digits): digits < 9 && next.begins { $0 &- 0x30 < 10 }
        case .monthName, .weekday, .era, .dayPeriod: next.begins { ($0 | 0x20) &- 0x61 < 26 }
        case .zone: next.begins(with: DateFieldReader.isOfZone)
        case .space: next.begins { $0 == 0x20 || $0 == 0x09 || $0 == 0xC2 || $0 == 0xE2 }
        case .month, .day, .dayOfYear, .time, .year4, .year2, .literal: false
        }
    }

    /// Whether a text that it writes may begin with such a byte.
    private func begins(with isSuch: (UInt8) -> Bool) -> Bool {
        switch self {
        case .year4, .year2, .month, .day, .dayOfYear, .time, .fraction: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(where: isSuch)
        case .monthName, .weekday, .era, .dayPeriod, .zone: (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(where: isSuch)
        case .space: isSuch(0x20)
        case .literal(let bytes): bytes.first.map(isSuch) ?? false
        }
    }

    func text(of date: CalendarDate, second: Int) -> String {
        switch self {
        case .year4: Self.padded(date.year, 4)
        case .year2: Self.padded(date.year % 100, 2)
        case .month(_, let digits): Self.padded(date.month, digits)
        case .day(_, let digits): Self.padded(date.day, digits)
        case .dayOfYear(_, let digits): Self.padded(date.dayOfYear, digits)
        case .monthName(let isWhole): EnglishDates.months[date.month - 1].written(isWhole: isWhole)
        // 1 January 1970 was a Thursday.
        case .weekday(let isWhole): EnglishDates.weekdays[((date.daysSince1970 + 3) % 7 + 7) % 7].written(isWhole: isWhole)
        case .era: "AD"
        case .time(let time, _, let digits): Self.padded(time.value(at: second), digits)
        case .fraction(let digits): String(repeating: "0", count: digits)
        case .dayPeriod: second < 43200 ? "AM" : "PM"
        case .zone: "Z"
        case .space: " "
        case .literal(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

extension CalendarDate {
    /// From 1.
    fileprivate var dayOfYear: Int { daysSince1970 - (CalendarDate(year: year, month: 1, day: 1)?.daysSince1970 ?? daysSince1970) + 1 }
}
