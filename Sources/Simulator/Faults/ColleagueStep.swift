/// Something that another user does while requests come in. Records are named as in account files, since their ids are not known
/// beforehand; what is not there is left alone.
enum ColleagueStep: Sendable, Equatable {
    /// Writes a cell of a row, or of the record itself when there is no list.
    case set(list: String?, record: String, cell: CellSeed)
    case addRow(list: String, record: String)
    case removeRow(list: String, record: String)
    /// Merges an organization (by domain or name) or a person (by e-mail address) into another.
    case merge(kind: EntityKind, duplicate: String, into: String)
    case delete(kind: EntityKind, record: String)
    case renameOption(list: String, field: String, option: String, to: String)
    case deleteOption(list: String, field: String, option: String)
}

extension ColleagueStep {
    private static let verbs = ["set", "add-row", "remove-row", "merge", "delete", "rename-option", "delete-option"]

    init(_ reader: SeedReader) throws(SeedError) {
        let members = try reader.members()
        guard members.count == 1, let (verb, place) = members.first else {
            throw SeedError(reader.path, "a step is one of \(Self.verbs.joined(separator: ", "))")
        }
        switch verb {
        case "set":
            let object = try place.object(keys: ["list", "record", "field", "value"])
            let value = object.optional("value")?.value ?? .null
            let cell = CellSeed(field: try object.required("field").text(), value: value, path: place.path)
            self = .set(list: try object.text("list"), record: try object.required("record").text(), cell: cell)
        case "add-row", "remove-row":
            let object = try place.object(keys: ["list", "record"])
            let list = try object.required("list").text()
            let record = try object.required("record").text()
            self = verb == "add-row" ? .addRow(list: list, record: record) : .removeRow(list: list, record: record)
        case "merge":
            let object = try place.object(keys: ["organization", "person", "into"])
            let (kind, record) = try Self.named(object, ["organization", "person"])
            self = .merge(kind: kind, duplicate: record, into: try object.required("into").text())
        case "delete":
            let object = try place.object(keys: ["organization", "person", "opportunity"])
            let (kind, record) = try Self.named(object, ["organization", "person", "opportunity"])
            self = .delete(kind: kind, record: record)
        case "rename-option", "delete-option":
            let object = try place.object(keys: ["list", "field", "option", "to"])
            let list = try object.required("list").text()
            let field = try object.required("field").text()
            let option = try object.required("option").text()
            guard verb == "rename-option" else {
                self = .deleteOption(list: list, field: field, option: option)
                return
            }
            self = .renameOption(list: list, field: field, option: option, to: try object.required("to").text())
        default: throw SeedError(place.path, "a step is one of \(Self.verbs.joined(separator: ", "))")
        }
    }

    private static func named(_ object: SeedReader, _ keys: [String]) throws(SeedError) -> (EntityKind, String) {
        for key in keys {
            guard let text = try object.text(key) else { continue }
            return (key == "organization" ? .company : key == "person" ? .person : .opportunity, text)
        }
        throw SeedError(object.path, "this needs one of \(keys.joined(separator: ", "))")
    }
}
