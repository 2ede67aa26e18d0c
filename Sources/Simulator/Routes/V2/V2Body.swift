/// The members of a JSON object in a v2 body, read as strictly as v2's schema does: no unknown keys, every value of its type, and
/// complaints that name the place (AffinityAPI.md#errors-of-v2, #writing-values).
struct V2Body {
    private let members: [String: JSONValue]
    private let pointer: String

    private static let mostItems = 100

    /// - Parameters:
    ///   - pointer: where the object stands in the body; empty for the body itself.
    ///   - required: keys that must be there, though `null` may be their value.
    /// - Throws: 400 for something else than an object, an unknown key or a missing one.
    init(_ value: JSONValue, at pointer: String = "", allowed: [String], required: [String] = []) throws(SimulatedResponse) {
        members = try ValueUpdate.object(value, at: pointer, allowed: allowed, required: required)
        self.pointer = pointer
    }

    subscript(key: String) -> JSONValue? { members[key] }

    /// - Parameter length: how many characters it may have.
    func text(_ key: String, length: ClosedRange<Int>? = nil) throws(SimulatedResponse) -> String? {
        guard let value = members[key] else { return nil }
        guard let text = value.text else { throw mismatch(key, "is not a string") }
        if let length {
            guard text.count >= length.lowerBound else {
                throw outOfRange(key, "length of `\(place(key))` is less than: \(length.lowerBound)")
            }
            guard text.count <= length.upperBound else {
                throw outOfRange(key, "length of `\(place(key))` is greater than: \(length.upperBound)")
            }
        }
        return text
    }

    /// A text that may be `null`.
    func nullableText(_ key: String) throws(SimulatedResponse) -> String? {
        members[key] == .null ? nil : try text(key)
    }

    func required(_ key: String, length: ClosedRange<Int>? = nil) throws(SimulatedResponse) -> String {
        guard let text = try text(key, length: length) else { throw mismatch(key, "is not a string") }
        return text
    }

    func integer(_ key: String, in range: ClosedRange<Int>? = nil) throws(SimulatedResponse) -> Int? {
        guard let value = members[key] else { return nil }
        guard let number = value.integer else { throw mismatch(key, "is not an integer") }
        if let range {
            guard number >= range.lowerBound else { throw outOfRange(key, "number at `\(place(key))` is less than: \(range.lowerBound)") }
            guard number <= range.upperBound else {
                throw outOfRange(key, "number at `\(place(key))` is greater than: \(range.upperBound)")
            }
        }
        return number
    }

    func flag(_ key: String) throws(SimulatedResponse) -> Bool? {
        guard let value = members[key] else { return nil }
        guard case .bool(let flag) = value else { throw mismatch(key, "is not a boolean") }
        return flag
    }

    /// One of an enumeration's names.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Choice.Type
    ) throws(SimulatedResponse) -> Choice? where Choice.RawValue == String {
        guard let text = try text(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            throw mismatch(key, "is not one of: [\(names)]")
        }
        return choice
    }

    /// An object that holds nothing but an id: `{"id": 1}`.
    func reference(_ key: String) throws(SimulatedResponse) -> Int? {
        guard let value = members[key] else { return nil }
        return try Self.reference(value, at: place(key))
    }

    /// At most a hundred such objects, each id once.
    func references(_ key: String) throws(SimulatedResponse) -> [Int]? {
        guard let value = members[key] else { return nil }
        var ids: [Int] = []
        for (index, item) in try items(value, key).enumerated() {
            let id = try Self.reference(item, at: "\(place(key))/\(index)")
            if !ids.contains(id) { ids.append(id) }
        }
        return ids
    }

    func texts(_ key: String) throws(SimulatedResponse) -> [String]? {
        guard let value = members[key] else { return nil }
        var texts: [String] = []
        for (index, item) in try items(value, key).enumerated() {
            guard let text = item.text else { throw mismatch("\(key)/\(index)", "is not a string") }
            texts.append(text)
        }
        return texts
    }

    /// An object inside, with rules of its own.
    func object(_ key: String, allowed: [String], required: [String]) throws(SimulatedResponse) -> V2Body? {
        guard let value = members[key] else { return nil }
        return try V2Body(value, at: place(key), allowed: allowed, required: required)
    }

    func mismatch(_ key: String, _ what: String) -> SimulatedResponse {
        V2Error.validation(String(key.split(separator: "/").first ?? "body"), "value at `\(place(key))` \(what)")
    }

    private func items(_ value: JSONValue, _ key: String) throws(SimulatedResponse) -> [JSONValue] {
        guard let items = value.items else { throw mismatch(key, "is not an array") }
        guard items.count <= Self.mostItems else {
            throw outOfRange(key, "array size at `\(place(key))` is greater than: \(Self.mostItems)")
        }
        return items
    }

    private static func reference(_ value: JSONValue, at place: String) throws(SimulatedResponse) -> Int {
        let body = try V2Body(value, at: place, allowed: ["id"], required: ["id"])
        guard let id = try body.integer("id", in: 1...9_007_199_254_740_991) else { throw body.mismatch("id", "is not an integer") }
        return id
    }

    private func outOfRange(_ key: String, _ message: String) -> SimulatedResponse { V2Error.validation(key, message) }

    private func place(_ key: String) -> String { "\(pointer)/\(key)" }
}
