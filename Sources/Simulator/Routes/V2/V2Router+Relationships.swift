/// Who of the team knows whom, worked out from the mail and the meetings that the account holds (AffinityAPI.md#changes-of-values). How
/// Affinity scores them
/// is not known: here by how many there were.
extension V2Router {
    func relationships(_ record: RecordView, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let filter = try FilterExpression(
            call.query["filter"],
            properties: ["interactionScore": FilterExpression.Property(kind: .integer, operators: [">", "<", ">=", "<="])])
        let orders = call.query.all("orderBy")
        for order in orders where order != "interactionScore" && order != "-interactionScore" {
            throw V2Error.validation("orderBy", "value at `/orderBy` is not one of: interactionScore, -interactionScore")
        }
        var found = state.relationships(of: record).filter { pair in filter.matches { _ in .integer(pair.score) } }
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
    func relationships(of record: RecordView) -> [Relationship] {
        let interactions = record.cells.values.joined().compactMap { row in
            if case .interaction(let interaction) = row.value { return interaction }
            return nil
        }
        var counts: [Int: [Int: Int]] = [:]
        for interaction in interactions {
            for other in interaction.otherPersonIDs where persons[other] != nil {
                counts[interaction.internalPersonID, default: [:]][other, default: 0] += 1
            }
        }
        return counts.flatMap { user, others in
            others.map { Relationship(internalID: user, externalID: $0.key, score: min(100, 25 * $0.value)) }
        }.sorted { ($1.score, $0.internalID, $0.externalID) < ($0.score, $1.internalID, $1.externalID) }
    }
}

extension RecordView {
    /// Of the record itself.
    var cells: Cells {
        switch subject {
        case .company(let organization): organization.cells
        case .person(let person): person.cells
        case .opportunity: [:]
        }
    }
}

extension JSONWriter {
    fileprivate mutating func relationship(_ pair: WorldState.Relationship, in state: WorldState) {
        object { writer in
            writer.key("person1")
            writer.relationshipPerson(state.persons[pair.internalID])
            writer.key("person2")
            writer.relationshipPerson(state.persons[pair.externalID])
            writer.key("interactionScore")
            writer.integer(pair.score)
            writer.key("linkedIn")
            writer.null()
        }
    }

    private mutating func relationshipPerson(_ person: Person?) {
        object { writer in
            writer.key("id")
            writer.integer(person?.id ?? 0)
            writer.key("firstName")
            writer.optional(person?.firstName)
            writer.key("lastName")
            writer.optional(person?.lastName)
            writer.key("primaryEmailAddress")
            writer.optional(person?.primaryEmail)
        }
    }
}
