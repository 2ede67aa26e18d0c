/// Checks a value that someone wants written against the field, as strictly as v2's schema does (AffinityAPI.md#values).
struct ValueUpdate {
    let field: FieldDefinition
    /// Where the value stands in the body, such as `/updates/3/value`.
    let pointer: String

    private static let mostItems = 100

    /// The items to store; none clears the cell.
    /// - Throws: 400 in the style of the sheet's §1.5, naming the place in the body.
    func values(_ value: JSONValue, in state: WorldState) throws(SimulatedResponse) -> [FieldScalar] {
        let members = try Self.object(value, at: pointer, allowed: ["type", "data"], required: ["type", "data"])
        guard let type = members["type"]?.text else { throw mismatch("\(pointer)/type", "is not a string") }
        guard ValueType(rawValue: type) != nil else { throw mismatch("\(pointer)/type", "is not a known value type") }
        guard type == field.valueType.rawValue else {
            throw V2Error.validation(
                "type", "value at `\(pointer)/type` does not match the type of field \(field.key): expected \(field.valueType.rawValue)")
        }
        let data = members["data"] ?? .null
        let place = "\(pointer)/data"
        if data == .null { return [] }
        guard field.valueType.isMulti else { return [try scalar(data, at: place, in: state)] }
        guard let items = data.items else { throw mismatch(place, "is not an array") }
        guard items.count <= Self.mostItems || field.valueType == .dropdownMulti else {
            throw V2Error.validation("data", "array size at `\(place)` is greater than: \(Self.mostItems)")
        }
        var values: [FieldScalar] = []
        for (index, item) in items.enumerated() {
            let value = try scalar(item, at: "\(place)/\(index)", in: state)
            if !values.contains(value) { values.append(value) }
        }
        return values
    }

    private func scalar(_ data: JSONValue, at place: String, in state: WorldState) throws(SimulatedResponse) -> FieldScalar {
        switch field.valueType {
        case .text, .filterableText, .filterableTextMulti:
            guard let text = data.text else { throw mismatch(place, "is not a string") }
            return .text(text)
        case .number, .numberMulti:
            guard case .number(let number) = data else { throw mismatch(place, "is not a number") }
            return .number(number)
        case .datetime:
            guard let text = data.text else { throw mismatch(place, "is not a string") }
            guard let date = state.dayOfOffset.stored(text) else { throw mismatch(place, "does not match format: date-time") }
            return .date(date)
        case .dropdown, .dropdownMulti, .rankedDropdown:
            let id = try reference(data, key: "dropdownOptionId", at: place)
            guard field.option(id) != nil else {
                throw V2Error.validation("dropdownOptionId", "Dropdown option \(id) does not belong to field \(field.key)")
            }
            return .option(id)
        case .person, .personMulti: return .person(try personID(data, at: place, in: state))
        case .company, .companyMulti:
            let id = try reference(data, key: "id", at: place)
            if let heir = state.mergedOrganizations[id] { throw V2Error.merged(id, into: heir) }
            guard state.organizations[id] != nil else { throw V2Error.validation("id", "Company \(id) does not exist") }
            return .company(id)
        case .location, .locationMulti: return .location(try location(data, at: place))
        case .formulaNumber, .interaction, .listMulti, .note, .reminder:
            throw V2Error.badRequest("Field \(field.key) is read-only")
        }
    }

    private func personID(_ data: JSONValue, at place: String, in state: WorldState) throws(SimulatedResponse) -> Int {
        let id = try reference(data, key: "id", at: place)
        if let heir = state.mergedPersons[id] { throw V2Error.merged(id, into: heir) }
        guard let person = state.persons[id] else { throw V2Error.validation("id", "Person \(id) does not exist") }
        guard person.isInternal || !field.takesUsersOnly else {
            throw V2Error.validation("id", "Person \(id) is not an internal person, as field \(field.key) requires")
        }
        return id
    }

    private func reference(_ data: JSONValue, key: String, at place: String) throws(SimulatedResponse) -> Int {
        let members = try Self.object(data, at: place, allowed: [key], required: [key])
        guard let id = members[key]?.integer else { throw mismatch("\(place)/\(key)", "is not an integer") }
        guard id >= 1 else { throw V2Error.validation(key, "number at `\(place)/\(key)` is less than: 1") }
        return id
    }

    private func location(_ data: JSONValue, at place: String) throws(SimulatedResponse) -> Location {
        let keys = ["streetAddress", "city", "state", "country", "continent"]
        let members = try Self.object(data, at: place, allowed: keys, required: keys)
        func part(_ key: String) throws(SimulatedResponse) -> String? {
            guard let value = members[key], value != .null else { return nil }
            guard let text = value.text else { throw mismatch("\(place)/\(key)", "is not a string") }
            return text
        }
        return Location(
            streetAddress: try part("streetAddress"), city: try part("city"), state: try part("state"), country: try part("country"),
            continent: try part("continent"))
    }

    private func mismatch(_ place: String, _ what: String) -> SimulatedResponse {
        V2Error.validation(String(place.split(separator: "/").last ?? "body"), "value at `\(place)` \(what)")
    }

    /// An object with the required keys and none but the allowed ones.
    static func object(
        _ value: JSONValue, at place: String, allowed: [String], required: [String]
    ) throws(SimulatedResponse) -> [String: JSONValue] {
        let shown = place.isEmpty ? "root" : "`\(place)`"
        let param = String(place.split(separator: "/").last ?? "body")
        guard let members = value.members else { throw V2Error.validation(param, "value at \(shown) is not an object") }
        for member in members where !allowed.contains(member.key) {
            throw V2Error.validation(
                member.key, "object property at `\(place)/\(member.key)` is a disallowed additional property")
        }
        let missing = required.filter { value[$0] == nil }
        guard missing.isEmpty else {
            throw V2Error.validation(param, "object at \(shown) is missing required properties: \(missing.joined(separator: ", "))")
        }
        return Dictionary(members.map { ($0.key, $0.value) }) { _, last in last }
    }
}
