/// Days and parts of a day since an epoch, as a workbook counts them.
struct SerialDate {
    enum Epoch {
        /// Day 1 is 1 January 1900, and 1900 is taken for a leap year, as Lotus 1-2-3 did: day 60 is a 29 February that never was.
        case from1900
        /// Day 0 is 1 January 1904: Excel for the Mac, once.
        case from1904
    }

    /// 31 December 9999 in the 1900 system.
    private static let last = 2_958_465.0

    /// ISO 8601: `2026-11-21`, `2026-11-21 14:30`, `14:30:05`; nil for a number that Excel shows as no date.
    static func text(_ serial: Double, _ epoch: Epoch, as shape: DateShape) -> [UInt8]? {
        if shape.isElapsed { return elapsed(serial, shape) }
        guard serial >= 0, serial < last + 1 else { return nil }
        var day = Int(serial)
        var seconds = 0
        if shape.hasTime {
            seconds = Int(((serial - Double(day)) * 86_400).rounded())
            if seconds == 86_400 {
                seconds = 0
                day += 1
            }
        }
        var out = ""
        if shape.hasDate {
            guard let date = date(day, epoch) else { return nil }
            out = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        }
        if shape.hasTime {
            if shape.hasDate { out += " " }
            out += clock(seconds, shape)
        }
        return Array(out.utf8)
    }

    private static func elapsed(_ serial: Double, _ shape: DateShape) -> [UInt8]? {
        guard abs(serial) < last else { return nil }
        let seconds = Int((abs(serial) * 86_400).rounded())
        return Array(((serial < 0 ? "-" : "") + clock(seconds, shape)).utf8)
    }

    /// Minutes that are not full are cut off, as Excel does it.
    private static func clock(_ seconds: Int, _ shape: DateShape) -> String {
        let minutes = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2))"
        return shape.hasSeconds ? "\(minutes):\(padded(seconds % 60, 2))" : minutes
    }

    private static func date(_ day: Int, _ epoch: Epoch) -> (year: Int, month: Int, day: Int)? {
        switch epoch {
        case .from1904: return civil(day - 24_107)
        case .from1900:
            if day == 0 { return (1900, 1, 0) }
            if day == 60 { return (1900, 2, 29) }
            return civil(day - (day < 60 ? 25_568 : 25_569))
        }
    }

    /// The calendar date of a day counted from 1 January 1970, by Howard Hinnant's `civil_from_days`.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

/// Dates that stand in a cell as ISO 8601 (`t="d"`, which only strict workbooks have).
enum IsoDate {
    /// `2026-11-21T14:30:00.000` cut to what the format shows.
    static func shown(_ text: [UInt8], as format: NumberFormat) -> [UInt8] {
        guard case .date(let shape) = format.section(for: 1).section, let mark = text.firstIndex(of: UInt8(ascii: "T")) else { return text }
        let date = text[..<mark]
        let clock = text[(mark + 1)...].prefix(shape.hasSeconds ? 8 : 5)
        switch (shape.hasDate, shape.hasTime) {
        case (true, true): return date + [0x20] + clock
        case (false, true): return Array(clock)
        default: return Array(date)
        }
    }
}
