/// Where the parts of a cell's value stand: `{"type": …, "data": …, "totalCount": …}`.
struct ValueScan {
    /// The inside of the string.
    var type: Range<Int>?
    /// Where the data begins; nil for an empty cell.
    var data: Int?
    /// How many values the cell has, where Affinity says so (v2 sheet §2.3).
    var totalCount: Int64?

    /// - Parameter cursor: At the value.
    init(_ cursor: JSONCursor) throws(JSONCursor.Problem) {
        var cursor = cursor
        if try cursor.isNull() { return }
        try cursor.expect(UInt8(ascii: "{"), "a value")
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "data") {
                if try !cursor.isNull() {
                    data = cursor.at
                    try cursor.skip()
                }
            } else if cursor.matches(key, "type") {
                type = try cursor.optionalString()
            } else if cursor.matches(key, "totalCount"), try !cursor.isNull() {
                totalCount = try cursor.integer()
            } else {
                try cursor.skip()
            }
        }
    }
}
