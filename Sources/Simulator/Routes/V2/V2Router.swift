/// API v2's routes over the world. Each answers or throws the error answer.
struct V2Router {
    let call: V2Call

    func respond(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        if let methods = V2Operations.methods(of: call.path), !methods.contains(call.request.method) {
            throw V2Error.notAllowed(call.request.method, methods)
        }
        switch (call.request.method, call.path.first) {
        case ("GET", "auth") where call.path.count == 2 && call.path[1] == "whoami": return whoAmI(state)
        case ("GET", "rate-limit") where call.path.count == 1: return try rateLimit()
        case ("GET", "users"): return try users(state)
        case (_, "lists"): return try lists(&state)
        case (_, "companies"): return try records(.company, &state)
        case (_, "persons"): return try records(.person, &state)
        case ("GET", "opportunities"): return try opportunities(state)
        case (_, "notes"): return try notes(&state)
        case (_, "webhooks"): return try webhooks(&state)
        case ("GET", "emails"): return try interactions(.email, state)
        case ("GET", "calls"): return try interactions(.call, state)
        case ("GET", "chat-messages"): return try interactions(.chatMessage, state)
        case ("GET", "meetings"): return try interactions(.meeting, state)
        case (_, "reminders"): return try reminders(&state)
        case ("GET", "field-value-changes") where call.path.count == 1: return try fieldValueChanges(state, ofEntry: nil)
        case (_, "company-merges"): return try merges(.company, &state)
        case (_, "person-merges"): return try merges(.person, &state)
        case ("GET", "tasks") where call.path.count > 1: return try mergeTasks(state)
        default: throw noRoute
        }
    }

    /// What is documented and not simulated is no route either, as for a key without that beta.
    var noRoute: SimulatedResponse { V2Error.noRoute(call.request.method, call.request.path) }

    private func lists(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let path = call.path
        let isGet = call.request.method == "GET"
        if path.count == 1 { return isGet ? try allLists(state) : try createList(&state) }
        guard path.count >= 2 else { throw noRoute }
        guard let list = state.lists[try call.id(1, "listId")] else { throw V2Error.notFound }
        if path.count == 2 && isGet { return oneList(list) }
        switch path.count > 2 ? path[2] : "" {
        case "fields": return try fieldRoutes(ofList: list, &state)
        case "saved-views" where isGet: return try viewRoutes(list, state)
        case "list-entries": return try entryRoutes(list, &state)
        default: throw noRoute
        }
    }

    private func fieldRoutes(ofList list: AccountList, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let path = call.path
        if path.count == 3 && call.request.method == "GET" { return try fieldMetadata(state.fieldIDs(ofList: list), list: list, state) }
        guard path.count >= 5, path[4] == "dropdown-options" else { throw noRoute }
        return try optionRoutes(state.field(key: String(path[3]), ofList: list), &state)
    }

    private func viewRoutes(_ list: AccountList, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let path = call.path
        if path.count == 3 {
            return try V2Page(of: list.viewIDs, call: call).response { writer, id in
                if let view = state.views[id] { writer.savedView(view) }
            }
        }
        guard let view = state.views[try call.id(3, "viewId")], view.listID == list.id else { throw V2Error.notFound }
        if path.count == 4 { return .json { $0.savedView(view) } }
        guard path.count == 5, path[4] == "list-entries" else { throw noRoute }
        return try entries(of: view, list, state)
    }

    private func entryRoutes(_ list: AccountList, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let path = call.path
        let method = call.request.method
        if path.count == 3 && method == "GET" { return try entries(of: list, state) }
        if path.count == 4 && path[3] == "search" && method == "POST" { return try searchEntries(of: list, state) }
        if path.count == 3 && method == "POST" { return try createEntry(on: list, &state) }
        guard path.count >= 4 else { throw noRoute }
        guard let entry = state.entries[try call.id(3, "listEntryId")], entry.listID == list.id else { throw V2Error.notFound }
        if path.count == 4 && method == "GET" { return try oneEntry(entry, list, state) }
        if path.count == 4 && method == "DELETE" { return try deleteEntry(entry, &state) }
        if path.count == 5 && path[4] == "field-value-changes" && method == "GET" {
            return try fieldValueChanges(state, ofEntry: entry.id)
        }
        guard path.count >= 5, path[4] == "fields", let record = RecordView(entry, in: state) else { throw noRoute }
        let scope = FieldScope(list: list, kind: list.kind, owner: .entry(entry.id), record: record)
        return try fieldValueRoutes(scope, at: 5, &state)
    }

    private func records(_ kind: EntityKind, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let path = call.path
        let method = call.request.method
        let fieldIDs = state.globalFieldIDs[kind] ?? []
        if path.count == 1 && method == "GET" { return try allRecords(kind, state) }
        guard path.count >= 2 else { throw noRoute }
        if path[1] == "fields" {
            guard method == "GET" else { throw noRoute }
            if path.count == 2 { return try fieldMetadata(fieldIDs, list: nil, state) }
            guard path.count == 4, path[3] == "dropdown-options" else { throw noRoute }
            return try dropdownOptions(state.globalField(key: String(path[2]), of: kind))
        }
        if path.count == 2 && path[1] == "search" && method == "POST" { return try searchRecords(kind, state) }
        let id = try call.id(1, kind == .company ? "companyId" : "personId")
        let (record, owner) = try recordView(kind, id, state)
        if path.count == 2 && method == "GET" { return try oneRecord(record, kind, state) }
        switch path.count > 2 ? path[2] : "" {
        case "lists" where path.count == 3 && method == "GET":
            return try V2Page(of: record.listIDs(in: state).sorted(), call: call).response { writer, id in
                if let list = state.lists[id] { writer.list(list, withType: false) }
            }
        case "list-entries" where path.count == 3 && method == "GET": return try entries(of: record, kind, state)
        case "notes" where path.count == 3 && method == "GET":
            return try notes(state) { kind == .company ? $0.organizationIDs.contains(id) : $0.personIDs.contains(id) }
        case "relationships" where path.count == 3 && method == "GET": return try relationships(owner, state)
        case "fields":
            return try fieldValueRoutes(FieldScope(list: nil, kind: kind, owner: owner, record: record), at: 3, &state)
        default: throw noRoute
        }
    }
}

/// The operations that the OpenAPI document of 2026-09-17 declares, by path: what else is asked of a path that it knows is 405, any other
/// path is no route.
enum V2Operations {
    private static let methods: [String: String] = [
        "auth/whoami": "GET",
        "calls": "GET",
        "chat-messages": "GET",
        "companies": "GET",
        "companies/fields": "GET POST",
        "companies/fields/{fieldId}": "POST DELETE",
        "companies/fields/{fieldId}/dropdown-options": "GET",
        "companies/search": "POST",
        "companies/{companyId}": "GET",
        "companies/{companyId}/fields": "GET PATCH",
        "companies/{companyId}/fields/{fieldId}": "GET POST",
        "companies/{companyId}/fields/{fieldId}/values": "GET",
        "companies/{companyId}/list-entries": "GET",
        "companies/{companyId}/lists": "GET",
        "companies/{companyId}/notes": "GET",
        "companies/{companyId}/relationships": "GET",
        "company-merges": "GET POST",
        "company-merges/{mergeId}": "GET",
        "duplicates/company-suggestions": "GET",
        "duplicates/person-suggestions": "GET",
        "emails": "GET",
        "feedback": "POST",
        "field-value-changes": "GET",
        "files": "GET",
        "files/search": "POST",
        "files/{fileId}": "GET",
        "inferred-connections/coworkers": "GET",
        "inferred-connections/investor-executive-connections": "GET",
        "lists": "GET POST",
        "lists/{listId}": "GET",
        "lists/{listId}/fields": "GET POST",
        "lists/{listId}/fields/{fieldId}": "POST DELETE",
        "lists/{listId}/fields/{fieldId}/dropdown-options": "GET POST",
        "lists/{listId}/fields/{fieldId}/dropdown-options/{dropdownOptionId}": "GET POST DELETE",
        "lists/{listId}/list-entries": "GET POST",
        "lists/{listId}/list-entries/search": "POST",
        "lists/{listId}/list-entries/{listEntryId}": "GET DELETE",
        "lists/{listId}/list-entries/{listEntryId}/field-value-changes": "GET",
        "lists/{listId}/list-entries/{listEntryId}/fields": "GET PATCH",
        "lists/{listId}/list-entries/{listEntryId}/fields/{fieldId}": "GET POST",
        "lists/{listId}/list-entries/{listEntryId}/fields/{fieldId}/values": "GET",
        "lists/{listId}/saved-views": "GET",
        "lists/{listId}/saved-views/{viewId}": "GET",
        "lists/{listId}/saved-views/{viewId}/list-entries": "GET",
        "meetings": "GET",
        "meetings/{meetingId}": "GET",
        "notes": "GET POST",
        "notes/search": "POST",
        "notes/{noteId}": "GET POST DELETE",
        "notes/{noteId}/attached-companies": "GET",
        "notes/{noteId}/attached-opportunities": "GET",
        "notes/{noteId}/attached-persons": "GET",
        "notes/{noteId}/replies": "GET",
        "opportunities": "GET POST",
        "opportunities/{opportunityId}": "GET POST DELETE",
        "opportunities/{opportunityId}/notes": "GET",
        "person-merges": "GET POST",
        "person-merges/{mergeId}": "GET",
        "persons": "GET POST",
        "persons/fields": "GET POST",
        "persons/fields/{fieldId}": "POST DELETE",
        "persons/fields/{fieldId}/dropdown-options": "GET",
        "persons/search": "POST",
        "persons/{personId}": "GET POST DELETE",
        "persons/{personId}/fields": "GET PATCH",
        "persons/{personId}/fields/{fieldId}": "GET POST",
        "persons/{personId}/fields/{fieldId}/values": "GET",
        "persons/{personId}/list-entries": "GET",
        "persons/{personId}/lists": "GET",
        "persons/{personId}/notes": "GET",
        "persons/{personId}/relationships": "GET",
        "rate-limit": "GET",
        "reminders": "GET POST",
        "reminders/{reminderId}": "GET POST DELETE",
        "semantic-search": "POST",
        "tasks/company-merges": "GET",
        "tasks/company-merges/{taskId}": "GET",
        "tasks/person-merges": "GET",
        "tasks/person-merges/{taskId}": "GET",
        "teams": "GET",
        "teams/{teamId}": "GET",
        "teams/{teamId}/accessible-lists": "GET",
        "teams/{teamId}/members": "GET",
        "transcripts": "GET",
        "transcripts/{transcriptId}": "GET DELETE",
        "transcripts/{transcriptId}/fragments": "GET",
        "users": "GET",
        "users/{userId}": "GET",
        "webhooks": "GET POST",
        "webhooks/{webhookId}": "GET POST DELETE",
    ]

    private struct Path: Sendable {
        /// `nil` is a parameter.
        let pieces: [Substring?]
        let methods: [String]

        var writtenOut: Int { pieces.count { $0 != nil } }

        func fits(_ path: [Substring]) -> Bool {
            pieces.count == path.count && zip(pieces, path).allSatisfy { $0 == nil || $0 == $1 }
        }
    }

    /// By the first piece, since every request asks. Those with fewer parameters come first.
    private static let paths: [Substring: [Path]] = {
        let all = methods.map { path, methods in
            Path(
                pieces: path.split(separator: "/").map { $0.hasPrefix("{") ? nil : $0 },
                methods: methods.split(separator: " ").map(String.init))
        }
        return Dictionary(grouping: all) { ($0.pieces.first ?? nil) ?? "" }.mapValues { $0.sorted { $0.writtenOut > $1.writtenOut } }
    }()

    /// The methods of a path; `nil` when no document knows it. A piece that is written out goes before a parameter.
    static func methods(of path: [Substring]) -> [String]? {
        path.first.flatMap { paths[$0]?.first { $0.fits(path) } }?.methods
    }
}
