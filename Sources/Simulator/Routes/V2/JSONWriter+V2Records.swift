extension JSONWriter {
    mutating func company(
        _ organization: Organization, record: RecordView, fields selection: FieldSelection, in state: WorldState, version: APIVersion
    ) {
        object { writer in
            writer.key("id")
            writer.integer(organization.id)
            writer.key("name")
            writer.string(organization.name)
            writer.key("domain")
            writer.optional(organization.domains.first)
            writer.key("domains")
            writer.array { writer in
                for domain in organization.domains { writer.string(domain) }
            }
            writer.key("isGlobal")
            writer.bool(organization.isGlobal)
            writer.fields(selection, of: record, in: state, version: version)
        }
    }

    mutating func person(
        _ person: Person, record: RecordView, fields selection: FieldSelection, in state: WorldState, version: APIVersion
    ) {
        object { writer in
            writer.key("id")
            writer.integer(person.id)
            writer.key("firstName")
            writer.string(person.firstName)
            writer.key("lastName")
            writer.optional(person.lastName)
            writer.key("primaryEmailAddress")
            writer.optional(person.primaryEmail)
            writer.key("emailAddresses")
            writer.array { writer in
                for email in person.emails { writer.string(email) }
            }
            writer.key("type")
            writer.string(person.isInternal ? "internal" : "external")
            writer.fields(selection, of: record, in: state, version: version)
        }
    }

    /// An opportunity; rows show it with fields and without the name of its list (AffinityAPI.md#list-entries).
    mutating func opportunity(
        _ opportunity: Opportunity, listName: String?, record: RecordView?, fields selection: FieldSelection, in state: WorldState,
        version: APIVersion
    ) {
        object { writer in
            writer.key("id")
            writer.integer(opportunity.id)
            writer.key("name")
            writer.string(opportunity.shownName)
            writer.key("listId")
            writer.integer(opportunity.listID)
            if let listName {
                writer.key("listName")
                writer.string(listName)
            }
            writer.key("isRestricted")
            writer.bool(opportunity.isRestricted)
            writer.key("isRedacted")
            writer.bool(opportunity.isRedacted)
            if let record { writer.fields(selection, of: record, in: state, version: version) }
        }
    }

    /// An opportunity by itself, with the name of its list and without fields (AffinityAPI.md#opportunities).
    mutating func opportunity(_ opportunity: Opportunity, in state: WorldState, version: APIVersion) {
        self.opportunity(
            opportunity, listName: state.lists[opportunity.listID]?.name ?? "", record: nil, fields: .none, in: state, version: version)
    }

    /// A row with its record: every field value sits in the record (AffinityAPI.md#list-entries).
    mutating func entryWithEntity(_ entry: ListEntry, fields selection: FieldSelection, in state: WorldState, version: APIVersion) {
        guard let record = RecordView(entry, in: state) else { return }
        object { writer in
            writer.key("id")
            writer.integer(entry.id)
            writer.key("type")
            writer.string(entry.kind.name)
            writer.key("listId")
            writer.integer(entry.listID)
            writer.key("createdAt")
            writer.plain(Timestamp.seconds(Int(entry.createdAt)))
            writer.key("creatorId")
            writer.integer(entry.creatorID)
            writer.key("entity")
            switch record.subject {
            case .company(let organization):
                writer.company(organization, record: record, fields: selection, in: state, version: version)
            case .person(let person): writer.person(person, record: record, fields: selection, in: state, version: version)
            case .opportunity(let opportunity):
                writer.opportunity(opportunity, listName: nil, record: record, fields: selection, in: state, version: version)
            }
        }
    }

    /// A list, with its type or as a record's list, which has none (AffinityAPI.md#organization-objects).
    mutating func list(_ list: AccountList, withType: Bool) {
        object { writer in
            writer.key("id")
            writer.integer(list.id)
            writer.key("name")
            writer.string(list.name)
            if withType {
                writer.key("type")
                writer.string(list.kind.name)
            }
            writer.key("creatorId")
            writer.integer(list.creatorID)
            writer.key("ownerId")
            writer.integer(list.ownerID)
            writer.key("isPublic")
            writer.bool(list.isPublic)
            writer.key("createdAt")
            writer.plain(Timestamp.seconds(list.createdAt))
        }
    }
}
