/// A place in a cell: street, city, state and country with commas between, as far as there are any; the continent when there is
/// nothing else.
enum LocationText {
    static func append(_ cursor: inout JSONCursor, _ part: ValuePart?, to text: inout [UInt8]) throws(JSONCursor.Problem) {
        try cursor.expect(UInt8(ascii: "{"), "a place")
        var parts: [Range<Int>?] = [nil, nil, nil, nil, nil]
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if let index = names.firstIndex(where: { cursor.matches(key, $0.key) }) {
                parts[index] = try cursor.optionalString()
            } else {
                try cursor.skip()
            }
        }
        if let part {
            if let index = names.firstIndex(where: { $0.part == part }), let range = parts[index] { try cursor.append(range, to: &text) }
            return
        }
        let shown = parts.prefix(4).compactMap { $0 }.filter { !$0.isEmpty }
        if shown.isEmpty, let continent = parts[4] { return try cursor.append(continent, to: &text) }
        for (index, range) in shown.enumerated() {
            if index > 0 { text += [UInt8(ascii: ","), 0x20] }
            try cursor.append(range, to: &text)
        }
    }

    private static let names: [(key: StaticString, part: ValuePart)] = [
        ("streetAddress", .street), ("city", .city), ("state", .state), ("country", .country), ("continent", .continent),
    ]
}
