extension JSONWriter {
    /// The rest of an interaction value; who of ours took part is said since 2026-09-17 (AffinityAPI.md#api-versions).
    mutating func interaction(_ value: FieldScalar?, in state: WorldState, version: APIVersion) {
        guard case .interaction(let record) = value else {
            if version >= .september2026 {
                key("internalPerson")
                null()
            }
            key("data")
            null()
            return
        }
        if version >= .september2026 {
            key("internalPerson")
            personData(state.persons[record.internalPersonID])
        }
        key("data")
        object { writer in
            writer.key("type")
            writer.string(record.kind.rawValue)
            writer.key("id")
            writer.integer(record.id)
            switch record.kind {
            case .email: writer.email(record, in: state)
            case .meeting: writer.meeting(record, in: state)
            }
        }
    }

    private mutating func email(_ record: InteractionRecord, in state: WorldState) {
        key("subject")
        string(record.title)
        key("sentAt")
        plain(Timestamp.seconds(record.at))
        key("from")
        attendee(record.internalPersonID, in: state)
        key("to")
        array { writer in
            for id in record.otherPersonIDs { writer.attendee(id, in: state) }
        }
        key("cc")
        array { _ in }
    }

    private mutating func meeting(_ record: InteractionRecord, in state: WorldState) {
        key("title")
        string(record.title)
        key("allDay")
        bool(false)
        key("startTime")
        plain(Timestamp.seconds(record.at))
        key("endTime")
        plain(Timestamp.seconds(record.at + 1_800))
        key("attendees")
        array { writer in
            for id in [record.internalPersonID] + record.otherPersonIDs { writer.attendee(id, in: state) }
        }
    }

    private mutating func attendee(_ id: Int, in state: WorldState) {
        let person = state.persons[id]
        object { writer in
            writer.key("emailAddress")
            writer.optional(person?.primaryEmail)
            writer.key("person")
            writer.personData(person)
        }
    }
}
