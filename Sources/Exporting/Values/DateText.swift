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
