/// A page of v2: a list in `data`, and a `pagination` whose `nextUrl`, a text or null, says whether there is more
/// (AffinityAPI.md#pages-of-v2). What lacks one of them says nothing of what there is. Taken for the last page it would cut a directory
/// short, and what was cut off would be exported as gone, or made once more.
struct V2Page<Row: JSONReadable>: JSONReadable {
    let rows: [ReadableRow<Row>]
    let nextURL: String?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        rows = try members.required("data")
        nextURL = try members.required("pagination", as: V2Pagination.self).nextURL
    }
}

/// `pagination` of a page of v2.
struct V2Pagination: JSONReadable {
    /// Null at the end; without the key nobody knows whether it is the end.
    let nextURL: String?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        nextURL = try members.nullable("nextUrl")
    }
}

/// A row of which nothing is read.
struct SkippedRow: JSONReadable {
    init(_ json: inout JSONCursor) throws(JSONProblem) { try json.skip() }
}

extension PagedCall {
    /// A v2 read: as many rows a page as there can be. Rows that `row` makes nothing of are left out.
    init<DTO: JSONReadable>(
        v2 path: String, query: [APIRequest.QueryItem] = [], _ description: CallDescription, rows _: DTO.Type,
        row: @escaping @Sendable (DTO) -> Row?
    ) {
        first = APIRequest(.get, path, query: query + [APIRequest.QueryItem("limit", String(AffinityAPI.rowsPerPage))])
        self.description = description
        style = .nextURL
        decode = { response, context throws(AffinityError) in
            let page = try JSON.read(V2Page<DTO>.self, from: response)
            let next: PageCursor? = if let url = page.nextURL { try PageCursor(v2: url, response, context) } else { nil }
            return try Page(page.rows, of: "data", next: next, response, row: row)
        }
    }
}

extension PageCursor {
    /// What `pagination.nextUrl` says, once it is seen to be a further page of the same read.
    init(v2 text: String, _ response: APIResponse, _ context: PageContext) throws(AffinityError) {
        guard let url = PageURL(text), url.path == context.path else {
            throw .notAffinity(response, "pagination.nextUrl is not a further page of \(context.path)")
        }
        if let hosts = context.hosts, let authority = url.authority, !hosts.contains(authority) {
            throw .notAffinity(response, "pagination.nextUrl leads to another host")
        }
        self.init(rawValue: url.raw)
    }
}
