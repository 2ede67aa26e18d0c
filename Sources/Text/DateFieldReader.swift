/// Takes the fields of a pattern from a text, one after the other.
struct DateFieldReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var i = 0
    private var year = 0
    private var month = 0
    private var day = 0
    private var dayOfYear: Int?

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { i == bytes.count }

    var reading: DatePattern.Reading {
        if let dayOfYear {
            guard let first = CalendarDate(year: year, month: 1, day: 1) else { return .noSuchDay(year: year, month: 1, day: dayOfYear) }
            let date = CalendarDate(daysSince1970: first.daysSince1970 + dayOfYear - 1)
            return dayOfYear > 0 && date.year == year ? .date(date) : .noSuchDay(year: year, month: 1, day: dayOfYear)
        }
        return CalendarDate(year: year, month: month, day: day).map { .date($0) } ?? .noSuchDay(year: year, month: month, day: day)
    }

    /// - Parameter next: what is read after it.
    mutating func read(_ item: DatePatternItem, before next: DatePatternItem?) -> Bool {
        switch item {
        case .year4: return Self.take(number(least: 4, most: 4), into: &year)
        case .year2: return Self.take(number(least: 2, most: 2).map { $0 + ($0 < 69 ? 2000 : 1900) }, into: &year)
        case .month(let width, _): return Self.take(number(least: width ?? 1, most: width ?? 2), into: &month)
        case .day(let width, _):
            guard Self.take(number(least: width ?? 1, most: width ?? 2), into: &day) else { return false }
            skipOrdinal(before: next)
            return true
        case .dayOfYear(let width, _):
            dayOfYear = number(least: width ?? 1, most: width ?? 3)
            return dayOfYear != nil
        case .time(let time, let width, _): return number(least: width ?? 1, most: width ?? 2).map { $0 <= time.limit } ?? false
        case .fraction: return number(least: 1, most: 9) != nil
        case .monthName:
            guard let index = word(among: EnglishDates.months, before: next) else { return false }
            month = index + 1
            return true
        case .weekday: return word(among: EnglishDates.weekdays, before: next) != nil
        case .era: return word(among: EnglishDates.eras, before: next) != nil
        case .dayPeriod: return word(among: EnglishDates.dayPeriods, before: next) != nil
        case .zone: return zone()
        case .space: return space()
        case .literal(let text):
            guard bytes.count - i >= text.count, bytes[i..<(i + text.count)].elementsEqual(text) else { return false }
            i += text.count
            return true
        }
    }

    /// False when there is no value.
    private static func take(_ value: Int?, into target: inout Int) -> Bool {
        guard let value else { return false }
        target = value
        return true
    }

    private mutating func number(least: Int, most: Int) -> Int? {
        let start = i
        var sum = 0
        while i < bytes.count, i - start < most, bytes[i] &- 0x30 < 10 {
            sum = sum * 10 + Int(bytes[i] &- 0x30)
            i += 1
        }
        return i - start >= least ? sum : nil
    }

    /// `1st`, `2nd`, `3rd`, `31st`: the letters say nothing more. Letters of the pattern's own are left to it.
    private mutating func skipOrdinal(before next: DatePatternItem?) {
        if case .literal(let text) = next, let first = text.first, (first | 0x20) &- 0x61 < 26 { return }
        guard bytes.count - i >= 2 else { return }
        // `13Thursday` has no ordinal.
        let isWhole = i + 2 == bytes.count || (bytes[i + 2] | 0x20) &- 0x61 >= 26
        switch (bytes[i] | 0x20, bytes[i + 1] | 0x20) {
        case (0x73, 0x74), (0x6E, 0x64), (0x72, 0x64), (0x74, 0x68): if isWhole { i += 2 }
        default: break
        }
    }

    /// One of the names, in full or its first letters (three at least), with a full stop behind or not.
    private mutating func word(among names: [EnglishDates.Name], before next: DatePatternItem?) -> Int? {
        let letters = bytes[i...].prefix { (0x61...0x7A).contains($0 | 0x20) }.map { $0 | 0x20 }
        guard letters.count >= 2,
            let index = names.firstIndex(where: {
                $0.folded == letters || (letters.count >= 3 && letters.count <= 5 && $0.folded.starts(with: letters))
            })
        else { return nil }
        i += letters.count
        // A full stop of the pattern's own is left to it.
        if case .literal(let text) = next, text.first == UInt8(ascii: ".") { return index }
        if letters.count < names[index].folded.count, i < bytes.count, bytes[i] == UInt8(ascii: ".") { i += 1 }
        return index
    }

    /// `Z`, `UTC`, `+02:00`, `GMT+2`.
    private mutating func zone() -> Bool {
        let start = i
        while i < bytes.count, Self.isOfZone(bytes[i]) { i += 1 }
        return i > start
    }

    static func isOfZone(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// White space, the no-break kinds too: some programs write them before AM and PM.
    private mutating func space() -> Bool {
        let start = i
        while i < bytes.count {
            if bytes[i] == 0x20 || bytes[i] == 0x09 {
                i += 1
            } else if i + 1 < bytes.count, bytes[i] == 0xC2, bytes[i + 1] == 0xA0 {
                i += 2
            } else if i + 2 < bytes.count, bytes[i] == 0xE2, bytes[i + 1] == 0x80, bytes[i + 2] == 0xAF {
                i += 3
            } else {
                break
            }
        }
        return i > start
    }
}

/// The English names in dates.
package enum EnglishDates {
    package static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ].map(Name.init)

    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map(Name.init)

    static let eras = ["AD", "CE"].map(Name.init)

    static let dayPeriods = ["AM", "PM"].map(Name.init)

    package struct Name: Sendable {
        let text: String
        /// In lower case, to be compared with.
        package let folded: [UInt8]

        init(_ text: String) {
            self.text = text
            folded = Array(text.lowercased().utf8)
        }

        package func written(isWhole: Bool) -> String { isWhole ? text : String(text.prefix(3)) }
    }
}
