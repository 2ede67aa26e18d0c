import Affinity

/// Finds in a page's rows what an export wants of them.
struct RowScanner {
    /// As many values as a page shows of a cell.
    private static let valuesInPage: Int64 = 100
    private let fields: [[UInt8]]
    /// What the values of each field should be of.
    private let types: [[UInt8]]
    /// Whether the rows are entries of a list, which hold their record, or records themselves.
    private let onList: Bool

    init(_ frame: ExportFrame) {
        fields = frame.fields.map { Array($0.rawValue.utf8) }
        types = frame.fieldTypes.map { Array($0.rawValue.utf8) }
        onList = frame.list != nil
    }

    /// Fills `page` with the places of all rows, in their order.
    func scan(_ cursor: JSONCursor, into page: inout ScannedPage) throws(JSONProblem) {
        var cursor = cursor
        page.removeAll()
        try cursor.enterPage()
        var isFirst = true
        while try cursor.nextElement(isFirst: &isFirst) {
            page.beginRow()
            if onList { try entry(&cursor, into: &page) } else { try record(&cursor, into: &page) }
        }
    }

    private func entry(_ cursor: inout JSONCursor, into page: inout ScannedPage) throws(JSONProblem) {
        try cursor.enterObject("a row")
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "id") {
                let id = try id(.entryID, &cursor, into: &page)
                page.setIDs { $0.entryID = id }
            } else if cursor.matches(key, "entity") {
                try record(&cursor, into: &page)
            } else if cursor.matches(key, "createdAt") {
                page.set(.added, try text(&cursor))
            } else {
                try cursor.skip()
            }
        }
    }

    private func record(_ cursor: inout JSONCursor, into page: inout ScannedPage) throws(JSONProblem) {
        try cursor.enterObject("a record")
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            switch cursor.bytes[key.lowerBound] {
            case UInt8(ascii: "i") where cursor.matches(key, "id"):
                let id = try id(.oddRecordID, &cursor, into: &page)
                page.setIDs { $0.recordID = id }
            case UInt8(ascii: "n") where cursor.matches(key, "name"): page.set(.name, try text(&cursor))
            case UInt8(ascii: "d") where cursor.matches(key, "domain"): page.set(.domain, try text(&cursor))
            case UInt8(ascii: "d") where cursor.matches(key, "domains"): page.set(.domains, try list(&cursor))
            case UInt8(ascii: "f") where cursor.matches(key, "firstName"): page.set(.firstName, try text(&cursor))
            case UInt8(ascii: "l") where cursor.matches(key, "lastName"): page.set(.lastName, try text(&cursor))
            case UInt8(ascii: "p") where cursor.matches(key, "primaryEmailAddress"): page.set(.email, try text(&cursor))
            case UInt8(ascii: "e") where cursor.matches(key, "emailAddresses"): page.set(.emails, try list(&cursor))
            case UInt8(ascii: "f") where cursor.matches(key, "fields"): try values(&cursor, into: &page)
            default: try cursor.skip()
            }
        }
    }

    /// An id. One that is not a whole number below 2^63 is written as what it is, from its place, and a number stands for it here.
    private func id(_ attribute: RecordAttribute, _ cursor: inout JSONCursor, into page: inout ScannedPage) throws(JSONProblem) -> Int64 {
        let start = cursor
        if let id = try? cursor.integer(), id >= 0 { return id }
        cursor = start
        let place = try cursor.peek() == UInt8(ascii: "\"") ? cursor.rawString() : cursor.rawNumber()
        page.set(attribute, place)
        return ScannedPage.Row.standIn(for: cursor.bytes[place])
    }

    /// The inside of a text; of anything else the whole of it, which is written as it stands.
    private func text(_ cursor: inout JSONCursor) throws(JSONProblem) -> Range<Int>? {
        switch cursor.peek() {
        case UInt8(ascii: "\""): try cursor.rawString()
        case UInt8(ascii: "n"): try cursor.optionalString()
        default: try list(&cursor)
        }
    }

    private func list(_ cursor: inout JSONCursor) throws(JSONProblem) -> Range<Int> {
        _ = cursor.peek()
        let start = cursor.at
        try cursor.skip()
        return start..<cursor.at
    }

    private func values(_ cursor: inout JSONCursor, into page: inout ScannedPage) throws(JSONProblem) {
        if try cursor.isNull() { return }
        try cursor.enterList("a list of fields")
        var isFirst = true
        // Fields come in one order in all rows, so the one after the last is the best guess.
        var guess = 0
        while try cursor.nextElement(isFirst: &isFirst) {
            try cursor.enterObject("a field")
            var isFirstKey = true
            var field: Int?
            var value = ValueScan()
            while let key = try cursor.nextKey(isFirst: &isFirstKey) {
                if cursor.matches(key, "id") {
                    let id = try cursor.rawString()
                    field = index(of: id, in: cursor, &guess)
                    if field == nil, !cursor.isText(id) {
                        throw JSONProblem(.otherKind, expected: "the id of a field", offset: id.lowerBound)
                    }
                } else if cursor.matches(key, "value") {
                    try value.read(&cursor)
                } else {
                    try cursor.skip()
                }
            }
            guard let field else { continue }
            page.set(field: field, dataAt: value.data)
            if value.data >= 0, !cursor.matches(value.type, types[field]) {
                page.set(field: field, otherType: FieldValueType(rawValue: String(decoding: cursor.bytes[value.type], as: UTF8.self)))
            }
            if value.totalCount > Self.valuesInPage { page.addLong(field: field) }
        }
    }

    private func index(of id: Range<Int>, in cursor: JSONCursor, _ guess: inout Int) -> Int? {
        for offset in 0..<fields.count {
            var index = guess + offset
            if index >= fields.count { index -= fields.count }
            if index < fields.count, cursor.matches(id, fields[index]) {
                guess = index + 1
                return index
            }
        }
        return nil
    }
}

extension JSONCursor {
    /// Goes to the first row of a page. Without a list under `data` it is not a page: an answer that was cut must not pass for an empty one.
    mutating func enterPage() throws(JSONProblem) {
        try enterObject("a page")
        var isFirst = true
        while let key = try nextKey(isFirst: &isFirst) {
            guard matches(key, "data") else {
                try skip()
                continue
            }
            try enterList("a list of rows")
            return
        }
        throw unfit("a page with \"data\"")
    }

    /// The inside of a string; nil for null.
    mutating func optionalString() throws(JSONProblem) -> Range<Int>? {
        try isNull() ? nil : try rawString()
    }
}
