import Affinity
import Text

/// Writes values as the text of a cell, straight from the page. `Docs/Exports.md` has the table of forms; an import reads each of
/// them back as the same value.
struct ValueText {
    /// Between the values of one cell.
    let joiner: [UInt8]
    /// ISO 8601 when nil.
    let dates: DatePattern?

    init(joiner: String, dates: DatePattern?) {
        self.joiner = Array(joiner.utf8)
        self.dates = dates
    }

    /// Appends the text of the data that begins at the cursor.
    func append(
        _ cursor: inout JSONCursor, _ form: ValueForm, _ part: ValuePart?, to text: inout [UInt8]
    ) throws(JSONProblem) {
        guard cursor.peek() == UInt8(ascii: "[") else { return try appendOne(&cursor, form, part, to: &text) }
        try cursor.enterList()
        var isFirst = true
        let listStart = text.count
        while try cursor.nextElement(isFirst: &isFirst) {
            let end = text.count
            if end > listStart { text += joiner }
            let start = text.count
            try appendOne(&cursor, form, part, to: &text)
            if text.count == start {
                text.removeSubrange(end...)
            } else {
                quoteIfNeeded(from: start, in: &text)
            }
        }
    }

    /// A value among several is quoted when it holds what joins them, a quote or a line break, or spaces at its ends.
    private func quoteIfNeeded(from start: Int, in text: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let mark = joiner.count == 1 ? joiner[0] : quote
        let isPlain = text.withUnsafeBufferPointer { bytes in
            guard bytes[start] != 0x20, bytes[bytes.count - 1] != 0x20 else { return false }
            for index in start..<bytes.count {
                let byte = bytes[index]
                if byte == quote || byte < 0x20 || byte == mark { return false }
            }
            return true
        }
        if isPlain, joiner.count == 1 || !beginsEarly(from: start, in: &text) { return }
        let one = Array(text[start...])
        text.removeSubrange(start...)
        text.append(quote)
        for byte in one {
            if byte == quote { text.append(quote) }
            text.append(byte)
        }
        text.append(quote)
    }

    /// Whether what joins the values, put behind this one, would be found within it or halfway in it: `a |` before ` | `.
    private func beginsEarly(from start: Int, in text: inout [UInt8]) -> Bool {
        let end = text.count
        text += joiner
        defer { text.removeSubrange(end...) }
        return text[start...].firstRange(of: joiner).map { $0.lowerBound < end } ?? false
    }

    private func appendOne(
        _ cursor: inout JSONCursor, _ form: ValueForm, _ part: ValuePart?, to text: inout [UInt8]
    ) throws(JSONProblem) {
        if try cursor.isNull() { return }
        switch form {
        case .number: try appendNumber(&cursor, to: &text)
        case .date(let kind): try appendDate(&cursor, kind, to: &text)
        case .option: try appendOption(&cursor, part, to: &text)
        case .person: try PersonParts(&cursor).append(part, to: &text)
        case .organization: try CompanyParts(&cursor).append(part, to: &text)
        case .place: try LocationText.append(&cursor, part, to: &text)
        case .formula: try appendFormula(&cursor, to: &text)
        case .interaction: try InteractionParts(&cursor).append(part, self, to: &text)
        case .other: try appendOther(&cursor, to: &text)
        }
    }

    /// Without an exponent and without a fraction that says nothing: 1.5e6 is 1500000, 12.0 is 12.
    private func appendNumber(_ cursor: inout JSONCursor, to text: inout [UInt8]) throws(JSONProblem) {
        let range = try cursor.rawNumber()
        let token = cursor.bytes[range]
        if token.count < 16, token.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }) {
            text += token
        } else if let number = Double(String(decoding: token, as: UTF8.self)), number.isFinite {
            text += PlainNumber.text(number).utf8
        } else {
            throw cursor.unfit("a number that fits 64 bits")
        }
    }

    private func appendDate(
        _ cursor: inout JSONCursor, _ kind: DateValue.Kind, to text: inout [UInt8]
    ) throws(JSONProblem) {
        try append(date: try cursor.rawString(), cursor, kind, to: &text)
    }

    /// - Parameter range: the inside of a text.
    func append(date range: Range<Int>, _ cursor: JSONCursor, _ kind: DateValue.Kind, to text: inout [UInt8]) throws(JSONProblem) {
        let written = UnsafeBufferPointer(rebasing: cursor.bytes[range])
        if !DateText.append(written, kind, dates, to: &text) { try cursor.append(range, to: &text) }
    }

    private func appendOption(_ cursor: inout JSONCursor, _ part: ValuePart?, to text: inout [UInt8]) throws(JSONProblem) {
        try cursor.enterObject("an option")
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if part == nil, cursor.matches(key, "text"), let range = try cursor.optionalString() {
                try cursor.append(range, to: &text)
            } else if part == .id, cursor.matches(key, "dropdownOptionId") {
                text += cursor.bytes[try cursor.rawNumber()]
            } else if !(part == nil && cursor.matches(key, "text")) {
                try cursor.skip()
            }
        }
    }

    private func appendFormula(_ cursor: inout JSONCursor, to text: inout [UInt8]) throws(JSONProblem) {
        try cursor.enterObject("a formula's result")
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "calculatedValue"), try !cursor.isNull() {
                try appendNumber(&cursor, to: &text)
            } else if !cursor.matches(key, "calculatedValue") {
                try cursor.skip()
            }
        }
    }

    /// Texts as they are; of lists their names, of notes and reminders their texts; anything else as its JSON.
    private func appendOther(_ cursor: inout JSONCursor, to text: inout [UInt8]) throws(JSONProblem) {
        guard cursor.peek() == UInt8(ascii: "{") else { return try append(asItIs: &cursor, to: &text) }
        var inside = cursor
        if let range = try Self.name(&inside) {
            try cursor.append(range, to: &text)
            try cursor.skip()
        } else {
            try cursor.appendJSON(to: &text)
        }
    }

    /// The inside of the text under `name`, `content`, or a note's `content.html` (AffinityAPI.md#values); nil where there is none.
    private static func name(_ cursor: inout JSONCursor, isContent isInner: Bool = false) throws(JSONProblem) -> Range<Int>? {
        try cursor.enterObject()
        var isFirst = true
        var found: Range<Int>?
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            let isContent = cursor.matches(key, "content")
            guard found == nil, isContent || cursor.matches(key, "name") || cursor.matches(key, "html") else {
                try cursor.skip()
                continue
            }
            switch cursor.peek() {
            case UInt8(ascii: "\""): found = try cursor.rawString()
            case UInt8(ascii: "{") where isContent && !isInner: found = try name(&cursor, isContent: true)
            default: try cursor.skip()
            }
        }
        return found
    }
}

/// Writes what Affinity says of days and moments.
enum DateText {
    /// Appends what Affinity wrote as a value of this kind; false for a text that is not a date.
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

/// Numbers as people and spreadsheets write them: shortest digits that give the same number back, never an exponent.
enum PlainNumber {
    static func text(_ number: Double) -> String {
        guard number.isFinite else { return "" }
        if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
        let text = String(describing: number)
        guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }), let exponent = Int(text[text.index(after: mark)...]) else {
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        return plain(String(text[..<mark]), exponent: exponent)
    }

    /// Moves the decimal point of a mantissa.
    private static func plain(_ mantissa: String, exponent: Int) -> String {
        let sign = mantissa.hasPrefix("-") ? "-" : ""
        let halves = mantissa.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        var digits = String(halves[0]) + (halves.count > 1 && halves[1] != "0" ? String(halves[1]) : "")
        var point = halves[0].count + exponent
        if point <= 0 {
            digits = String(repeating: "0", count: 1 - point) + digits
            point = 1
        }
        if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
        let cut = digits.index(digits.startIndex, offsetBy: point)
        return sign + digits[..<cut] + "." + digits[cut...]
    }
}
