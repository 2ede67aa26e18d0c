import Affinity

/// Writes values as the text of a cell, straight from the page. `Docs/Exports.md` has the table of forms; an import reads each of
/// them back as the same value.
struct ValueText {
    /// Between the values of one cell.
    let joiner: [UInt8]
    /// ISO 8601 when nil.
    let dates: DateText?

    init(joiner: String, dates: DateText?) {
        self.joiner = Array(joiner.utf8)
        self.dates = dates
    }

    /// Appends the text of the data that begins at the cursor.
    /// - Parameter type: What the field holds; a type that is not known is written as its JSON.
    func append(
        _ cursor: inout JSONCursor, _ type: FieldValueType, _ part: ValuePart?, to text: inout [UInt8]
    ) throws(JSONCursor.Problem) {
        guard cursor.peek() == UInt8(ascii: "[") else { return try appendOne(&cursor, type, part, to: &text) }
        try cursor.expect(UInt8(ascii: "["), "a list")
        var isFirst = true
        var isEmpty = true
        while try cursor.nextElement(isFirst: &isFirst) {
            var one: [UInt8] = []
            try appendOne(&cursor, type, part, to: &one)
            guard !one.isEmpty else { continue }
            if !isEmpty { text += joiner }
            isEmpty = false
            appendQuotedIfNeeded(one, to: &text)
        }
    }

    /// A value among several is quoted when it holds what joins them, a quote or a line break, or spaces at its ends.
    private func appendQuotedIfNeeded(_ one: [UInt8], to text: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let isPlain =
            one.first != 0x20 && one.last != 0x20 && !one.contains { $0 == quote || $0 < 0x20 }
            && (joiner.count == 1 ? !one.contains(joiner[0]) : one.firstRange(of: joiner) == nil)
        guard !isPlain else {
            text += one
            return
        }
        text.append(quote)
        for byte in one {
            if byte == quote { text.append(quote) }
            text.append(byte)
        }
        text.append(quote)
    }

    private func appendOne(
        _ cursor: inout JSONCursor, _ type: FieldValueType, _ part: ValuePart?, to text: inout [UInt8]
    ) throws(JSONCursor.Problem) {
        if try cursor.isNull() { return }
        switch type {
        case .number, .numberMulti: try appendNumber(&cursor, to: &text)
        case .datetime: try appendDate(&cursor, to: &text)
        case .dropdown, .dropdownMulti, .rankedDropdown: try appendOption(&cursor, part, to: &text)
        case .person, .personMulti: try PersonParts(&cursor).append(part, to: &text)
        case .company, .companyMulti: try CompanyParts(&cursor).append(part, to: &text)
        case .location, .locationMulti: try LocationText.append(&cursor, part, to: &text)
        case .formulaNumber: try appendFormula(&cursor, to: &text)
        case .interaction: try InteractionParts(&cursor).append(part, dates, to: &text)
        default: try appendOther(&cursor, to: &text)
        }
    }

    /// Without an exponent and without a fraction that says nothing: 1.5e6 is 1500000, 12.0 is 12.
    private func appendNumber(_ cursor: inout JSONCursor, to text: inout [UInt8]) throws(JSONCursor.Problem) {
        let range = try cursor.rawNumber()
        let token = cursor.bytes[range]
        let isPlain = token.count < 16 && token.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
        if isPlain {
            text += token
        } else if let number = Double(String(decoding: token, as: UTF8.self)) {
            text += PlainNumber.text(number).utf8
        } else {
            throw cursor.fail("a number")
        }
    }

    private func appendDate(_ cursor: inout JSONCursor, to text: inout [UInt8]) throws(JSONCursor.Problem) {
        let written = try cursor.string()
        guard let date = CalendarDate(affinity: written) else {
            text += written.utf8
            return
        }
        text += (dates?.text(date) ?? date.description).utf8
    }

    private func appendOption(_ cursor: inout JSONCursor, _ part: ValuePart?, to text: inout [UInt8]) throws(JSONCursor.Problem) {
        try cursor.expect(UInt8(ascii: "{"), "an option")
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

    private func appendFormula(_ cursor: inout JSONCursor, to text: inout [UInt8]) throws(JSONCursor.Problem) {
        try cursor.expect(UInt8(ascii: "{"), "a formula's result")
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "calculatedValue"), try !cursor.isNull() {
                try appendNumber(&cursor, to: &text)
            } else if !cursor.matches(key, "calculatedValue") {
                try cursor.skip()
            }
        }
    }

    /// Texts as they are; a list of things with names as their names; anything else as its JSON.
    private func appendOther(_ cursor: inout JSONCursor, to text: inout [UInt8]) throws(JSONCursor.Problem) {
        switch cursor.peek() {
        case UInt8(ascii: "\""): try cursor.appendString(to: &text)
        case UInt8(ascii: "{"):
            var named = cursor
            try named.expect(UInt8(ascii: "{"), "an object")
            var isFirst = true
            while let key = try named.nextKey(isFirst: &isFirst) {
                if named.matches(key, "name") || named.matches(key, "content"), let range = try named.optionalString() {
                    try named.append(range, to: &text)
                    return try cursor.skip()
                }
                try named.skip()
            }
            fallthrough
        default:
            let start = cursor.at
            try cursor.skip()
            text += cursor.bytes[start..<cursor.at]
        }
    }
}
