import Affinity
import Text

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
