import Affinity

/// Where the parts of a cell's value stand: `{"type": …, "data": …, "totalCount": …}`.
struct ValueScan {
    /// Where the data begin; -1 for an empty cell.
    var data = -1
    /// The inside of the text that names its type.
    var type = 0..<0
    /// How many values the cell has, where Affinity says so (AffinityAPI.md#values); else 0.
    var totalCount: Int64 = 0

    /// Passes over the value that begins at the cursor.
    mutating func read(_ cursor: inout JSONCursor) throws(JSONProblem) {
        if try cursor.isNull() { return }
        guard cursor.peek() == UInt8(ascii: "{") else {
            // Nothing that is known; it is written as it stands.
            data = cursor.at
            return try cursor.skip()
        }
        try cursor.enterObject("a value")
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "data") {
                if try !cursor.isNull() {
                    data = cursor.at
                    try cursor.skip()
                }
            } else if cursor.matches(key, "type"), cursor.peek() == UInt8(ascii: "\"") {
                type = try cursor.rawString()
            } else if cursor.matches(key, "totalCount"), cursor.peek() &- 0x30 < 10 {
                // A count beyond all numbers is more than a page shows.
                totalCount = Int64(String(decoding: cursor.bytes[try cursor.rawNumber()], as: UTF8.self)) ?? .max
            } else {
                try cursor.skip()
            }
        }
    }
}
