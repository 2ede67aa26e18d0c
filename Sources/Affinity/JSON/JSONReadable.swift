/// A value that is read from the JSON of an answer.
protocol JSONReadable: SendableMetatype {
    /// Reads the value that begins at the cursor, which is behind it then.
    init(_ json: inout JSONCursor) throws(JSONProblem)
}

/// The members of an object, each read when it is asked for. Members that nobody asks for are skipped, whatever they hold: Affinity adds
/// keys without a new version (AffinityAPI.md#api-versions).
struct JSONMembers {
    private struct Member {
        let key: Range<Int>
        let value: Int
    }

    private let json: JSONCursor
    private var members: [Member] = []
    private let end: Int

    /// - Parameter json: before the object, behind it afterwards.
    init(_ json: inout JSONCursor) throws(JSONProblem) {
        try json.enterObject()
        members.reserveCapacity(8)
        var isFirst = true
        while let key = try json.nextKey(isFirst: &isFirst) {
            members.append(Member(key: key, value: json.at))
            try json.skip()
        }
        self.json = json
        end = json.at
    }

    func required<Value: JSONReadable>(_ key: StaticString, as _: Value.Type = Value.self) throws(JSONProblem) -> Value {
        guard var place = place(of: key) else {
            throw JSONProblem(.missing, expected: "\"\(key)\"", offset: end).within(key)
        }
        do throws(JSONProblem) { return try Value(&place) } catch { throw error.within(key) }
    }

    /// Nil for null, and where there is no such member.
    func optional<Value: JSONReadable>(_ key: StaticString, as _: Value.Type = Value.self) throws(JSONProblem) -> Value? {
        guard var place = place(of: key) else { return nil }
        do throws(JSONProblem) { return try place.isNull() ? nil : try Value(&place) } catch { throw error.within(key) }
    }

    /// Nil for null too, but the member must be there.
    func nullable<Value: JSONReadable>(_ key: StaticString, as _: Value.Type = Value.self) throws(JSONProblem) -> Value? {
        guard has(key) else { throw JSONProblem(.missing, expected: "\"\(key)\"", offset: end).within(key) }
        return try optional(key)
    }

    /// Before the value; nil for null, and where there is no such member.
    func cursor(_ key: StaticString) throws(JSONProblem) -> JSONCursor? {
        guard let place = place(of: key) else { return nil }
        var value = place
        do throws(JSONProblem) { return try value.isNull() ? nil : place } catch { throw error.within(key) }
    }

    func has(_ key: StaticString) -> Bool { place(of: key) != nil }

    /// Of members that have the same key the last counts, as elsewhere.
    private func place(of key: StaticString) -> JSONCursor? {
        members.last { json.matches($0.key, key) }.map { JSONCursor(json.bytes, at: $0.value) }
    }
}

extension Int64: JSONReadable {
    init(_ json: inout JSONCursor) throws(JSONProblem) { self = try json.integer() }
}

extension Int: JSONReadable {
    init(_ json: inout JSONCursor) throws(JSONProblem) { self = Int(try json.integer()) }
}

extension Double: JSONReadable {
    init(_ json: inout JSONCursor) throws(JSONProblem) { self = try json.number() }
}

extension Bool: JSONReadable {
    init(_ json: inout JSONCursor) throws(JSONProblem) { self = try json.bool() }
}

extension String: JSONReadable {
    init(_ json: inout JSONCursor) throws(JSONProblem) { self = try json.string() }
}

extension AffinityID: JSONReadable {
    init(_ json: inout JSONCursor) throws(JSONProblem) { self.init(try json.integer()) }
}

extension FieldID: JSONReadable {
    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let id = try json.rawString()
        guard json.isText(id) else { throw JSONProblem(.otherKind, expected: "the id of a field", offset: id.lowerBound) }
        self.init(try json.string(id))
    }
}

extension FieldValueType: JSONReadable {
    init(_ json: inout JSONCursor) throws(JSONProblem) { self.init(rawValue: try json.string()) }
}

extension Array: JSONReadable where Element: JSONReadable {
    init(_ json: inout JSONCursor) throws(JSONProblem) {
        self.init()
        try json.enterList()
        var isFirst = true
        while try json.nextElement(isFirst: &isFirst) {
            do throws(JSONProblem) { append(try Element(&json)) } catch { throw error.within(element: count) }
        }
    }
}
