/// Fields and lists that come to be after the account was filled, and those that every account and every list has.
extension WorldState {
    /// What a list made through the API begins with (AffinityAPI.md#lists-and-their-size); which options its Status has is an assumption.
    mutating func createList(name: String, kind: EntityKind, isPublic: Bool, ownerID: Int, at now: Double) -> AccountList {
        let id = Self.take(&nextIDs.list)
        lists.append(
            AccountList(id: id, name: name, kind: kind, ownerID: ownerID, creatorID: keyUserID, isPublic: isPublic, createdAt: Int(now)),
            id: id)
        let status = addField(name: "Status", entity: kind, listID: id, valueType: .rankedDropdown, isStatus: true, at: now)
        for (rank, option) in ["New", "In Progress", "Won", "Lost"].enumerated() {
            let category: FieldOption.Category = option == "Won" ? .won : option == "Lost" ? .lost : .open
            addOption(to: status.id, text: option, rank: rank + 1, color: .white, category: category)
        }
        addField(name: "Owners", entity: kind, listID: id, valueType: .personMulti, takesUsersOnly: true, at: now)
        addField(name: "Amount", entity: kind, listID: id, valueType: .number, at: now)
        if kind == .opportunity { addField(name: "Close Date", entity: kind, listID: id, valueType: .datetime, at: now) }
        addBuiltInFields(ofList: id)
        announce(.listCreated) { writer, _ in
            writer.object { writer in
                writer.put("id", id)
                writer.put("ip_address", "127.0.0.1")
            }
        }
        return lists[id]
            ?? AccountList(
                id: id, name: name, kind: kind, ownerID: ownerID, creatorID: keyUserID, isPublic: isPublic, createdAt: Int(now))
    }

    /// A field as people make it.
    @discardableResult
    mutating func addField(
        name: String, entity: EntityKind, listID: Int?, valueType: ValueType, isRequired: Bool = false, isStatus: Bool = false,
        takesUsersOnly: Bool = false, at now: Double
    ) -> FieldDefinition {
        let id = Self.take(&nextIDs.field)
        let field = FieldDefinition(
            id: id, key: "field-\(id)", name: name, entity: entity, listID: listID, category: listID == nil ? .global : .list,
            valueType: valueType, isRequired: isRequired, createdAt: Int(now), isStatus: isStatus, takesUsersOnly: takesUsersOnly)
        add(field)
        announce(.fieldCreated, field: field)
        return field
    }

    /// Removes a field with its values (AffinityAPI.md#field-metadata).
    mutating func deleteField(_ field: FieldDefinition) {
        func forget(_ owner: CellOwner) {
            for row in rows(of: owner, field: field.id) { valueLocations[row.id] = nil }
            store([], of: owner, field: field.id)
        }
        if let listID = field.listID {
            for id in lists[listID]?.entryIDs ?? [] { forget(.entry(id)) }
            lists[listID]?.fieldIDs.removeAll { $0 == field.id }
            lists[listID]?.fieldIDsByKey[field.key] = nil
        } else {
            for id in field.entity == .company ? organizations.ids : persons.ids {
                forget(field.entity == .company ? .company(id) : .person(id))
            }
            globalFieldIDs[field.entity]?.removeAll { $0 == field.id }
            globalFieldIDsByKey[field.entity]?[field.key] = nil
        }
        fields.remove(field.id)
        announce(.fieldDeleted, field: field)
    }

    // MARK: Built in

    /// Fields that every account has, with the types of the published examples (AffinityAPI.md#kinds-of-fields).
    mutating func addBuiltInFields() {
        for kind in [EntityKind.company, .person] {
            addBuiltIn("source-of-introduction", "Source of Introduction", kind, .relationshipIntelligence, .person)
            for (key, name) in [
                ("first-email", "First Email"), ("last-email", "Last Email"), ("first-event", "First Event"), ("last-event", "Last Event"),
                ("next-event", "Next Event"), ("first-chat-message", "First Chat Message"), ("last-chat-message", "Last Chat Message"),
                ("last-contact", "Last Contact"),
            ] {
                addBuiltIn(key, name, kind, .relationshipIntelligence, .interaction)
            }
            addBuiltIn("lists", "Lists", kind, .global, .listMulti, derivation: .lists)
            addBuiltIn("notes", "Notes", kind, .global, .note)
            addBuiltIn("reminders", "Reminders", kind, .global, .reminder)
        }
        addBuiltIn("persons", "People", .company, .enriched, .personMulti, derivation: .persons)
        addBuiltIn("companies", "Organizations", .person, .enriched, .companyMulti, derivation: .companies)
    }

    mutating func addBuiltInFields(ofList listID: Int) {
        guard let list = lists[listID] else { return }
        addBuiltIn("created-at", "Date Added", list.kind, .enriched, .datetime, derivation: .dateAdded, listID: listID)
        if let status = statusField(ofList: list) {
            addBuiltIn(
                "time-in-current-status", "Time in Current Status", list.kind, .enriched, .datetime,
                derivation: .statusSince(field: status.id), listID: listID)
        }
        if list.kind == .opportunity {
            addBuiltIn("companies", "Organizations", list.kind, .list, .companyMulti, derivation: .companies, listID: listID)
            addBuiltIn("persons", "People", list.kind, .list, .personMulti, derivation: .persons, listID: listID)
        }
    }

    private mutating func addBuiltIn(
        _ key: String, _ name: String, _ kind: EntityKind, _ category: FieldDefinition.Category, _ type: ValueType,
        derivation: FieldDefinition.Derivation? = nil, listID: Int? = nil
    ) {
        let id = Self.take(&nextIDs.field)
        add(
            FieldDefinition(
                id: id, key: key, name: name, entity: kind, listID: listID, category: category, valueType: type, derivation: derivation))
    }
}
