/// A tree of plain values, as any YAML or JSON reader can produce it: what an account is described in.
package indirect enum SeedValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([SeedValue])
    case object([SeedMember])
}

/// One key of an object with its value.
package struct SeedMember: Sendable, Equatable {
    package let key: String
    package let value: SeedValue

    package init(_ key: String, _ value: SeedValue) {
        self.key = key
        self.value = value
    }
}

/// What is wrong in the description of an account, and where.
package struct SeedError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The place in the tree, such as `lists[0].entries[3].fields.Status`; empty for the document itself.
    package let path: String
    package let message: String

    init(_ path: String, _ message: String) {
        self.path = path
        self.message = message
    }

    package var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

/// A place in a seed's tree that knows its path, so that every complaint can name it.
struct SeedReader {
    let value: SeedValue
    let path: String

    /// An object none of whose keys is unknown.
    /// - Throws: `SeedError` when it is something else, has an unknown key or has one twice.
    func object(keys: [String]) throws(SeedError) -> SeedReader {
        guard case .object(let members) = value else { throw mismatch("an object with the keys \(keys.joined(separator: ", "))") }
        var seen: Set<String> = []
        for member in members {
            guard keys.contains(member.key) else {
                throw SeedError(child(member.key), "unknown key; the keys here are \(keys.joined(separator: ", "))")
            }
            guard seen.insert(member.key).inserted else { throw SeedError(child(member.key), "this key is here twice") }
        }
        return self
    }

    func optional(_ key: String) -> SeedReader? {
        guard case .object(let members) = value, let member = members.last(where: { $0.key == key }), member.value != .null else {
            return nil
        }
        return SeedReader(value: member.value, path: child(key))
    }

    func required(_ key: String) throws(SeedError) -> SeedReader {
        guard let reader = optional(key) else { throw SeedError(path, "`\(key)` is missing") }
        return reader
    }

    /// Every key of a free-form object.
    func members() throws(SeedError) -> [(key: String, reader: SeedReader)] {
        guard case .object(let members) = value else { throw mismatch("an object") }
        return members.map { ($0.key, SeedReader(value: $0.value, path: child($0.key))) }
    }

    func items() throws(SeedError) -> [SeedReader] {
        guard case .list(let items) = value else { throw mismatch("a list") }
        return items.enumerated().map { SeedReader(value: $0.element, path: "\(path)[\($0.offset)]") }
    }

    /// The items of a list that may be missing.
    func items(_ key: String) throws(SeedError) -> [SeedReader] {
        guard let reader = optional(key) else { return [] }
        return try reader.items()
    }

    func text() throws(SeedError) -> String {
        guard case .text(let text) = value else { throw mismatch("text") }
        return text
    }

    func text(_ key: String) throws(SeedError) -> String? {
        guard let reader = optional(key) else { return nil }
        return try reader.text()
    }

    func texts(_ key: String) throws(SeedError) -> [String] {
        var texts: [String] = []
        for item in try items(key) { texts.append(try item.text()) }
        return texts
    }

    func number() throws(SeedError) -> Double {
        guard case .number(let number) = value else { throw mismatch("a number") }
        return number
    }

    func flag(_ key: String, default fallback: Bool) throws(SeedError) -> Bool {
        guard let reader = optional(key) else { return fallback }
        guard case .bool(let flag) = reader.value else { throw reader.mismatch("true or false") }
        return flag
    }

    func mismatch(_ wanted: String) -> SeedError {
        let found =
            switch value {
            case .null: "nothing"
            case .bool: "true or false"
            case .number: "a number"
            case .text(let text): "the text \"\(text)\""
            case .list: "a list"
            case .object: "an object"
            }
        return SeedError(path, "this should be \(wanted), but is \(found)")
    }

    private func child(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
