/// Another user of the account, who does what a fault script says.
struct Colleague {
    let now: Instant

    /// Does a step in someone else's name; what it names may be gone by now, and then nothing happens.
    func take(_ step: ColleagueStep, _ state: inout WorldState) {
        let keyUser = state.keyUserID
        state.keyUserID = state.persons.ids.first { $0 != keyUser && state.persons[$0]?.isInternal == true } ?? keyUser
        defer { state.keyUserID = keyUser }
        switch step {
        case .set(let list, let record, let cell): set(list, record, cell, &state)
        case .addRow(let name, let record):
            guard let list = list(name, state), list.kind != .opportunity, let id = id(list.kind, record, state) else { return }
            state.addEntry(to: list, entityID: id, creatorID: state.keyUserID, at: now)
        case .removeRow(let name, let record):
            if let entry = entry(name, record, state) { state.deleteEntry(entry) }
        case .merge(let kind, let duplicate, let target):
            guard let old = id(kind, duplicate, state), let new = id(kind, target, state) else { return }
            state.merge(kind, duplicate: old, into: new, at: now)
        case .delete(let kind, let record): delete(kind, record, &state)
        case .renameOption(let list, let field, let text, let new):
            guard let field = self.field(field, list: list, kind: nil, state),
                var option = field.options.first(where: { $0.text == text })
            else { return }
            option.text = new
            state.replaceOption(option, of: field.id)
        case .deleteOption(let list, let field, let text):
            guard let field = self.field(field, list: list, kind: nil, state),
                let option = field.options.first(where: { $0.text == text })
            else { return }
            state.deleteOption(option.id, of: field, at: now)
        }
    }

    private func set(_ list: String?, _ record: String, _ cell: CellSeed, _ state: inout WorldState) {
        let owner: CellOwner
        let field: FieldDefinition
        if let list {
            guard let entry = entry(list, record, state), let known = self.field(cell.field, list: list, kind: nil, state) else { return }
            owner = known.listID == nil ? .company(state.entries[entry]?.entityID ?? 0) : .entry(entry)
            field = known
        } else if let id = id(.company, record, state), let known = self.field(cell.field, list: nil, kind: .company, state) {
            owner = .company(id)
            field = known
        } else if let id = id(.person, record, state), let known = self.field(cell.field, list: nil, kind: .person, state) {
            owner = .person(id)
            field = known
        } else {
            return
        }
        guard let values = Self.values(cell, field, state, now) else { return }
        state.setCell(values, of: owner, field: field, at: now)
    }

    private static func values(_ cell: CellSeed, _ field: FieldDefinition, _ state: WorldState, _ now: Double) -> [FieldScalar]? {
        var builder = WorldBuilder(resuming: state, now: now)
        return try? builder.cellValues(cell, field: field)
    }

    private func delete(_ kind: EntityKind, _ record: String, _ state: inout WorldState) {
        guard let id = id(kind, record, state) else { return }
        switch kind {
        case .company: state.deleteOrganization(id)
        case .person: state.deletePerson(id)
        case .opportunity:
            if let entryID = state.opportunities[id]?.entryID { state.deleteEntry(entryID) }
        }
    }

    private func list(_ name: String, _ state: WorldState) -> AccountList? {
        state.lists.ids.lazy.compactMap { state.lists[$0] }.first { $0.name == name }
    }

    private func field(_ name: String, list: String?, kind: EntityKind?, _ state: WorldState) -> FieldDefinition? {
        if let list = list.flatMap({ self.list($0, state) }) { return state.field(named: name, ofList: list) }
        let known = (kind.flatMap { state.globalFieldIDs[$0] } ?? []).compactMap { state.fields[$0] }
        return known.first { $0.key == name } ?? known.first { $0.name == name }
    }

    /// The newest row of a record on a list.
    private func entry(_ name: String, _ record: String, _ state: WorldState) -> Int? {
        guard let list = list(name, state), let id = id(list.kind, record, state) else { return nil }
        return list.entryIDs.last { state.entries[$0]?.entityID == id }
    }

    private func id(_ kind: EntityKind, _ name: String, _ state: WorldState) -> Int? {
        let wanted = name.lowercased()
        switch kind {
        case .person: return state.personIDsByEmail[wanted]
        case .opportunity: return state.opportunities.ids.first { state.opportunities[$0]?.name.lowercased() == wanted }
        case .company:
            let found = state.organizationIndex.ids(containing: wanted)
            return found.first { state.organizations[$0]?.domains.contains(wanted) == true }
                ?? found.first { state.organizations[$0]?.name.lowercased() == wanted }
        }
    }
}

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
