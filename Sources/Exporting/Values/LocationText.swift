import Affinity

/// A place in a cell: street, city, state and country with commas between, as far as there are any; the continent when there is
/// nothing else.
enum LocationText {
    static func append(_ cursor: inout JSONCursor, _ part: ValuePart?, to text: inout [UInt8]) throws(JSONProblem) {
        try cursor.enterObject("a place")
        var (street, city, state, country, continent): (Range<Int>?, Range<Int>?, Range<Int>?, Range<Int>?, Range<Int>?)
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "streetAddress") {
                street = try cursor.optionalString()
            } else if cursor.matches(key, "city") {
                city = try cursor.optionalString()
            } else if cursor.matches(key, "state") {
                state = try cursor.optionalString()
            } else if cursor.matches(key, "country") {
                country = try cursor.optionalString()
            } else if cursor.matches(key, "continent") {
                continent = try cursor.optionalString()
            } else {
                try cursor.skip()
            }
        }
        func append(_ range: Range<Int>?) throws(JSONProblem) {
            if let range { try cursor.append(range, to: &text) }
        }
        switch part {
        case .street: return try append(street)
        case .city: return try append(city)
        case .state: return try append(state)
        case .country: return try append(country)
        case .continent: return try append(continent)
        default: break
        }
        let start = text.count
        func appendNext(_ range: Range<Int>?) throws(JSONProblem) {
            guard let range, !range.isEmpty else { return }
            if text.count > start {
                text.append(UInt8(ascii: ","))
                text.append(0x20)
            }
            try cursor.append(range, to: &text)
        }
        try appendNext(street)
        try appendNext(city)
        try appendNext(state)
        try appendNext(country)
        if text.count == start { try append(continent) }
    }
}
