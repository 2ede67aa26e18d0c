import Affinity

/// Which patterns a text would fit.
enum DateHints {
    /// For example `dd/MM/yyyy` and `MM/dd/yyyy`, likeliest first, at most three.
    static func patterns(fitting text: String) -> [String] {
        let candidates = text.utf8.contains(UInt8(ascii: ":")) ? withTime : days
        var fitting: [String] = []
        for candidate in candidates where fitting.count < 3 {
            if case .date = candidate.read(text) { fitting.append(candidate.text) }
        }
        return fitting
    }

    static func hint(for text: String, hasFormat: Bool) -> String? {
        let fitting = patterns(fitting: text)
        if !fitting.isEmpty {
            let list = fitting.map { "\"\($0)\"" }.joined(separator: " or ")
            return hasFormat ? "this one fits format: \(list)" : "state how to read it, format: \(list)"
        }
        if case .date = DateReader.iso(text) { return "this one fits ISO 8601, which is read when no format is stated" }
        // Days since 30 December 1899: 1955 to 2064.
        if text.utf8.count == 5, let days = Int(text), (20_000...60_000).contains(days) {
            let date = CalendarDate(daysSince1970: days - 25_569)
            return "it looks like Excel's number for \(date): format the column as a date before saving"
        }
        return hasFormat ? nil : "write it as 2026-11-21, or state its format, for example format: \"dd/MM/yyyy\""
    }

    // The patterns below are right, as a test shows.
    private static let days = dayPatterns.compactMap { try? DatePattern($0) }
    private static let withTime = timePatterns.flatMap { time in dayPatterns.compactMap { try? DatePattern($0 + time) } }

    static let timePatterns = [" HH:mm", " HH:mm:ss", " h:mm a", " h:mm:ss a", ", HH:mm", ", h:mm a"]
    static let dayPatterns = [
        "dd/MM/yyyy", "MM/dd/yyyy", "dd.MM.yyyy", "MM.dd.yyyy", "dd-MM-yyyy", "MM-dd-yyyy", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy-MM-dd",
        "yyyyMMdd",
        "dd/MM/yy", "MM/dd/yy", "dd.MM.yy", "dd-MM-yy", "MM-dd-yy", "d MMM yyyy", "d. MMM yyyy", "dd-MMM-yyyy", "d MMM yy", "dd-MMM-yy",
        "d/MMM/yyyy",
        "MMM d, yyyy", "MMM d yyyy", "EEEE, MMM d, yyyy", "EEEE, d MMM yyyy", "E MMM d yyyy", "dd MM yyyy", "yyyy MM dd",
    ]
}
