import Affinity
import Text

/// Writes what Affinity says of days and moments.
enum DateText {
    /// Appends what Affinity wrote as a value of this kind; false for a text that is no date.
    static func append(_ text: UnsafeBufferPointer<UInt8>, _ kind: DateValue.Kind, _ pattern: DatePattern?, to out: inout [UInt8]) -> Bool {
        // Nearly all are written so that nothing has to be counted out.
        if pattern == nil, let count = shownAsWritten(text, kind) {
            out += text[..<count]
            return true
        }
        guard let value = DateValue(String(decoding: text, as: UTF8.self), kind) else { return false }
        if let pattern { out += value.text(by: pattern).utf8 } else { out += value.text.utf8 }
        return true
    }

    /// How much of `2026-11-27T02:34:12Z` is the value as it is written; nil where it has to be counted out. Eight o'clock in Greenwich
    /// or later is the same day on the Pacific coast (AffinityAPI.md#values), summer and winter, and but for one second it is not midnight
    /// there.
    static func shownAsWritten(_ text: UnsafeBufferPointer<UInt8>, _ kind: DateValue.Kind) -> Int? {
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for index in range {
                let digit = text[index] &- 0x30
                guard digit < 10 else { return nil }
                value = value * 10 + Int(digit)
            }
            return value
        }
        guard text.count == 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"),
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"), text[19] == UInt8(ascii: "Z"), let year = number(0..<4),
            let month = number(5..<7), let day = number(8..<10), CalendarDate(year: year, month: month, day: day) != nil,
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19), hour < 24, minute < 60, second < 60
        else { return nil }
        switch kind {
        case .days: return hour >= 8 ? 10 : nil
        case .moments: return 20
        case .either: return nil
        }
    }
}

extension DateValue {
    /// A day has no time of day: it is written as midnight. Moments are written in UTC.
    fileprivate func text(by pattern: DatePattern) -> String {
        switch self {
        case .day(let day): pattern.text(of: day)
        case .moment(let instant): pattern.text(of: instant.day, second: instant.secondOfDay)
        }
    }
}
