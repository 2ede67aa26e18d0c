/// US Pacific time by rule, so that the machine's time zone data plays no part. Affinity anchors date values at midnight Pacific
/// (AffinityAPI.md#field-values-of-v1, #values).
enum PacificTime {
    /// Seconds since 1970 of midnight Pacific at the start of a calendar date: 07:00Z in summer, 08:00Z in winter.
    static func midnight(of date: CivilDate) -> Int {
        date.daysSinceEpoch * 86_400 + (isSummerAtMidnight(date) ? 7 : 8) * 3_600
    }

    /// The offset from UTC in seconds at an instant: -25,200 or -28,800.
    static func offset(at instant: Int) -> Int {
        let standard = -28_800
        let local = instant + standard
        let day = CivilDate(daysSinceEpoch: floorDivide(local, 86_400))
        let hourOfDay = (local - day.daysSinceEpoch * 86_400) / 3_600
        guard let (start, end) = summer(of: day.year) else { return standard }
        let days = day.daysSinceEpoch
        // Summer time starts at 02:00 standard time and ends at 02:00 summer time, which is 01:00 standard time.
        let started = days > start || (days == start && hourOfDay >= 2)
        let ended = days > end || (days == end && hourOfDay >= 1)
        return started && !ended ? standard + 3_600 : standard
    }

    private static func isSummerAtMidnight(_ date: CivilDate) -> Bool {
        guard let (start, end) = summer(of: date.year) else { return false }
        return date.daysSinceEpoch > start && date.daysSinceEpoch <= end
    }

    /// The days on which summer time begins and ends. Rules since 1967; the exceptions of 1974 and 1975 are left out.
    private static func summer(of year: Int) -> (start: Int, end: Int)? {
        switch year {
        case 2007...: between(sunday(2, of: 3, in: year), sunday(1, of: 11, in: year))
        case 1987...2006: between(sunday(1, of: 4, in: year), lastSunday(of: 10, in: year))
        case 1967...1986: between(lastSunday(of: 4, in: year), lastSunday(of: 10, in: year))
        default: nil
        }
    }

    private static func between(_ start: Int?, _ end: Int?) -> (start: Int, end: Int)? {
        guard let start, let end else { return nil }
        return (start, end)
    }

    private static func sunday(_ number: Int, of month: Int, in year: Int) -> Int? {
        guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
        return first.daysSinceEpoch + (7 - first.weekday) % 7 + (number - 1) * 7
    }

    private static func lastSunday(of month: Int, in year: Int) -> Int? {
        guard let last = CivilDate(year: year, month: month, day: CivilDate.length(ofMonth: month, in: year)) else { return nil }
        return last.daysSinceEpoch - last.weekday
    }

    /// Division that rounds down, for instants before 1970.
    static func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
    }
}

/// A day of the proleptic Gregorian calendar, without any time zone.
struct CivilDate: Equatable, Sendable {
    let year: Int
    let month: Int
    let day: Int

    /// `nil` when there is no such day.
    init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, in: year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that many days after 1 January 1970.
    init(daysSinceEpoch days: Int) {
        // Eras of 400 years that start on 1 March, so that the leap day is the last of its year.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSinceEpoch: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// 0 is Sunday.
    var weekday: Int {
        let days = daysSinceEpoch + 4
        return days >= 0 ? days % 7 : (days % 7 + 7) % 7
    }

    static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Duration {
    /// As a number of seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
