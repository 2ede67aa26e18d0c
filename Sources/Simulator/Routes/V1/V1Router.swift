import Hummingbird

/// API v1. Each operation answers or throws the error answer.
struct V1Router: APIRouter {
    let call: V1Call
    let parameters: Parameters

    static let routes = RouteTable<V1Router>([
        .get("/auth/whoami") { $0.whoAmI($1) },
        .get("/rate-limit") { router, _ in router.rateLimit() },
        .get("/lists") { $0.allLists($1) },
        .post("/lists") { try $0.createList(&$1) },
        .get("/lists/{list_id}") { $0.oneList(try $0.list($1), $1) },
        .get("/lists/{list_id}/list-entries") { try $0.entries(of: $0.list($1), $1) },
        .post("/lists/{list_id}/list-entries") { try $0.createEntry(on: $0.list($1), &$1) },
        .get("/lists/{list_id}/list-entries/{id}") { try $0.oneEntry($1) },
        .delete("/lists/{list_id}/list-entries/{id}") { try $0.deleteEntry(&$1) },
        .get("/fields") { try $0.allFields($1) },
        .post("/fields") { try $0.createField(&$1) },
        .delete("/fields/{id}") { try $0.deleteField(&$1) },
        .get("/field-values") { try $0.fieldValues($1) },
        .post("/field-values") { try $0.createFieldValue(&$1) },
        .put("/field-values/{id}") { try $0.updateFieldValue(&$1) },
        .delete("/field-values/{id}") { try $0.deleteFieldValue(&$1) },
        .get("/field-value-changes") { try $0.fieldValueChanges($1) },
        .get("/organizations") { try $0.searchOrganizations($1) },
        .post("/organizations") { try $0.createOrganization(&$1) },
        .get("/organizations/fields") { $0.globalFields(.company, $1) },
        .get("/organizations/{id}") { $0.oneOrganization(try $0.organization($1), $1) },
        .put("/organizations/{id}") { try $0.updateOrganization($0.organization($1), &$1) },
        .delete("/organizations/{id}") { try $0.deleteOrganization($0.organization($1), &$1) },
        .get("/persons") { try $0.searchPersons($1) },
        .post("/persons") { try $0.createPerson(&$1) },
        .get("/persons/fields") { $0.globalFields(.person, $1) },
        .get("/persons/{id}") { $0.onePerson(try $0.person($1), $1) },
        .put("/persons/{id}") { try $0.updatePerson($0.person($1), &$1) },
        .delete("/persons/{id}") { try $0.deletePerson($0.person($1), &$1) },
        .get("/opportunities") { try $0.searchOpportunities($1) },
        .post("/opportunities") { try $0.createOpportunity(&$1) },
        .get("/opportunities/{id}") { $0.oneOpportunity(try $0.opportunity($1), $1) },
        .put("/opportunities/{id}") { try $0.updateOpportunity($0.visibleOpportunity($1), &$1) },
        .delete("/opportunities/{id}") { try $0.deleteOpportunity($0.visibleOpportunity($1), &$1) },
        .get("/notes") { try $0.allNotes($1) },
        .post("/notes") { try $0.createNote(&$1) },
        .get("/notes/{id}") { $0.oneNote(try $0.note($1), $1) },
        .put("/notes/{id}") { try $0.updateNote($0.note($1), &$1) },
        .delete("/notes/{id}") { try $0.deleteNote($0.note($1), &$1) },
        .get("/interactions") { try $0.allInteractions($1) },
        .post("/interactions") { try $0.createInteraction(&$1) },
        .get("/interactions/{id}") { try $0.oneInteraction($1) },
        .put("/interactions/{id}") { try $0.updateInteraction(&$1) },
        .delete("/interactions/{id}") { try $0.deleteInteraction(&$1) },
        .get("/relationships-strengths") { try $0.relationshipStrengths($1) },
        .get("/reminders") { try $0.allReminders($1) },
        .post("/reminders") { try $0.createReminder(&$1) },
        .get("/reminders/{id}") { $0.oneReminder(try $0.reminder($1), $1) },
        .put("/reminders/{id}") { try $0.updateReminder($0.ownReminder($1), &$1) },
        .delete("/reminders/{id}") { try $0.deleteReminder($0.ownReminder($1), &$1) },
        .get("/webhook") { $0.allWebhooks($1) },
        .post("/webhook/subscribe") { try $0.createWebhook(&$1) },
        .get("/webhook/{id}") { $0.oneWebhook(try $0.webhook($1)) },
        .put("/webhook/{id}") { try $0.updateWebhook($0.webhook($1), &$1) },
        .delete("/webhook/{id}") { try $0.deleteWebhook($0.webhook($1), &$1) },
    ])

    /// A path without its route and a method that a path has not are the same to v1.
    static func notServed(_ request: SimulatedRequest, _ methods: [String]?) -> SimulatedResponse { V1Error.noRoute }

    // MARK: What a path names

    /// - Throws: 404, since a path without a number is not a route.
    func id(_ name: String = "id") throws(SimulatedResponse) -> Int {
        guard let id = parameters.get(name, as: Int.self) else { throw V1Error.noRoute }
        return id
    }

    func list(_ state: WorldState) throws(SimulatedResponse) -> AccountList {
        let id = try id("list_id")
        guard let list = state.lists[id] else { throw V1Error.missing("list_id", id) }
        return list
    }

    func organization(_ state: WorldState) throws(SimulatedResponse) -> Organization { try organization(id(), state) }

    func person(_ state: WorldState) throws(SimulatedResponse) -> Person { try person(id(), state) }

    func opportunity(_ state: WorldState) throws(SimulatedResponse) -> Opportunity { try opportunity(id(), state) }

    // MARK: What a parameter names

    /// A user who may be given, by default the key's.
    func user(_ name: String, _ parameters: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> Int {
        guard let value = parameters.present(name) else { return state.keyUserID }
        guard let id = value.looseInteger, state.persons[id]?.isInternal == true else {
            throw V1Error.unprocessable("\(name) is not a valid id of a user")
        }
        return id
    }

    /// `nil` when none are given.
    func personIDs(_ parameters: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> [Int]? {
        let ids = try parameters.ids("person_ids")
        for id in ids ?? [] { _ = try person(id, state) }
        return ids
    }

    func organizationIDs(_ parameters: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> [Int]? {
        let ids = try parameters.ids("organization_ids")
        for id in ids ?? [] { _ = try organization(id, state) }
        return ids
    }

    func organization(_ id: Int, _ state: WorldState) throws(SimulatedResponse) -> Organization {
        if let target = state.mergedOrganizations[id] { throw V1Error.merged("organization_id", id, into: target) }
        guard let organization = state.organizations[id] else { throw V1Error.missing("organization_id", id) }
        return organization
    }

    func person(_ id: Int, _ state: WorldState) throws(SimulatedResponse) -> Person {
        if let target = state.mergedPersons[id] { throw V1Error.merged("person_id", id, into: target) }
        guard let person = state.persons[id] else { throw V1Error.missing("person_id", id) }
        return person
    }
}

extension V1Router {
    /// camelCase inside, unlike the rest of v1 (AffinityAPI.md#who-the-key-is).
    func whoAmI(_ state: WorldState) -> SimulatedResponse {
        .json { writer in
            writer.object { writer in
                writer.keyOwner(state, email: "email")
                writer.object("grant") { writer in
                    writer.put("type", "api_key")
                    writer.put("scope", "external_api")
                    writer.put("createdAt", Double(state.keyCreatedAt), as: Timestamp.milliseconds)
                }
            }
        }
    }

    /// Without a monthly cap the numbers are the word `unlimited` (AffinityAPI.md#rate-headers).
    func rateLimit() -> SimulatedResponse {
        let limiter = call.limiter
        return .json { writer in
            writer.object { writer in
                writer.object("rate") { writer in
                    writer.key("org_monthly")
                    writer.window(limiter.perMonth, limiter.monthLeft, limiter.monthReset(at: call.now), limiter.monthUsed)
                    writer.key("api_key_per_minute")
                    writer.window(limiter.perMinute, limiter.minuteLeft, limiter.minuteReset(at: call.now), limiter.minuteUsed)
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func window(_ limit: Int?, _ remaining: Int?, _ reset: Int, _ used: Int) {
        object { writer in
            writer.key("limit")
            if let limit { writer.integer(limit) } else { writer.string("unlimited") }
            writer.key("remaining")
            if let remaining { writer.integer(remaining) } else { writer.string("unlimited") }
            writer.put("reset", reset)
            writer.put("used", used)
        }
    }
}
