extension V2Router {
    func oneField(_ scope: FieldScope, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let field = try knownField(scope, state)
        return .json { $0.field(field, of: scope.record, in: state, version: call.version) }
    }

    private func knownField(_ scope: FieldScope, _ state: WorldState) throws(SimulatedResponse) -> FieldDefinition {
        guard let field = scope.field(key: fieldKey, in: state), FieldSelection.isShown(field, call.version) else { throw V2Error.notFound }
        return field
    }

    func allFields(_ scope: FieldScope, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        if !call.query.all("ids").isEmpty && !call.query.all("types").isEmpty {
            throw V2Error.validation("ids", "ids and types cannot be used together")
        }
        let ids = scope.fieldIDs(in: state)
        let chosen = try FieldSelection(
            call, scope: ids, kind: scope.kind, list: scope.list, in: state, idsName: "ids", typesName: "types")
        let fields = chosen.fields ?? FieldSelection.all(ids, in: state, version: call.version).fields ?? []
        return try V2Page(count: fields.count, call: call, defaultLimit: 20).response { writer, index in
            writer.field(fields[index], of: scope.record, in: state, version: call.version)
        }
    }

    /// All items of one cell, past the first hundred (AffinityAPI.md#values).
    func longValues(_ scope: FieldScope, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let field = try knownField(scope, state)
        try call.require(.september2026)
        switch field.valueType {
        case .number, .numberMulti, .datetime, .text, .formulaNumber, .interaction, .note, .reminder, .listMulti:
            throw V2Error.badRequest("Field \(field.key) has no pages of values")
        default: break
        }
        let values = scope.record.values(field).filter { state.exists($0) }
        let page = try V2Page(count: values.count, call: call).response { writer, index in
            writer.scalar(values[index], field: field, in: state)
        }
        // The page's object with the type of its items before all else.
        var writer = JSONWriter(capacity: page.body.count + 40)
        writer.object { $0.put("type", field.valueType.rawValue) }
        var answer = page
        answer.body = writer.bytes.dropLast() + [UInt8(ascii: ",")] + page.body.dropFirst()
        return answer
    }

    // MARK: Writing

    func updateField(_ scope: FieldScope, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try requireWrite(scope)
        let body = try call.body()
        let members = try V2Body(body, allowed: ["value"], required: ["value"])
        let field = try writableField(scope, fieldKey, state)
        let values = try ValueUpdate(field: field, pointer: "/value").values(members["value"] ?? .null, in: state)
        state.setCell(values, of: scope.owner(of: field), field: field, at: call.now)
        return .noContent
    }

    /// All or nothing, at most 100 updates, the last of one field wins (AffinityAPI.md#writing-values).
    func updateFields(_ scope: FieldScope, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try requireWrite(scope)
        let body = try call.body()
        let members = try V2Body(body, allowed: ["operation", "updates"], required: ["operation", "updates"])
        guard members["operation"] == .string("update-fields") else {
            throw V2Error.validation("operation", "value at `/operation` is not one of: [\"update-fields\"]")
        }
        guard let updates = members["updates"]?.items else {
            throw V2Error.validation("updates", "value at `/updates` is not an array")
        }
        guard updates.count <= 100 else {
            throw V2Error.validation("updates", "array size at `/updates` is greater than: 100")
        }
        var changes: [(FieldDefinition, [FieldScalar])] = []
        for (index, update) in updates.enumerated() {
            let pointer = "/updates/\(index)"
            let parts = try V2Body(update, at: pointer, allowed: ["id", "value"], required: ["id", "value"])
            guard let key = parts["id"]?.text else { throw V2Error.validation("id", "value at `\(pointer)/id` is not a string") }
            let field = try writableField(scope, key, state)
            let values = try ValueUpdate(field: field, pointer: "\(pointer)/value").values(parts["value"] ?? .null, in: state)
            changes.append((field, values))
        }
        for (field, values) in changes { state.setCell(values, of: scope.owner(of: field), field: field, at: call.now) }
        return .json { writer in
            writer.object { $0.put("operation", "update-fields") }
        }
    }

    /// Writing a row's fields needs the export permission of lists (AffinityAPI.md#permissions), and hidden values take no writes (§4.1).
    private func requireWrite(_ scope: FieldScope) throws(SimulatedResponse) {
        if let list = scope.list { try call.requireExport(of: list) }
        if scope.record.isRedacted { throw V2Error.hidden }
    }

    /// - Throws: 404 for an unknown field, 400 for one that belongs elsewhere or cannot be written.
    private func writableField(_ scope: FieldScope, _ key: String, _ state: WorldState) throws(SimulatedResponse) -> FieldDefinition {
        guard let field = scope.field(key: key, in: state), FieldSelection.isShown(field, call.version) else {
            guard state.anyField(key: key) != nil else { throw V2Error.notFound }
            throw wrongScope(scope, key)
        }
        guard field.isWritable else { throw V2Error.badRequest("Field \(key) is read-only") }
        return field
    }

    private func wrongScope(_ scope: FieldScope, _ key: String) -> SimulatedResponse {
        let kindOfField = scope.list == nil ? "non-list-specific \(scope.kind.name)" : "list-specific \(scope.kind.name)"
        return V2Error.validation("id", "Invalid fieldIds must refer to \(kindOfField) fields: [\"\(key)\"].")
    }
}

extension JSONWriter {
    /// The key `fields` with every selected cell, empty ones included (AffinityAPI.md#organization-objects).
    mutating func fields(_ selection: FieldSelection, of record: RecordView, in state: WorldState, version: APIVersion) {
        guard let fields = selection.fields else { return }
        array("fields") { writer in
            for field in fields { writer.field(field, of: record, in: state, version: version) }
        }
    }

    /// One cell: the field's head, rendered once, and the value behind it.
    mutating func field(_ field: FieldDefinition, of record: RecordView, in state: WorldState, version: APIVersion) {
        if record.isRedacted && version >= .july2026 && state.hiddenValues == .masked {
            raw(field.masked)
            return
        }
        raw(record.isRedacted && version >= .july2026 ? field.hiddenHead : field.head)
        let values = record.values(field)
        if field.valueType == .interaction {
            interaction(values.first, in: state, version: version)
        } else if field.valueType == .listMulti {
            lists(record.listIDs(in: state), in: state)
        } else if field.valueType == .note {
            key("data")
            noteCell(of: record, in: state)
        } else if field.valueType == .reminder {
            key("data")
            reminderCell(of: record, in: state)
        } else if field.valueType.isMulti {
            multi(values, field: field, in: state)
        } else {
            key("data")
            if let value = values.first { scalar(value, field: field, in: state) } else { null() }
        }
        splice([UInt8(ascii: "}"), UInt8(ascii: "}")])
    }

    /// An empty multi value is null; a long one is cut at 100 and says how many there are (AffinityAPI.md#values).
    private mutating func multi(_ values: [FieldScalar], field: FieldDefinition, in state: WorldState) {
        items(values.filter { state.exists($0) }) { $0.scalar($1, field: field, in: state) }
    }

    private mutating func items<Item>(_ items: [Item], _ write: (inout JSONWriter, Item) -> Void) {
        key("data")
        guard !items.isEmpty else {
            null()
            return
        }
        array { writer in
            for item in items.prefix(100) { write(&writer, item) }
        }
        put("totalCount", items.count)
    }

    /// One item of a cell in v2's reading shape.
    mutating func scalar(_ value: FieldScalar, field: FieldDefinition, in state: WorldState) {
        switch value {
        case .text(let text): string(text)
        case .number(let double):
            if field.valueType == .formulaNumber {
                object { writer in
                    writer.key("calculatedValue")
                    writer.number(double)
                }
            } else {
                number(double)
            }
        case .date(let instant): plain(Timestamp.seconds(instant))
        case .option(let id): option(field.option(id), field: field)
        case .person(let id): personData(state.persons[id])
        case .company(let id): companyData(state.organizations[id])
        case .location(let place): location(place)
        case .interaction: null()
        }
    }

    private mutating func option(_ option: FieldOption?, field: FieldDefinition) {
        object(of: option) { writer, option in
            writer.put("dropdownOptionId", option.id)
            writer.put("text", option.text)
            if field.valueType == .rankedDropdown {
                writer.put("rank", option.rank)
                writer.put("color", option.color?.rawValue)
            }
        }
    }

    mutating func put(_ name: StaticString, person: Person?) {
        key(name)
        personData(person)
    }

    mutating func personData(_ person: Person?) {
        object(of: person) { writer, person in
            writer.put("id", person.id)
            writer.put("firstName", person.firstName)
            writer.put("lastName", person.lastName)
            writer.put("primaryEmailAddress", person.primaryEmail)
            writer.put("type", person.kind.name)
        }
    }

    mutating func companyData(_ organization: Organization?) {
        object(of: organization) { writer, organization in
            writer.put("id", organization.id)
            writer.put("name", organization.name)
            writer.put("domain", organization.domains.first)
        }
    }

    private mutating func location(_ place: Location) {
        object { writer in
            writer.put("streetAddress", place.streetAddress)
            writer.put("city", place.city)
            writer.put("state", place.state)
            writer.put("country", place.country)
            writer.put("continent", place.continent)
        }
    }

    private mutating func lists(_ ids: [Int], in state: WorldState) {
        items(ids.compactMap { state.lists[$0] }) { writer, list in
            writer.object { writer in
                writer.put("id", list.id)
                writer.put("name", list.name)
                writer.put("type", list.kind.name)
                writer.put("entityCount", list.entryIDs.count)
            }
        }
    }
}
