import Text

/// Which patterns a text would fit.
enum DateHints {
    /// For example `dd/MM/yyyy` and `MM/dd/yyyy`, likeliest first, at most three.
    static func patterns(fitting text: String) -> [String] {
        candidates(fitting: text).prefix(3).map { texts[$0] }
    }

    /// All of them, as indices into `texts`.
    static func candidates(fitting text: String) -> [Int] {
        if text.utf8.contains(UInt8(ascii: ":")) {
            return withTime.indices.filter { withTime[$0].date(text) != nil }.map { $0 + days.count }
        }
        var fitting = days.indices.filter { days[$0].date(text) != nil }
        if looksLikeExcel(text) { fitting.append(texts.count - 1) }
        return fitting
    }

    /// The few patterns that read all rows of a column together, none of them otherwise than another one; empty where there are none.
    ///
    /// - Parameter fitting: rows by the patterns that read them.
    static func together(_ fitting: [[Int]: Int], rows: Int) -> [String] {
        var chosen: [Int] = []
        var left = fitting.filter { !$0.key.isEmpty }
        guard left.values.reduce(0, +) == rows else { return [] }
        while !left.isEmpty, chosen.count < 3 {
            var counts: [Int: Int] = [:]
            for (indices, rows) in left { for index in indices { counts[index, default: 0] += rows } }
            guard let best = counts.min(by: { ($1.value, $0.key) < ($0.value, $1.key) })?.key else { return [] }
            chosen.append(best)
            left = left.filter { !$0.key.contains(best) }
        }
        let isClear = fitting.keys.allSatisfy { indices in indices.filter(chosen.contains).count < 2 }
        return left.isEmpty && isClear && chosen.count > 1 ? chosen.map { texts[$0] } : []
    }

    /// The pattern of an index; nil for Excel's numbers.
    static func pattern(_ index: Int) -> DatePattern? {
        index < days.count ? days[index] : index < texts.count - 1 ? withTime[index - days.count] : nil
    }

    static func hint(for text: String, hasFormat: Bool) -> String? {
        if looksLikeExcel(text), let date = ExcelDate.read(text) { return "it looks like Excel's number for \(date): state format: excel" }
        let fitting = patterns(fitting: text)
        if !fitting.isEmpty {
            let list = fitting.map { "\"\($0)\"" }.joined(separator: " or ")
            return hasFormat ? "this one fits format: \(list)" : "state how to read it, format: \(list)"
        }
        if let hint = foreignMonth(in: text) ?? secondsSince1970(text) { return hint }
        if case .date = YearFirstDate.read(text) { return "this one begins with the year, which is read when no format is stated" }
        return hasFormat ? nil : "write it as 2026-11-21, or state its format, for example format: \"dd/MM/yyyy\""
    }

    /// What to do about a month whose name is that of another language; nil where there is none.
    static func foreignMonth(in text: String) -> String? {
        guard let month = ForeignMonths.name(in: text), text.contains(where: \.isNumber) else { return nil }
        return "months are read in English: write \(month.name) as \(EnglishDates.months[month.month - 1].written(isWhole: true)), "
            + "or the date in numbers, the year first"
    }

    /// What programs write for a time between 2001 and 2128, in seconds or milliseconds.
    private static func secondsSince1970(_ text: String) -> String? {
        guard text.utf8.count == 10 || text.utf8.count == 13, text.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
            let seconds = Int(text.prefix(10)), (1_000_000_000...5_000_000_000).contains(seconds)
        else { return nil }
        let unit = text.utf8.count == 10 ? "seconds" : "milliseconds"
        return
            "it looks like \(unit) since 1970, of \(CalendarDate(daysSince1970: seconds / 86_400)): write the day, or leave such cells alone: "
            + "invalid: skip"
    }

    /// A whole number between 1954 and 2064: others are more likely to mean something else.
    private static func looksLikeExcel(_ text: String) -> Bool {
        text.utf8.prefix { $0 &- 0x30 < 10 }.count == 5 && ExcelDate.read(text) != nil
            && (20_000...60_000).contains(Int(text.prefix(5)) ?? 0)
    }

    // The patterns below are right, as a test shows.
    private static let days = dayPatterns.compactMap { try? DatePattern($0) }
    private static let withTime = timePatterns.flatMap { time in dayPatterns.compactMap { try? DatePattern($0 + time) } }
    static let texts = days.map(\.text) + withTime.map(\.text) + [ExcelDate.format]

    static let timePatterns = [" HH:mm", " HH:mm:ss", " h:mm a", " h:mm:ss a", ", HH:mm", ", h:mm a"]
    static let dayPatterns = [
        "dd/MM/yyyy", "MM/dd/yyyy", "dd.MM.yyyy", "MM.dd.yyyy", "dd-MM-yyyy", "MM-dd-yyyy", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy-MM-dd",
        "yyyyMMdd",
        "dd/MM/yy", "MM/dd/yy", "dd.MM.yy", "MM.dd.yy", "dd-MM-yy", "MM-dd-yy", "d MMM yyyy", "d. MMM yyyy", "dd-MMM-yyyy", "d MMM yy",
        "dd-MMM-yy",
        "d/MMM/yyyy",
        "MMM d, yyyy", "MMM d yyyy", "EEEE, MMM d, yyyy", "EEEE, d MMM yyyy", "E MMM d yyyy", "dd MM yyyy", "yyyy MM dd",
    ]
}
