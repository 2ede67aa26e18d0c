/// Who of the team knows whom, worked out from the mail and the meetings that the account holds (AffinityAPI.md#changes-of-values). How
/// Affinity scores them
/// is not known: here by how many there were.
extension V2Router {
    func relationships(_ owner: CellOwner, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let filter = try FilterExpression(
            call.query["filter"],
            properties: ["interactionScore": FilterExpression.Property(kind: .integer, operators: [">", "<", ">=", "<="])])
        let orders = call.query.all("orderBy")
        for order in orders where order != "interactionScore" && order != "-interactionScore" {
            throw V2Error.validation("orderBy", "value at `/orderBy` is not one of: interactionScore, -interactionScore")
        }
        var found = state.relationships(of: owner).filter { pair in filter.matches { _ in .integer(pair.score) } }
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
