import Hummingbird

/// API v2. Each operation answers or throws the error answer.
struct V2Router: APIRouter {
    let call: V2Call
    let parameters: Parameters

    static let routes = RouteTable<V2Router>(
        accountRoutes + listRoutes + recordRoutes(.company) + recordRoutes(.person) + otherRecordRoutes + mergeRoutes(.company)
            + mergeRoutes(.person) + notServed)

    private static let accountRoutes: [Route<V2Router>] = [
        .get("/v2/auth/whoami") { $0.whoAmI($1) },
        .get("/v2/rate-limit") { router, _ in try router.rateLimit() },
        .get("/v2/users") { try $0.allUsers($1) },
        .get("/v2/users/{userId}") { try $0.oneUser($1) },
        .get("/v2/field-value-changes") { try $0.fieldValueChanges($1, ofEntry: nil) },
        .get("/v2/webhooks") { try $0.allWebhooks($1) },
        .post("/v2/webhooks") { try $0.createWebhook(&$1) },
        .get("/v2/webhooks/{webhookId}") { try $0.oneWebhook($1) },
        .post("/v2/webhooks/{webhookId}") { try $0.updateWebhook(&$1) },
        .delete("/v2/webhooks/{webhookId}") { try $0.deleteWebhook(&$1) },
    ]

    private static let listRoutes: [Route<V2Router>] =
        [
            .get("/v2/lists") { try $0.allLists($1) },
            .post("/v2/lists") { try $0.createList(&$1) },
            .get("/v2/lists/{listId}") { $0.oneList(try $0.list($1)) },
            .get("/v2/lists/{listId}/fields") { try $0.fieldMetadata($1.fieldIDs(ofList: $0.list($1)), $1) },
            .get("/v2/lists/{listId}/fields/{fieldId}/dropdown-options") { try $0.allOptions(of: $0.listField($1)) },
            .post("/v2/lists/{listId}/fields/{fieldId}/dropdown-options") { try $0.createOption(of: $0.optionField($1), &$1) },
            .get("/v2/lists/{listId}/fields/{fieldId}/dropdown-options/{dropdownOptionId}") { try $0.oneOption(of: $0.optionField($1)) },
            .post("/v2/lists/{listId}/fields/{fieldId}/dropdown-options/{dropdownOptionId}") {
                try $0.updateOption(of: $0.optionField($1), &$1)
            },
            .delete("/v2/lists/{listId}/fields/{fieldId}/dropdown-options/{dropdownOptionId}") {
                try $0.deleteOption(of: $0.optionField($1), &$1)
            },
            .get("/v2/lists/{listId}/saved-views") { try $0.allViews($1) },
            .get("/v2/lists/{listId}/saved-views/{viewId}") { try $0.oneView($1) },
            .get("/v2/lists/{listId}/saved-views/{viewId}/list-entries") { try $0.entriesOfView($1) },
            .get("/v2/lists/{listId}/list-entries") { try $0.entries(of: $0.list($1), $1) },
            .post("/v2/lists/{listId}/list-entries") { try $0.createEntry(on: $0.list($1), &$1) },
            .post("/v2/lists/{listId}/list-entries/search") { try $0.searchEntries(of: $0.list($1), $1) },
            .get("/v2/lists/{listId}/list-entries/{listEntryId}") { try $0.oneEntry($0.entry($1), $1) },
            .delete("/v2/lists/{listId}/list-entries/{listEntryId}") { try $0.deleteEntry($0.entry($1), &$1) },
            .get("/v2/lists/{listId}/list-entries/{listEntryId}/field-value-changes") {
                try $0.fieldValueChanges($1, ofEntry: $0.entry($1).id)
            },
        ] + valueRoutes("/v2/lists/{listId}/list-entries/{listEntryId}/fields") { try $0.entryScope($1) }

    /// Of companies and of persons.
    private static func recordRoutes(_ kind: EntityKind) -> [Route<V2Router>] {
        let all = "/v2/\(kind.plural)"
        let one = "\(all)/{\(kind.name)Id}"
        return [
            .get(all) { try $0.allRecords(kind, $1) },
            .post("\(all)/search") { try $0.searchRecords(kind, $1) },
            .get("\(all)/fields") { try $0.fieldMetadata($1.globalFieldIDs[kind] ?? [], $1) },
            .get("\(all)/fields/{fieldId}/dropdown-options") { try $0.allOptions(of: $1.globalField(key: $0.fieldKey, of: kind)) },
            .get(one) { try $0.oneRecord($0.record(kind, $1), kind, $1) },
            .get("\(one)/lists") { try $0.lists(of: $0.record(kind, $1), $1) },
            .get("\(one)/list-entries") { try $0.entries(of: $0.record(kind, $1), $1) },
            .get("\(one)/notes") { try $0.notes(about: $0.record(kind, $1), $1) },
            .get("\(one)/relationships") { try $0.relationships($0.record(kind, $1), $1) },
        ]
            + valueRoutes("\(one)/fields") { router, state in
                FieldScope(list: nil, kind: kind, record: try router.record(kind, state))
            }
    }

    /// Cells of a record or of a row: all fields, one field, its long values, and both ways to write.
    private static func valueRoutes(
        _ path: String, _ scope: @escaping @Sendable (V2Router, WorldState) throws -> FieldScope
    ) -> [Route<V2Router>] {
        [
            .get(path) { try $0.allFields(scope($0, $1), $1) },
            .patch(path) { try $0.updateFields(scope($0, $1), &$1) },
            .get("\(path)/{fieldId}") { try $0.oneField(scope($0, $1), $1) },
            .post("\(path)/{fieldId}") { try $0.updateField(scope($0, $1), &$1) },
            .get("\(path)/{fieldId}/values") { try $0.longValues(scope($0, $1), $1) },
        ]
    }

    private static let otherRecordRoutes: [Route<V2Router>] = [
        .get("/v2/opportunities") { try $0.allOpportunities($1) },
        .get("/v2/opportunities/{opportunityId}") { try $0.oneOpportunity($1) },
        .get("/v2/opportunities/{opportunityId}/notes") { try $0.notesOfOpportunity($1) },
        .get("/v2/notes") { try $0.allNotes($1) },
        .post("/v2/notes") { try $0.createNote(&$1) },
        .post("/v2/notes/search") { try $0.searchNotes($1) },
        .get("/v2/notes/{noteId}") { try $0.oneNote($0.note($1), $1) },
        .post("/v2/notes/{noteId}") { try $0.updateNote($0.note($1), &$1) },
        .delete("/v2/notes/{noteId}") { try $0.deleteNote($0.note($1), &$1) },
        .get("/v2/notes/{noteId}/replies") { try $0.replies(to: $0.note($1), $1) },
        .get("/v2/notes/{noteId}/attached-companies") { try $0.attached(.company, to: $0.note($1), $1) },
        .get("/v2/notes/{noteId}/attached-persons") { try $0.attached(.person, to: $0.note($1), $1) },
        .get("/v2/notes/{noteId}/attached-opportunities") { try $0.attached(.opportunity, to: $0.note($1), $1) },
        .get("/v2/emails") { try $0.allInteractions(.email, $1) },
        .get("/v2/calls") { try $0.allInteractions(.call, $1) },
        .get("/v2/chat-messages") { try $0.allInteractions(.chatMessage, $1) },
        .get("/v2/meetings") { try $0.allInteractions(.meeting, $1) },
        .get("/v2/meetings/{meetingId}") { try $0.oneMeeting($1) },
        .get("/v2/reminders") { try $0.allReminders($1) },
        .post("/v2/reminders") { try $0.createReminder(&$1) },
        .get("/v2/reminders/{reminderId}") { try $0.oneReminder($1) },
        .post("/v2/reminders/{reminderId}") { try $0.updateReminder(&$1) },
        .delete("/v2/reminders/{reminderId}") { try $0.deleteReminder(&$1) },
    ]

    private static func mergeRoutes(_ kind: EntityKind) -> [Route<V2Router>] {
        [
            .get("/v2/\(kind.name)-merges") { try $0.allMerges(kind, $1) },
            .post("/v2/\(kind.name)-merges") { try $0.startMerge(kind, &$1) },
            .get("/v2/\(kind.name)-merges/{mergeId}") { try $0.oneMerge(kind, $1) },
            .get("/v2/tasks/\(kind.name)-merges") { try $0.allMergeTasks(kind, $1) },
            .get("/v2/tasks/\(kind.name)-merges/{taskId}") { try $0.oneMergeTask(kind, $1) },
        ]
    }

    /// Declared by the OpenAPI document of 2026-09-17 and no route here, as for a key without these betas.
    private static let notServed: [Route<V2Router>] =
        [
            "GET duplicates/company-suggestions", "GET duplicates/person-suggestions", "POST feedback", "GET files", "POST files/search",
            "GET files/{fileId}", "GET inferred-connections/coworkers", "GET inferred-connections/investor-executive-connections",
            "POST companies/fields", "POST companies/fields/{fieldId}", "DELETE companies/fields/{fieldId}", "POST persons/fields",
            "POST persons/fields/{fieldId}", "DELETE persons/fields/{fieldId}", "POST lists/{listId}/fields",
            "POST lists/{listId}/fields/{fieldId}", "DELETE lists/{listId}/fields/{fieldId}", "POST opportunities",
            "POST opportunities/{opportunityId}", "DELETE opportunities/{opportunityId}", "POST persons", "POST persons/{personId}",
            "DELETE persons/{personId}", "POST semantic-search", "GET teams", "GET teams/{teamId}", "GET teams/{teamId}/accessible-lists",
            "GET teams/{teamId}/members", "GET transcripts", "GET transcripts/{transcriptId}", "DELETE transcripts/{transcriptId}",
            "GET transcripts/{transcriptId}/fragments",
        ].map { line in
            let parts = line.split(separator: " ").map(String.init)
            return .notServed(parts[0], "/v2/\(parts[1])")
        }

    /// Another method than the document declares is 405; what is declared and not served is not a route, like a path that nobody knows.
    static func notServed(_ request: SimulatedRequest, _ methods: [String]?) -> SimulatedResponse {
        guard let methods, !methods.contains(request.method) else { return V2Error.noRoute(request.method, request.path) }
        return V2Error.notAllowed(request.method, methods)
    }

    var noRoute: SimulatedResponse { V2Error.noRoute(call.request.method, call.request.path) }

    // MARK: What the path names

    /// - Throws: 400 when it is not a positive whole number.
    func id(_ name: String) throws(SimulatedResponse) -> Int {
        guard let id = parameters.get(name, as: Int.self), id >= 1, id <= 9_007_199_254_740_991 else {
            throw V2Error.validation(name, "value at `/\(name)` is not a valid id")
        }
        return id
    }

    /// v2's id of a field.
    var fieldKey: String { parameters.get("fieldId") ?? "" }

    var taskID: String { parameters.get("taskId") ?? "" }

    func list(_ state: WorldState) throws(SimulatedResponse) -> AccountList {
        guard let list = state.lists[try id("listId")] else { throw V2Error.notFound }
        return list
    }

    func entry(_ state: WorldState) throws(SimulatedResponse) -> ListEntry {
        let list = try list(state)
        guard let entry = state.entries[try id("listEntryId")], entry.listID == list.id else { throw V2Error.notFound }
        return entry
    }

    /// - Throws: 404 when there is none, 422 when it was merged into another.
    func record(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> RecordView {
        let id = try id("\(kind.name)Id")
        if let target = state.mergedInto(id, kind), !state.mergedIsMissing { throw V2Error.merged(id, into: target) }
        guard let record = RecordView(kind, id, in: state) else { throw V2Error.notFound }
        return record
    }

    private func entryScope(_ state: WorldState) throws(SimulatedResponse) -> FieldScope {
        let list = try list(state)
        guard let record = RecordView(try entry(state), in: state) else { throw noRoute }
        return FieldScope(list: list, kind: list.kind, record: record)
    }

    private func listField(_ state: WorldState) throws(SimulatedResponse) -> FieldDefinition? {
        state.field(key: fieldKey, ofList: try list(state))
    }

    /// A field of the list that has options.
    private func optionField(_ state: WorldState) throws(SimulatedResponse) -> FieldDefinition {
        guard let field = try listField(state) else { throw V2Error.notFound }
        guard field.valueType.hasOptions else { throw V2Error.badRequest("Field \(field.key) is not a dropdown field") }
        return field
    }
}
