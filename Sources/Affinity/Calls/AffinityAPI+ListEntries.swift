extension AffinityAPI {
    /// All rows of a list with the given fields, the list's own or the records'; without any, no field values come
    /// (AffinityAPI.md#list-entries).
    package static func listEntries(_ list: ListID, fieldIDs: [FieldID]) -> PagedCall<ListEntry> {
        PagedCall(
            v2: "/v2/lists/\(list)/list-entries", query: fieldQuery(fieldIDs),
            CallDescription(.get, "/v2/lists/{list}/list-entries", "list entries"), rows: ListEntryDTO.self
        ) { $0.entry(of: list) }
    }

    /// One row.
    package static func listEntry(_ list: ListID, _ entry: ListEntryID, fieldIDs: [FieldID]) -> Call<ListEntry> {
        read(
            "/v2/lists/\(list)/list-entries/\(entry)", query: fieldQuery(fieldIDs), "/v2/lists/{list}/list-entries/{entry}",
            "list entry", ListEntryDTO.self, isAsked: { $0.id == entry }
        ) { $0.entry(of: list) }
    }

    /// The rows and columns of a sheet view; its sort order is ignored (AffinityAPI.md#saved-views).
    package static func savedViewEntries(_ list: ListID, view: SavedViewID) -> PagedCall<ListEntry> {
        PagedCall(
            v2: "/v2/lists/\(list)/saved-views/\(view)/list-entries",
            CallDescription(.get, "/v2/lists/{list}/saved-views/{view}/list-entries", "saved view entries"), rows: ListEntryDTO.self
        ) { $0.entry(of: list) }
    }

    /// Adds a record to a list. Affinity does not look for doubles (AffinityAPI.md#list-entries), so this is never repeated blindly.
    package static func addListEntry(_ list: ListID, entityID: Int64) -> Call<ListEntry> {
        let request = APIRequest(
            .post, "/lists/\(list)/list-entries", body: JSON.encode(ListEntryBody(entityID: entityID)), repeatability: .once)
        return Call(request, CallDescription(.post, "/lists/{list}/list-entries", "list entry")) { response throws(AffinityError) in
            let entry = try JSON.read(V1ListEntryDTO.self, from: response).entry
            try response.require(entry.listID == list && entry.entityID == entityID)
            return entry
        }
    }

    /// Sets fields of a row, all or none of them (AffinityAPI.md#writing-values).
    /// - Parameter updates: at most `maximumUpdatesPerCall`; Affinity refuses more.
    package static func updateListEntryFields(_ list: ListID, _ entry: ListEntryID, _ updates: [FieldUpdate]) -> Call<Void> {
        update(
            "/v2/lists/\(list)/list-entries/\(entry)/fields", updates, "/v2/lists/{list}/list-entries/{entry}/fields",
            "list entry fields")
    }

    static func update(_ path: String, _ updates: [FieldUpdate], _ template: String, _ subject: String) -> Call<Void> {
        let request = APIRequest(.patch, path, body: JSON.encode(FieldUpdateBody(updates)), repeatability: .idempotent)
        return Call(request, CallDescription(.patch, template, subject)) { response throws(AffinityError) in
            try response.requireFieldsUpdated()
        }
    }
}
