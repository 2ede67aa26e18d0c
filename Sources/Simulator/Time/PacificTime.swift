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
