import Text

/// The clock of the US Pacific coast, by whose midnight Affinity stores days (AffinityAPI.md#values): the rules of the time zone
/// America/Los_Angeles since 1883, as a function, so that no machine's zone or zone data can change a date.
enum PacificTime {
    /// The day that it is there at an instant.
    static func day(at instant: Instant) -> CalendarDate {
        CalendarDate(daysSince1970: floored(instant.seconds + offset(at: instant), by: 86400))
    }

    /// Whether it is midnight there to the second: how Affinity keeps a day.
    static func isMidnight(_ instant: Instant) -> Bool { (instant.seconds + offset(at: instant)) % 86400 == 0 }

    /// Seconds to add to UTC: -28,800 in winter, -25,200 in summer.
    static func offset(at instant: Instant) -> Int {
        let standard = -8 * 3600
        // Until noon of 18 November 1883 each town had its own sun.
        if instant.seconds < -2_717_640_000 { return -(7 * 3600 + 52 * 60 + 58) }
        let year = CalendarDate(daysSince1970: floored(instant.seconds + standard, by: 86400)).year
        for summer in summers(of: year) where summer.contains(instant.seconds) { return standard + 3600 }
        return standard
    }

    /// When daylight saving holds in a year, in seconds since 1970 UTC. It begins and ends at 2 in the morning.
    ///
    /// | years | from | to |
    /// | --- | --- | --- |
    /// | 1918, 1919 | last Sunday of March | last Sunday of October |
    /// | 1942 to 1945 | 9 February 1942 | 30 September 1945, without a break |
    /// | 1948 | 14 March (at 2:01) | 1 January 1949 |
    /// | 1950 to 1961 | last Sunday of April (at 1:00) | last Sunday of September |
    /// | 1962 to 1966 | last Sunday of April (at 1:00) | last Sunday of October |
    /// | 1967 to 1973 | last Sunday of April | last Sunday of October |
    /// | 1974, 1975 | 6 January, 23 February | last Sunday of October |
    /// | 1976 to 1986 | last Sunday of April | last Sunday of October |
    /// | 1987 to 2006 | first Sunday of April | last Sunday of October |
    /// | from 2007 | second Sunday of March | first Sunday of November |
    private static func summers(of year: Int) -> [Range<Int>] {
        switch year {
        case 1918, 1919: [range(lastSunday(3, year), lastSunday(10, year))]
        case 1942...1945: [range(day(1942, 2, 9), day(1945, 9, 30))]
        case 1948: [begin(day(1948, 3, 14), minutes: 121)..<end(day(1949, 1, 1))]
        case 1949: [begin(day(1948, 3, 14), minutes: 121)..<end(day(1949, 1, 1))]
        case 1950...1961: [begin(lastSunday(4, year), minutes: 60)..<end(lastSunday(9, year))]
        case 1962...1966: [begin(lastSunday(4, year), minutes: 60)..<end(lastSunday(10, year))]
        case 1967...1973, 1976...1986: [range(lastSunday(4, year), lastSunday(10, year))]
        case 1974: [range(day(1974, 1, 6), lastSunday(10, 1974))]
        case 1975: [range(day(1975, 2, 23), lastSunday(10, 1975))]
        case 1987...2006: [range(sunday(1, 4, year), lastSunday(10, year))]
        case 2007...: [range(sunday(2, 3, year), sunday(1, 11, year))]
        default: []
        }
    }

    private static func range(_ first: Int, _ last: Int) -> Range<Int> { begin(first)..<end(last) }

    /// Some minutes after midnight by winter time.
    private static func begin(_ day: Int, minutes: Int = 120) -> Int { day * 86400 + minutes * 60 + 8 * 3600 }

    /// 2:00 by summer time.
    private static func end(_ day: Int) -> Int { day * 86400 + 2 * 3600 + 7 * 3600 }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        CalendarDate(year: year, month: month, day: day)?.daysSince1970 ?? 0
    }

    /// The `ordinal`th Sunday of a month. 1 January 1970 was a Thursday.
    private static func sunday(_ ordinal: Int, _ month: Int, _ year: Int) -> Int {
        let first = day(year, month, 1)
        let weekday = (first % 7 + 7 + 4) % 7
        return first + (7 - weekday) % 7 + (ordinal - 1) * 7
    }

    private static func lastSunday(_ month: Int, _ year: Int) -> Int {
        let next = month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1)
        let weekday = ((next - 1) % 7 + 7 + 4) % 7
        return next - 1 - weekday
    }

    private static func floored(_ value: Int, by divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}
