import Affinity

/// Where the parts of one row stand in its page. Reused from row to row.
struct ScannedRow {
    /// Nil for a row of the directory.
    var entryID: Int64?
    var recordID: Int64 = 0
    /// The insides of strings, escapes and all.
    var attributes: [RecordAttribute: Range<Int>] = [:]
    /// Where lists of texts begin.
    var lists: [RecordAttribute: Int] = [:]
    /// For each field asked for where its value begins, or -1.
    var values: [Int] = []
}

/// Finds in a page's rows what an export wants of them.
struct RowScanner {
    private let fields: [[UInt8]]
    private let onList: Bool

    /// - Parameter onList: Whether the rows are entries of a list, which hold their record, or records themselves.
    init(fields: [FieldID], onList: Bool) {
        self.fields = fields.map { Array($0.rawValue.utf8) }
        self.onList = onList
    }

    /// Calls `body` for each row of the page, in its order.
    func scan<E: Error>(_ cursor: JSONCursor, _ body: (inout ScannedRow) throws(E) -> Void) throws(ScanError<E>) {
        var cursor = cursor
        var row = ScannedRow()
        do throws(JSONCursor.Problem) {
            guard try cursor.enterPage() else { return }
        } catch { throw .json(error) }
        var isFirst = true
        while true {
            do throws(JSONCursor.Problem) {
                guard try cursor.nextElement(isFirst: &isFirst) else { return }
                try read(&cursor, into: &row)
            } catch { throw .json(error) }
            do throws(E) { try body(&row) } catch { throw .body(error) }
        }
    }

    private func read(_ cursor: inout JSONCursor, into row: inout ScannedRow) throws(JSONCursor.Problem) {
        row.entryID = nil
        row.attributes.removeAll(keepingCapacity: true)
        row.lists.removeAll(keepingCapacity: true)
        row.values.removeAll(keepingCapacity: true)
        row.values.append(contentsOf: repeatElement(-1, count: fields.count))
        guard onList else { return try record(&cursor, into: &row) }
        try cursor.expect(UInt8(ascii: "{"), "a row")
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "id") {
                row.entryID = try cursor.integer()
            } else if cursor.matches(key, "entity") {
                try record(&cursor, into: &row)
            } else if cursor.matches(key, "createdAt") {
                row.attributes[.added] = try cursor.optionalString()
            } else {
                try cursor.skip()
            }
        }
    }

    private func record(_ cursor: inout JSONCursor, into row: inout ScannedRow) throws(JSONCursor.Problem) {
        try cursor.expect(UInt8(ascii: "{"), "a record")
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            switch cursor.bytes[key.lowerBound] {
            case UInt8(ascii: "i") where cursor.matches(key, "id"): row.recordID = try cursor.integer()
            case UInt8(ascii: "n") where cursor.matches(key, "name"): row.attributes[.name] = try cursor.optionalString()
            case UInt8(ascii: "d") where cursor.matches(key, "domain"): row.attributes[.domain] = try cursor.optionalString()
            case UInt8(ascii: "d") where cursor.matches(key, "domains"): try list(&cursor, .domains, &row)
            case UInt8(ascii: "f") where cursor.matches(key, "firstName"): row.attributes[.firstName] = try cursor.optionalString()
            case UInt8(ascii: "l") where cursor.matches(key, "lastName"): row.attributes[.lastName] = try cursor.optionalString()
            case UInt8(ascii: "p") where cursor.matches(key, "primaryEmailAddress"):
                row.attributes[.email] = try cursor.optionalString()
            case UInt8(ascii: "e") where cursor.matches(key, "emailAddresses"): try list(&cursor, .emails, &row)
            case UInt8(ascii: "f") where cursor.matches(key, "fields"): try values(&cursor, into: &row)
            default: try cursor.skip()
            }
        }
    }

    private func list(_ cursor: inout JSONCursor, _ attribute: RecordAttribute, _ row: inout ScannedRow) throws(JSONCursor.Problem) {
        _ = cursor.peek()
        row.lists[attribute] = cursor.at
        try cursor.skip()
    }

    private func values(_ cursor: inout JSONCursor, into row: inout ScannedRow) throws(JSONCursor.Problem) {
        if try cursor.isNull() { return }
        try cursor.expect(UInt8(ascii: "["), "a list of fields")
        var isFirst = true
        // Fields come in one order in all rows, so the one after the last is the best guess.
        var guess = 0
        while try cursor.nextElement(isFirst: &isFirst) {
            try cursor.expect(UInt8(ascii: "{"), "a field")
            var isFirstKey = true
            var slot: Int?
            var value = -1
            while let key = try cursor.nextKey(isFirst: &isFirstKey) {
                if cursor.matches(key, "id") {
                    slot = index(of: try cursor.rawString(), in: cursor, &guess)
                } else if cursor.matches(key, "value") {
                    _ = cursor.peek()
                    value = cursor.at
                    try cursor.skip()
                } else {
                    try cursor.skip()
                }
            }
            if let slot { row.values[slot] = value }
        }
    }

    private func index(of id: Range<Int>, in cursor: JSONCursor, _ guess: inout Int) -> Int? {
        for offset in 0..<fields.count {
            let index = (guess + offset) % fields.count
            let field = fields[index]
            if field.count == id.count, cursor.bytes[id].elementsEqual(field) {
                guess = index + 1
                return index
            }
        }
        return nil
    }
}

/// What ends a scan: the page, or whoever takes its rows.
enum ScanError<Body: Error>: Error {
    case json(JSONCursor.Problem)
    case body(Body)
}

extension JSONCursor {
    /// Goes to the first row of a page.
    /// - Returns: False when it has no rows.
    mutating func enterPage() throws(Problem) -> Bool {
        try expect(UInt8(ascii: "{"), "a page")
        var isFirst = true
        while let key = try nextKey(isFirst: &isFirst) {
            guard matches(key, "data") else {
                try skip()
                continue
            }
            if try isNull() { return false }
            try expect(UInt8(ascii: "["), "a list of rows")
            return true
        }
        throw fail("a page with \"data\"")
    }

    /// The inside of a string; nil for null.
    mutating func optionalString() throws(Problem) -> Range<Int>? {
        try isNull() ? nil : try rawString()
    }
}
