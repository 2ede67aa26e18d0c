/// What was synchronized or entered, without bodies: mail, calls, chat messages and meetings (AffinityAPI.md#interactions).
extension V2Router {
    private static let ranges: [String: FilterExpression.Property] = ["createdAt": .time, "updatedAt": .time]

    func oneMeeting(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.july2026)
        guard let meeting = state.interaction(Interaction.Key(kind: .meeting, id: try id("meetingId"))) else { throw V2Error.notFound }
        return .json { $0.interaction(meeting, in: state) }
    }

    func allInteractions(_ kind: Interaction.Kind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let table = state.interactions[kind] ?? Table()
        let moment = kind.isEvent ? "startTime" : "sentAt"
        let properties = Self.ranges.merging(["id": .id, moment: .time]) { first, _ in first }
        let filter = try FilterExpression(call.query["filter"], properties: properties)
        let ids = table.ids.filter { id in table[id].map { found in filter.matches { Self.value($0, of: found) } } ?? false }
        return try V2Page(of: ids, call: call).response { writer, id in
            if let interaction = table[id] { writer.interaction(interaction, in: state) }
        }
    }

    private static func value(_ property: String, of interaction: Interaction) -> FilterExpression.Value? {
        switch property {
        case "id": .integer(interaction.id)
        case "createdAt": .time(interaction.createdAt)
        case "updatedAt": interaction.updatedAt.map { .time($0) }
        default: .time(Double(interaction.at))
        }
    }
}

extension JSONWriter {
    fileprivate mutating func interaction(_ interaction: Interaction, in state: WorldState) {
        object { writer in
            writer.put("id", interaction.id)
            writer.put("loggingType", interaction.manualCreatorID == nil ? "automated" : "manual")
            writer.put("createdAt", interaction.createdAt, as: Timestamp.seconds)
            writer.put("updatedAt", interaction.updatedAt, as: Timestamp.seconds)
            switch interaction.kind {
            case .meeting, .call: writer.event(interaction, in: state)
            case .chatMessage:
                writer.put("direction", interaction.direction == .sent ? "sent" : "received")
                writer.put("sentAt", interaction.at, as: Timestamp.seconds)
                writer.put("creator", person: interaction.manualCreatorID.flatMap { state.persons[$0] })
                writer.preview("participantsPreview", interaction.personIDs.compactMap { state.persons[$0] }) { $0.personData($1) }
            case .email:
                writer.put("direction", interaction.direction == .sent ? "sent" : "received")
                writer.put("sentAt", interaction.at, as: Timestamp.seconds)
                writer.put("subject", interaction.title)
                writer.key("from")
                writer.attendee(interaction.sender, in: state)
                writer.preview("toParticipantsPreview", interaction.receivers) { $0.attendee($1, in: state) }
                writer.preview("ccParticipantsPreview", [] as [Int]) { $0.attendee($1, in: state) }
            }
        }
    }

    private mutating func event(_ interaction: Interaction, in state: WorldState) {
        put("title", interaction.title)
        put("allDay", false)
        put("startTime", interaction.at, as: Timestamp.seconds)
        put("endTime", interaction.endsAt, as: Timestamp.seconds)
        key("creator")
        if let creator = interaction.manualCreatorID { attendee(creator, in: state) } else { null() }
        if interaction.kind == .meeting {
            key("organizer")
            if let organizer = interaction.internalPersonIDs.first { attendee(organizer, in: state) } else { null() }
        }
        preview("attendeesPreview", interaction.personIDs) { $0.attendee($1, in: state) }
    }

    /// Somebody who took part, by address and as a person.
    mutating func attendee(_ id: Int?, in state: WorldState) {
        let person = id.flatMap { state.persons[$0] }
        object { writer in
            writer.put("emailAddress", person?.primaryEmail)
            writer.put("person", person: person)
        }
    }

    // MARK: In a cell

    /// The rest of an interaction value; who of ours took part is said since 2026-09-17 (AffinityAPI.md#api-versions).
    mutating func interaction(_ value: FieldScalar?, in state: WorldState, version: APIVersion) {
        var interaction: Interaction?
        if case .interaction(let key) = value { interaction = state.interaction(key) }
        if version >= .september2026 {
            put("internalPerson", person: interaction?.internalPersonIDs.first.flatMap { state.persons[$0] })
        }
        key("data")
        object(of: interaction) { writer, interaction in
            writer.put("type", interaction.kind.name)
            writer.put("id", interaction.id)
            switch interaction.kind {
            case .email:
                writer.put("subject", interaction.title)
                writer.put("sentAt", interaction.at, as: Timestamp.seconds)
                writer.key("from")
                writer.attendee(interaction.sender, in: state)
                writer.attendees("to", interaction.receivers, in: state)
                writer.attendees("cc", [], in: state)
            case .meeting:
                writer.put("title", interaction.title)
                writer.put("allDay", false)
                writer.put("startTime", interaction.at, as: Timestamp.seconds)
                writer.put("endTime", interaction.endsAt, as: Timestamp.seconds)
                writer.attendees("attendees", interaction.personIDs, in: state)
            case .call:
                writer.put("startTime", interaction.at, as: Timestamp.seconds)
                writer.attendees("attendees", interaction.personIDs, in: state)
            case .chatMessage:
                writer.put("direction", interaction.direction == .sent ? "sent" : "received")
                writer.put("sentAt", interaction.at, as: Timestamp.seconds)
                writer.put("manualCreator", person: interaction.manualCreatorID.flatMap { state.persons[$0] })
                writer.array("participants") { writer in
                    for id in interaction.personIDs { writer.personData(state.persons[id]) }
                }
            }
        }
    }

    private mutating func attendees(_ name: StaticString, _ ids: [Int], in state: WorldState) {
        array(name) { writer in
            for id in ids { writer.attendee(id, in: state) }
        }
    }
}

extension Interaction {
    /// Of a message: who wrote it.
    var sender: Int? { (direction == .sent ? internalPersonIDs : otherPersonIDs).first }

    var receivers: [Int] { direction == .sent ? otherPersonIDs : internalPersonIDs }
}

/// Who of the team knows whom, worked out from the mail and the meetings that the account holds (AffinityAPI.md#changes-of-values). How
/// Affinity scores them is not known: here by how many there were.
extension V2Router {
    func relationships(_ record: RecordView, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let filter = try FilterExpression(
            call.query["filter"],
            properties: ["interactionScore": FilterExpression.Property(kind: .integer, operators: [">", "<", ">=", "<="])])
        let orders = call.query.all("orderBy")
        for order in orders where order != "interactionScore" && order != "-interactionScore" {
            throw V2Error.validation("orderBy", "value at `/orderBy` is not one of: interactionScore, -interactionScore")
        }
        var found = state.relationships(of: record.owner).filter { pair in filter.matches { _ in .integer(pair.score) } }
        if orders.first == "interactionScore" { found.reverse() }
        let total = try call.wantsTotalCount() ? found.count : nil
        return try V2Page(count: found.count, call: call, defaultLimit: 20).response(totalCount: total) { writer, index in
            writer.relationship(found[index], in: state)
        }
    }
}

extension WorldState {
    struct Relationship: Sendable, Equatable {
        /// A user.
        let internalID: Int
        let externalID: Int
        let score: Int
    }

    /// Strongest first.
    func relationships(of owner: CellOwner) -> [Relationship] {
        var counts: [Int: [Int: Int]] = [:]
        for interaction in Interaction.Kind.allCases.flatMap({ interactions(of: owner, $0) }) {
            for user in interaction.internalPersonIDs {
                for other in interaction.otherPersonIDs where persons[other] != nil {
                    counts[user, default: [:]][other, default: 0] += 1
                }
            }
        }
        return counts.flatMap { user, others in
            others.map { Relationship(internalID: user, externalID: $0.key, score: min(100, 25 * $0.value)) }
        }.sorted { ($1.score, $0.internalID, $0.externalID) < ($0.score, $1.internalID, $1.externalID) }
    }
}

extension JSONWriter {
    fileprivate mutating func relationship(_ pair: WorldState.Relationship, in state: WorldState) {
        object { writer in
            writer.key("person1")
            writer.relationshipPerson(state.persons[pair.internalID])
            writer.key("person2")
            writer.relationshipPerson(state.persons[pair.externalID])
            writer.put("interactionScore", pair.score)
            writer.key("linkedIn")
            writer.null()
        }
    }

    private mutating func relationshipPerson(_ person: Person?) {
        object { writer in
            writer.put("id", person?.id ?? 0)
            writer.put("firstName", person?.firstName)
            writer.put("lastName", person?.lastName)
            writer.put("primaryEmailAddress", person?.primaryEmail)
        }
    }
}
