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

extension PagedCall {
    /// A v1 search: 500 rows a page, the most there are, under a name of their own, and `next_page_token`, which is null or absent at the end
    /// (AffinityAPI.md#pages-of-v1). Where it is absent and the page is full, the answer may have lost it.
    init<DTO: JSONReadable>(
        v1 path: String, query: [APIRequest.QueryItem] = [], collection: StaticString, _ description: CallDescription, rows _: DTO.Type,
        row: @escaping @Sendable (DTO) -> Row?
    ) {
        first = APIRequest(.get, path, query: query + [APIRequest.QueryItem("page_size", String(AffinityAPI.rowsPerSearchPage))])
        self.description = description
        style = .token
        decode = { response, _ throws(AffinityError) in
            let (rows, token, isSaid) = try JSON.read(response) { (json) throws(JSONProblem) in
                let members = try JSONMembers(&json)
                return (
                    try members.required(collection, as: [ReadableRow<DTO>].self),
                    try members.optional("next_page_token", as: String.self),
                    members.has("next_page_token")
                )
            }
            let next = token.flatMap { $0.isEmpty ? nil : PageCursor(rawValue: $0) }
            let mayGoOn = !isSaid && rows.count >= AffinityAPI.rowsPerSearchPage
            return try Page(rows, of: collection, next: next, mayGoOn: mayGoOn, response, row: row)
        }
    }
}

/// A row of a page, or what is odd about it: one record that is not as known must not cost the others.
struct ReadableRow<Row: JSONReadable>: JSONReadable {
    let row: Row?
    /// What of the row is not as known.
    let problem: JSONProblem?
    /// `record 811 "Acme"`, of a row with a problem that says so much.
    let name: String?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let start = json
        do throws(JSONProblem) {
            row = try Row(&json)
            problem = nil
            name = nil
        } catch {
            // What is not JSON is a matter of the page.
            json = start
            try json.skip()
            row = nil
            problem = error
            name = Self.name(start)
        }
    }

    private static func name(_ json: JSONCursor) -> String? {
        var json = json
        guard let members = try? JSONMembers(&json), let id = try? members.optional("id", as: JSONValue.self)?.shown else { return nil }
        let name = (try? members.optional("name", as: JSONValue.self))?.text
        return ErrorBody.line("record \(id)" + (name.map { " \"\($0)\"" } ?? ""))
    }
}

extension Page {
    /// - Parameter collection: the name of the list that holds the rows.
    /// - Throws: where of several records not one is as known: then it is the page that is odd.
    init<DTO: JSONReadable>(
        _ all: [ReadableRow<DTO>], of collection: StaticString, next: PageCursor?, mayGoOn: Bool = false, _ response: APIResponse,
        row: (DTO) -> Row?
    ) throws(AffinityError) {
        var odd: [String] = []
        for (index, element) in all.enumerated() {
            guard let problem = element.problem?.within(element: index).within(collection) else { continue }
            odd.append(element.name.map { "\($0), \(problem.reason)" } ?? problem.reason)
        }
        if let first = odd.first, all.count > 1, odd.count == all.count { throw .notAffinity(response, first) }
        self.init(rows: all.compactMap { $0.row.flatMap(row) }, next: next, odd: odd, mayGoOn: mayGoOn)
    }
}
