/// What a webhook can be told of, by the names of both APIs (AffinityAPI.md#webhooks). Files are not simulated, lists cannot be changed
/// through the API, and what `smart_interaction_value` holds is not known: these can be subscribed to and never come.
enum WebhookEvent: String, Sendable, CaseIterable {
    case listCreated = "list.created"
    case listUpdated = "list.updated"
    case listDeleted = "list.deleted"
    case entryCreated = "list_entry.created"
    case entryDeleted = "list_entry.deleted"
    case noteCreated = "note.created"
    case noteUpdated = "note.updated"
    case noteDeleted = "note.deleted"
    case fieldCreated = "field.created"
    case fieldUpdated = "field.updated"
    case fieldDeleted = "field.deleted"
    case valueCreated = "field_value.created"
    case valueUpdated = "field_value.updated"
    case valueDeleted = "field_value.deleted"
    case personCreated = "person.created"
    case personUpdated = "person.updated"
    case personDeleted = "person.deleted"
    case organizationCreated = "organization.created"
    case organizationUpdated = "organization.updated"
    case organizationDeleted = "organization.deleted"
    case organizationMerged = "organization.merged"
    case opportunityCreated = "opportunity.created"
    case opportunityUpdated = "opportunity.updated"
    case opportunityDeleted = "opportunity.deleted"
    case fileCreated = "file.created"
    case fileDeleted = "file.deleted"
    case reminderCreated = "reminder.created"
    case reminderUpdated = "reminder.updated"
    case reminderDeleted = "reminder.deleted"
    case smartInteractionUpdated = "smart_interaction_value.updated"
}

/// A subscription to changes.
struct Webhook: Sendable {
    /// How many an account may have, both APIs together.
    static let most = 3

    let id: Int
    var url: String
    /// None is all events.
    var events: [WebhookEvent]
    var isDisabled = false
    let creatorID: Int
    let createdAt: Instant
    var updatedAt: Instant?

    func wants(_ event: WebhookEvent) -> Bool { !isDisabled && (events.isEmpty || events.contains(event)) }

    /// Why the simulator calls no such address; `nil` when it does. The real one takes HTTPS addresses of the internet: nothing of that kind
    /// is called from here.
    static func problem(_ url: String) -> String? {
        guard url.hasPrefix("http://") else { return "the simulator calls http addresses only" }
        let authority = url.dropFirst(7).prefix { !"/?#".contains($0) }
        if authority.contains("@") { return "the address must not contain credentials" }
        return authority.isEmpty || !Host.isLoopback(String(authority)) ? "the simulator calls 127.0.0.1 and localhost only" : nil
    }
}

/// Something that happened, as the webhooks that want it receive it.
struct Announcement: Sendable {
    let event: WebhookEvent
    /// The JSON of what it happened to.
    let body: [UInt8]
    let webhookIDs: [Int]
}

extension WorldState {
    /// Notes down that something happened, for those who subscribed.
    mutating func announce(_ event: WebhookEvent, _ body: (inout JSONWriter, WorldState) -> Void) {
        guard announces else { return }
        let ids = webhooks.ids.filter { webhooks[$0]?.wants(event) == true }
        guard !ids.isEmpty else { return }
        var writer = JSONWriter()
        body(&writer, self)
        announcements.append(Announcement(event: event, body: writer.bytes, webhookIDs: ids))
    }

    mutating func announce(_ event: WebhookEvent, organization id: Int) {
        announce(event) { writer, state in
            writer.object(of: state.organizations[id]) { $0.v1OrganizationKeys($1) }
        }
    }

    mutating func announce(_ event: WebhookEvent, person id: Int) {
        announce(event) { writer, state in
            writer.object(of: state.persons[id]) { writer, person in
                writer.v1PersonKeys(person)
                if event != .personDeleted { writer.put("organization_ids", ids: person.organizationIDs) }
            }
        }
    }

    mutating func announce(_ event: WebhookEvent, opportunity id: Int) {
        announce(event) { writer, state in
            writer.object(of: state.opportunities[id]) { writer, opportunity in
                writer.put("id", opportunity.id)
                writer.put("name", opportunity.shownName)
                if event != .opportunityDeleted {
                    writer.put("person_ids", ids: opportunity.isRedacted ? [] : opportunity.personIDs)
                    writer.put("organization_ids", ids: opportunity.isRedacted ? [] : opportunity.organizationIDs)
                }
                writer.v1ListEntries([opportunity.entryID], in: state)
            }
        }
    }

    mutating func announce(_ event: WebhookEvent, entry: ListEntry) {
        announce(event) { $0.v1Entry(entry, in: $1) }
    }

    mutating func announce(_ event: WebhookEvent, field: FieldDefinition) {
        guard field.isInV1 else { return }
        announce(event) { writer, _ in writer.v1Field(field, name: field.name, withOptions: true) }
    }

    /// Of values that v1 has no rows for there is nothing to tell.
    mutating func announce(_ event: WebhookEvent, value row: ValueRow, of owner: CellOwner, field id: Int) {
        guard announces, !webhooks.ids.isEmpty, let field = fields[id], field.isInV1 else { return }
        announce(event) { writer, state in
            writer.object { writer in
                writer.v1FieldValueKeys(row, field: field, owner: owner, in: state)
                writer.object("field") { writer in
                    writer.put("id", field.id)
                    writer.put("name", field.name)
                    writer.put("list_id", field.listID)
                    writer.put("value_type", field.valueType.v1Code)
                    writer.put("allows_multiple", field.valueType.isMulti)
                    writer.put("track_changes", field.tracksChanges)
                    writer.array("dropdown_options") { writer in
                        for option in field.options { writer.v1Option(option) }
                    }
                }
            }
        }
    }

    /// Makes a subscription.
    mutating func addWebhook(url: String, events: [WebhookEvent], at now: Double) -> Webhook {
        let webhook = Webhook(id: Self.take(&nextIDs.webhook), url: url, events: events, creatorID: keyUserID, createdAt: now)
        webhooks.append(webhook, id: webhook.id)
        return webhook
    }

    /// The address that is to be called before these subscriptions take the place of others: that of a new one, of one that moved or of one
    /// that is active again.
    func receiverToTest(before old: Table<Webhook>) -> String? {
        webhooks.ids.lazy.compactMap { webhooks[$0] }.first { webhook in
            guard !webhook.isDisabled, let before = old[webhook.id] else { return !webhook.isDisabled }
            return before.url != webhook.url || before.isDisabled
        }?.url
    }
}
