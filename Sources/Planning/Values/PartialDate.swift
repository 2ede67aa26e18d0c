import Affinity
import PipelineSpec
import Text

/// A year, a half or quarter of one, or a month: `2012`, `2012-06`, `06/2012`, `Jun 2012`, `Jan-24`, `Q3 2024`, `H1 2024`.
package struct PartialDate: Hashable {
    let year: Int
    let firstMonth: Int
    let months: Int

    package init?(_ text: String) {
        let words = text.split { " -/.'’".contains($0) }.map { $0.lowercased() }
        guard !words.isEmpty, words.count <= 2, text.utf8.count <= 20 else { return nil }
        if words.count == 1 {
            guard let year = Self.year(words[0]), text.utf8.count == 4 else { return nil }
            (self.year, firstMonth, months) = (year, 1, 12)
            return
        }
        if let year = Self.year(words[0]), let part = Self.part(words[1]) {
            (self.year, firstMonth, months) = (year, part.first, part.count)
        } else if let year = Self.year(words[1]), let part = Self.part(words[0]) {
            (self.year, firstMonth, months) = (year, part.first, part.count)
        } else if words[1].utf8.count == 2, let year = Int(words[1]), text.contains(where: { "-'’".contains($0) }),
            let month = Self.month(words[0])
        {
            // As spreadsheets show a month: "Jan-24".
            (self.year, firstMonth, months) = (year + (year < 69 ? 2000 : 1900), month, 1)
        } else {
            return nil
        }
    }

    func day(_ partial: ValueOptions.Partial) -> CalendarDate? {
        guard let first = CalendarDate(year: year, month: firstMonth, day: 1) else { return nil }
        guard partial == .end else { return first }
        let next = firstMonth + months
        return CalendarDate(year: next > 12 ? year + 1 : year, month: next > 12 ? next - 12 : next, day: 1)
            .map { CalendarDate(daysSince1970: $0.daysSince1970 - 1) }
    }

    /// What it is, for messages.
    package var kind: String {
        switch months {
        case 12: "a year"
        case 6: "half a year"
        case 3: "a quarter"
        default: "a month"
        }
    }

    private static func year(_ word: String) -> Int? {
        guard word.utf8.count == 4, let year = Int(word), (1000...2999).contains(year) else { return nil }
        return year
    }

    private static func part(_ word: String) -> (first: Int, count: Int)? {
        if word.utf8.count <= 2, let month = Int(word), (1...12).contains(month) { return (month, 1) }
        if let month = month(word) { return (month, 1) }
        guard word.utf8.count == 2, let number = Int(word.dropFirst()) else { return nil }
        switch word.first {
        case "q" where (1...4).contains(number): return ((number - 1) * 3 + 1, 3)
        case "h" where (1...2).contains(number): return ((number - 1) * 6 + 1, 6)
        default: return nil
        }
    }

    /// In full, or its first letters.
    private static func month(_ word: String) -> Int? {
        let letters = Array(word.utf8)
        guard letters.count >= 3 else { return nil }
        return EnglishDates.months.firstIndex { $0.folded == letters || (letters.count <= 4 && $0.folded.starts(with: letters)) }.map {
            $0 + 1
        }
    }
}

/// Dates that nobody mistakes, and so are read where no format is stated: year, month and day in this order (`2026-11-21`, `2026/1/5`,
/// `2026.01.05`, `20261121`), perhaps with a time and a zone behind, and those of mails (`Sat, 21 Nov 2026 10:00:00 +0000`). The day is kept
/// as written.
enum YearFirstDate {
    static func read(_ text: String) -> DatePattern.Reading {
        var text = text
        let reading = text.withUTF8(numbers)
        guard reading == .mismatch, text.utf8.contains(UInt8(ascii: ":")) else { return reading }
        return mails.lazy.map { $0.read(text) }.first { $0 != .mismatch } ?? .mismatch
    }

    private static func numbers(_ bytes: UnsafeBufferPointer<UInt8>) -> DatePattern.Reading {
        func number(_ from: Int, _ most: Int) -> (value: Int, end: Int) {
            var (value, end) = (0, from)
            while end < bytes.count, end - from < most, bytes[end] &- 0x30 < 10 {
                value = value * 10 + Int(bytes[end] &- 0x30)
                end += 1
            }
            return (value, end)
        }
        let year = number(0, 4)
        guard year.end == 4, bytes.count >= 8 else { return .mismatch }
        let month: (value: Int, end: Int)
        let day: (value: Int, end: Int)
        if bytes[4] &- 0x30 < 10 {
            month = number(4, 2)
            day = number(6, 2)
            guard day.end == 8 else { return .mismatch }
        } else {
            guard bytes[4] == UInt8(ascii: "-") || bytes[4] == UInt8(ascii: "/") || bytes[4] == UInt8(ascii: ".") else { return .mismatch }
            month = number(5, 2)
            guard month.end > 5, month.end < bytes.count, bytes[month.end] == bytes[4] else { return .mismatch }
            day = number(month.end + 1, 2)
            guard day.end > month.end + 1 else { return .mismatch }
        }
        guard day.end == bytes.count || isTime(String(decoding: bytes[day.end...], as: UTF8.self)) else { return .mismatch }
        return CalendarDate(year: year.value, month: month.value, day: day.value).map { .date($0) }
            ?? .noSuchDay(year: year.value, month: month.value, day: day.value)
    }

    /// `T10:00`, ` 10:00:00.123+02:00`, ` 00:00:00 UTC`, ` 9:30 AM`.
    private static func isTime(_ text: String) -> Bool {
        guard let first = text.first, first == "T" || first == "t" || first == " " else { return false }
        let time = text.dropFirst().prefix { $0.isASCII && ($0.isNumber || ":.,".contains($0)) }
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), (1...2).contains(parts[0].count), parts[1].count == 2 else { return false }
        var zone = text.dropFirst(1 + time.count).uppercased()[...]
        for word in [" AM", " PM", "AM", "PM"] where zone.hasPrefix(word) { zone = zone.dropFirst(word.count) }
        if zone.first == " " { zone = zone.dropFirst() }
        for word in ["UTC", "GMT", "Z"] where zone.hasPrefix(word) {
            zone = zone.dropFirst(word.count)
            break
        }
        guard let sign = zone.first else { return true }
        return (sign == "+" || sign == "-") && (2...6).contains(zone.count - 1)
            && zone.dropFirst().allSatisfy { $0.isASCII && ($0.isNumber || $0 == ":") }
    }

    /// RFC 2822, with the weekday or without.
    private static let mails = ["E, d MMM yyyy HH:mm:ss z", "d MMM yyyy HH:mm:ss z", "E, d MMM yyyy HH:mm z", "d MMM yyyy HH:mm z"]
        .compactMap { try? DatePattern($0) }
}
