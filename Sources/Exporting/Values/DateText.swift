package import Affinity

/// Writes calendar dates: ISO 8601, or by a Unicode date pattern (UTS #35) with English names. A time of day, which a date has
/// not, is written as midnight.
package struct DateText: Sendable {
    private enum Piece: Sendable {
        case literal(String)
        case year(Int), month(Int), day(Int), weekday(Int), zeros(Int)
    }

    private let pieces: [Piece]

    /// - Parameter pattern: Checked by the pipeline language before.
    package init(pattern: String) {
        var pieces: [Piece] = []
        let letters = Array(pattern)
        var at = 0
        while at < letters.count {
            let letter = letters[at]
            if letter == "'" {
                let end = letters[(at + 1)...].firstIndex(of: "'") ?? letters.count
                pieces.append(.literal(end == at + 1 ? "'" : String(letters[(at + 1)..<end])))
                at = end + 1
                continue
            }
            let end = letters[at...].firstIndex { $0 != letter } ?? letters.count
            let count = end - at
            switch letter {
            case "y", "u": pieces.append(.year(count))
            case "M", "L": pieces.append(.month(count))
            case "d": pieces.append(.day(count))
            case "E": pieces.append(.weekday(count))
            case "H", "k", "K", "h", "m", "s", "S": pieces.append(.zeros(count))
            case _ where letter.isASCII && letter.isLetter: break
            default: pieces.append(.literal(String(letters[at..<end])))
            }
            at = end
        }
        self.pieces = pieces
    }

    package func text(_ date: CalendarDate) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .year(let count): text += count == 2 ? Self.padded(date.year % 100, 2) : Self.padded(date.year, count)
            case .month(let count):
                text += count < 3 ? Self.padded(date.month, count) : Self.name(Self.months[date.month - 1], whole: count > 3)
            case .day(let count): text += Self.padded(date.day, count)
            case .weekday(let count):
                // 1 January 1970 was a Thursday.
                text += Self.name(Self.weekdays[((date.daysSince1970 + 4) % 7 + 7) % 7], whole: count > 3)
            case .zeros(let count): text += String(repeating: "0", count: count)
            }
        }
        return text
    }

    package func text(_ value: DateValue) -> String { text(value.day) }

    /// Appends what Affinity wrote as a value of this kind; false for a text that is no date.
    static func append(_ text: UnsafeBufferPointer<UInt8>, _ kind: DateValue.Kind, _ pattern: DateText?, to out: inout [UInt8]) -> Bool {
        // Nearly all are written so that nothing has to be counted out.
        if pattern == nil, let count = shownAsWritten(text, kind) {
            out += text[..<count]
            return true
        }
        guard let value = DateValue(String(decoding: text, as: UTF8.self), kind) else { return false }
        if let pattern { out += pattern.text(value).utf8 } else { out += value.text.utf8 }
        return true
    }

    /// How much of `2026-11-27T02:34:12Z` is the value as it is written; nil where it has to be counted out. Eight o'clock in Greenwich
    /// or later is the same day on the Pacific coast (v2 sheet §2.3), summer and winter, and but for one second it is not midnight there.
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

    private static func name(_ name: String, whole: Bool) -> String { whole ? name : String(name.prefix(3)) }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
}
