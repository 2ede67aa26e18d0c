/// Instants as text, both ways.
enum Timestamp {
    /// `2024-05-23T12:27:41Z`, as v2 writes times.
    static func seconds(_ instant: Double) -> [UInt8] { seconds(Int(instant.rounded(.down))) }

    static func seconds(_ instant: Int) -> [UInt8] {
        var text = clock(instant)
        text.append(UInt8(ascii: "Z"))
        return text
    }

    /// `2024-05-23T12:27:41.625Z`, as v1 writes the times of list entries (AffinityAPI.md#dates-and-times).
    static func milliseconds(_ instant: Double) -> [UInt8] {
        var text = clock(Int(instant.rounded(.down)))
        appendMilliseconds(of: instant, to: &text)
        text.append(UInt8(ascii: "Z"))
        return text
    }

    /// `2024-08-13T03:23:07.846-07:00`, as v1 writes the times of field values (AffinityAPI.md#field-values-of-v1).
    static func pacific(_ instant: Double) -> [UInt8] {
        let whole = Int(instant.rounded(.down))
        let offset = PacificTime.offset(at: whole)
        var text = clock(whole + offset)
        appendMilliseconds(of: instant, to: &text)
        text.append(contentsOf: (offset == -25_200 ? "-07:00" : "-08:00").utf8)
        return text
    }

    /// `2024-08-13T03:23:07.846000-07:00`, as v1 writes the times of changes since 2026 (AffinityAPI.md#dates-and-times).
    static func pacificMicroseconds(_ instant: Double) -> [UInt8] {
        let text = pacific(instant)
        return Array(text[..<(text.count - 6)]) + Array("000".utf8) + Array(text[(text.count - 6)...])
    }

    /// `Sat, 28 Nov 2026 01:32:23 GMT`, as the header `Date` says it (RFC 9110, section 5.6.7).
    static func http(_ instant: Double) -> String {
        let whole = Int(instant.rounded(.down))
        let days = PacificTime.floorDivide(whole, 86_400)
        let date = CivilDate(daysSinceEpoch: days)
        // 1970 began on a Thursday.
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(days % 7 + 7) % 7]
        let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][date.month - 1]
        var text = Array("\(weekday), ".utf8)
        append(date.day, width: 2, to: &text)
        text += Array(" \(month) ".utf8)
        append(date.year, width: 4, to: &text)
        return String(decoding: text + [UInt8(ascii: " ")] + clock(whole).suffix(8), as: UTF8.self) + " GMT"
    }

    private static func clock(_ instant: Int) -> [UInt8] {
        let days = PacificTime.floorDivide(instant, 86_400)
        let second = instant - days * 86_400
        let date = CivilDate(daysSinceEpoch: days)
        var text: [UInt8] = []
        text.reserveCapacity(32)
        append(date.year, width: 4, to: &text)
        text.append(UInt8(ascii: "-"))
        append(date.month, width: 2, to: &text)
        text.append(UInt8(ascii: "-"))
        append(date.day, width: 2, to: &text)
        text.append(UInt8(ascii: "T"))
        append(second / 3_600, width: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(second / 60 % 60, width: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(second % 60, width: 2, to: &text)
        return text
    }

    private static func appendMilliseconds(of instant: Double, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "."))
        append(Int(((instant - instant.rounded(.down)) * 1_000).rounded(.down)), width: 3, to: &text)
    }

    private static func append(_ number: Int, width: Int, to text: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    /// The instant, in seconds since 1970, of a full RFC 3339 date-time: date, `T`, time, and `Z` or an offset. Anything less is `nil`,
    /// as v2 refuses it (AffinityAPI.md#values).
    static func parseDateTime(_ text: String) -> Int? {
        var reader = DigitReader(text)
        guard let date = reader.date(), reader.skip("Tt"),
            let hour = reader.digits(2), reader.skip(":"), let minute = reader.digits(2), reader.skip(":"), let second = reader.digits(2),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        if reader.skip(".") {
            guard reader.skipDigits() > 0 else { return nil }
        }
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        return date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second - offset
    }

    /// A full date-time, or a bare date, which is midnight Pacific (AffinityAPI.md#dates-and-times).
    static func parseInstant(_ text: String) -> Int? {
        parseDate(text).map { PacificTime.midnight(of: $0) } ?? parseDateTime(text)
    }

    /// The calendar date of a bare `YYYY-MM-DD`, which v1 accepts (AffinityAPI.md#field-values-of-v1).
    static func parseDate(_ text: String) -> CivilDate? {
        var reader = DigitReader(text)
        guard let date = reader.date(), reader.isAtEnd else { return nil }
        return date
    }
}

/// Walks over the fixed-width digits of a date or a time.
struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    /// Exactly that many digits as a number.
    mutating func digits(_ count: Int) -> Int? {
        guard position + count <= bytes.count else { return nil }
        var number = 0
        for byte in bytes[position..<(position + count)] {
            guard byte >= 0x30 && byte <= 0x39 else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        position += count
        return number
    }

    /// Skips one byte when it is any of these.
    mutating func skip(_ choices: StaticString) -> Bool {
        guard position < bytes.count else { return false }
        let byte = bytes[position]
        guard choices.withUTF8Buffer({ $0.contains(byte) }) else { return false }
        position += 1
        return true
    }

    mutating func skipDigits() -> Int {
        let start = position
        while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 { position += 1 }
        return position - start
    }

    mutating func date() -> CivilDate? {
        guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2) else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// `Z` or `±hh:mm` in seconds.
    mutating func offset() -> Int? {
        if skip("Zz") { return 0 }
        let sign: Int
        if skip("+") {
            sign = 1
        } else if skip("-") {
            sign = -1
        } else {
            return nil
        }
        guard let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}

/// Which day a date field keeps of a time with an offset: both are known (AffinityAPI.md#dates-and-times).
package enum DayOfOffset: String, Sendable, CaseIterable {
    /// The day in UTC.
    case utc
    /// The day as it is written.
    case written

    /// A date as it is stored: midnight Pacific. A text that is not a date-time gives `nil`.
    func stored(_ text: String) -> Int? {
        guard let instant = Timestamp.parseDateTime(text) else { return nil }
        if self == .written, let date = Timestamp.parseDate(String(text.prefix(10))) { return PacificTime.midnight(of: date) }
        return PacificTime.midnight(of: CivilDate(daysSinceEpoch: PacificTime.floorDivide(instant, 86_400)))
    }
}
