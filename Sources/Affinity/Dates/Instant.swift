package import Text

/// A point in time, to the second.
package struct Instant: Hashable, Sendable, CustomStringConvertible {
    /// Since 1970-01-01T00:00:00Z.
    package let seconds: Int

    package init(seconds: Int) {
        self.seconds = seconds
    }

    /// Reads RFC 3339 with any offset and any fraction, as both APIs write it: `2024-05-23T12:27:41.625Z`,
    /// `2024-08-13T03:23:07.846-07:00` (AffinityAPI.md#dates-and-times). The fraction is dropped.
    package init?(rfc3339 text: String) {
        var bytes = Array(text.utf8)[...]
        guard bytes.count >= 20, let date = CalendarDate(iso: text.prefix(10)) else { return nil }
        bytes = bytes.dropFirst(10)
        guard let separator = bytes.popFirst(), [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(separator),
            let hour = Self.twoDigits(&bytes, upTo: 23), bytes.popFirst() == UInt8(ascii: ":"),
            let minute = Self.twoDigits(&bytes, upTo: 59), bytes.popFirst() == UInt8(ascii: ":"),
            let second = Self.twoDigits(&bytes, upTo: 60)
        else { return nil }
        if bytes.first == UInt8(ascii: ".") {
            bytes = bytes.dropFirst()
            let digits = bytes.prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty else { return nil }
            bytes = bytes[digits.endIndex...]
        }
        guard let offset = Self.offset(bytes) else { return nil }
        seconds = date.daysSince1970 * 86400 + hour * 3600 + minute * 60 + second - offset
    }

    /// `2026-11-27T02:34:12Z`.
    package var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let second = secondOfDay
        return "\(day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    /// `Z`, `+05:30`, `-0700`, in seconds.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        var bytes = text
        guard let sign = bytes.popFirst() else { return nil }
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return bytes.isEmpty ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = twoDigits(&bytes, upTo: 23) else { return nil }
        if bytes.first == UInt8(ascii: ":") { bytes = bytes.dropFirst() }
        guard let minutes = twoDigits(&bytes, upTo: 59), bytes.isEmpty else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    /// The day in Greenwich.
    package var day: CalendarDate { CalendarDate(daysSince1970: (seconds - secondOfDay) / 86400) }

    /// Seconds since midnight in Greenwich.
    package var secondOfDay: Int { (seconds % 86400 + 86400) % 86400 }

    private static func twoDigits(_ bytes: inout ArraySlice<UInt8>, upTo limit: Int) -> Int? {
        guard let high = bytes.popFirst(), let low = bytes.popFirst(), (0x30...0x39).contains(high), (0x30...0x39).contains(low) else {
            return nil
        }
        let value = Int(high - 0x30) * 10 + Int(low - 0x30)
        return value <= limit ? value : nil
    }
}
