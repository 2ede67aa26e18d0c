/// Where the parts of a cell's value stand: `{"type": …, "data": …, "totalCount": …}`.
struct ValueScan {
    /// Where the data begin; -1 for an empty cell.
    var data = -1
    /// How many values the cell has, where Affinity says so (v2 sheet §2.3); else 0.
    var totalCount: Int64 = 0

    /// Passes over the value that begins at the cursor.
    mutating func read(_ cursor: inout JSONCursor) throws(JSONCursor.Problem) {
        if try cursor.isNull() { return }
        try cursor.expect(UInt8(ascii: "{"), "a value")
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "data") {
                if try !cursor.isNull() {
                    data = cursor.at
                    try cursor.skip()
                }
            } else if cursor.matches(key, "totalCount") {
                if try !cursor.isNull() { totalCount = try cursor.integer() }
            } else {
                try cursor.skip()
            }
        }
    }
}
