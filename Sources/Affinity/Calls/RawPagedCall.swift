/// A v2 read in pages whose rows are left as they came: for an export, which copies them and needs no values.
package struct RawPagedCall: Sendable {
    package let first: APIRequest
    package let description: CallDescription

    init(_ path: String, query: [APIRequest.QueryItem] = [], _ description: CallDescription) {
        first = APIRequest(.get, path, query: query + [APIRequest.QueryItem("limit", String(AffinityAPI.rowsPerPage))])
        self.description = description
    }

    /// The call for the first page, or for the one after a cursor.
    /// - Parameter hosts: whose next pages are followed, as `host` or `host:port`; nil for any.
    package func page(after cursor: PageCursor? = nil, hosts: Set<String>? = nil) throws(AffinityError) -> Call<RawPage> {
        let request = if let cursor { try PageStyle.nextURL.request(for: cursor, first: first) } else { first }
        let context = PageContext(path: first.path, hosts: hosts)
        return Call(request, description) { response throws(AffinityError) in
            let next: PageCursor? =
                if let url = try Self.nextURL(response) { try PageCursor(v2: url, response, context) } else { nil }
            return RawPage(body: response.body, next: next)
        }
    }

    private struct Tail: JSONReadable {
        let pagination: V2Pagination

        init(_ json: inout JSONCursor) throws(JSONProblem) {
            let members = try JSONMembers(&json)
            pagination = try members.required("pagination")
        }
    }

    /// From the end of the page, where it mostly stands, so that the next page can be asked for before this one is read.
    static func nextURL(_ response: APIResponse) throws(AffinityError) -> String? {
        if beginsWithList(response.body), let start = response.body.lastIndex(of: Array("\"pagination\"".utf8)) {
            let tail = try? JSON.read([UInt8(ascii: "{")] + response.body[start...]) { (json) throws(JSONProblem) in try Tail(&json) }
            if let tail { return tail.pagination.nextURL }
        }
        return try JSON.read(V2Page<SkippedRow>.self, from: response).nextURL
    }

    /// Whether it begins as pages do: `{"data":[`.
    private static func beginsWithList(_ body: [UInt8]) -> Bool {
        var rest = body.lazy.filter { $0 > 0x20 }.makeIterator()
        return "{\"data\":[".utf8.allSatisfy { $0 == rest.next() }
    }
}

/// A page as it came.
package struct RawPage: Sendable {
    /// JSON: `{"data": […], "pagination": {…}}`.
    package let body: [UInt8]
    /// Nil on the last page.
    package let next: PageCursor?

    package init(body: [UInt8], next: PageCursor?) {
        self.body = body
        self.next = next
    }
}

extension [UInt8] {
    /// Where a short text stands last.
    fileprivate func lastIndex(of text: [UInt8]) -> Int? {
        guard count >= text.count else { return nil }
        return stride(from: count - text.count, through: 0, by: -1).first { start in
            self[start] == text[0] && self[start..<(start + text.count)].elementsEqual(text)
        }
    }
}

extension AffinityAPI {
    /// All rows of a list with the given fields (AffinityAPI.md#list-entries).
    package static func rawListEntries(_ list: ListID, fieldIDs: [FieldID]) -> RawPagedCall {
        RawPagedCall(
            "/v2/lists/\(list)/list-entries", query: fieldQuery(fieldIDs),
            CallDescription(.get, "/v2/lists/{list}/list-entries", "list entries"))
    }

    /// The rows and columns of a sheet view; its sort order is ignored (AffinityAPI.md#saved-views).
    package static func rawSavedViewEntries(_ list: ListID, view: SavedViewID) -> RawPagedCall {
        RawPagedCall(
            "/v2/lists/\(list)/saved-views/\(view)/list-entries",
            CallDescription(.get, "/v2/lists/{list}/saved-views/{view}/list-entries", "saved view entries"))
    }

    /// All records of a kind; opportunities come without fields (AffinityAPI.md#organization-objects, #person-objects, #opportunities).
    package static func rawDirectory(of kind: EntityKind, fieldIDs: [FieldID]) -> RawPagedCall {
        switch kind {
        case .company: RawPagedCall("/v2/companies", query: fieldQuery(fieldIDs), CallDescription(.get, "/v2/companies", "organizations"))
        case .person: RawPagedCall("/v2/persons", query: fieldQuery(fieldIDs), CallDescription(.get, "/v2/persons", "persons"))
        case .opportunity: RawPagedCall("/v2/opportunities", CallDescription(.get, "/v2/opportunities", "opportunities"))
        }
    }

    /// All values of one long cell, of a row of a list or of a record itself: reads of rows stop at 100 (AffinityAPI.md#values).
    package static func rawFieldValues(list: ListID?, row: Int64, kind: EntityKind, field: FieldID) -> RawPagedCall {
        if let list {
            return RawPagedCall(
                "/v2/lists/\(list)/list-entries/\(row)/fields/\(field)/values",
                CallDescription(.get, "/v2/lists/{list}/list-entries/{entry}/fields/{field}/values", "field values"))
        }
        let noun = kind == .company ? "companies" : "persons"
        return RawPagedCall(
            "/v2/\(noun)/\(row)/fields/\(field)/values", CallDescription(.get, "/v2/\(noun)/{id}/fields/{field}/values", "field values"))
    }
}
