/// A page of v2 with its rows.
struct V2Page<Row: Decodable>: Decodable {
    let rows: [ReadableRow<Row>]
    let nextURL: String?

    private enum CodingKeys: String, CodingKey { case data, pagination }

    init(rows: [ReadableRow<Row>], nextURL: String?) {
        self.rows = rows
        self.nextURL = nextURL
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        rows = try container.decode([ReadableRow<Row>].self, forKey: .data)
        nextURL = try container.decode(V2Pagination.self, forKey: .pagination).nextURL
    }
}

extension PagedCall {
    /// A v2 read: as many rows a page as there can be. Rows that `row` makes nothing of are left out.
    init<DTO: Decodable & SendableMetatype>(
        v2 path: String, query: [APIRequest.QueryItem] = [], _ description: CallDescription, rows _: DTO.Type,
        row: @escaping @Sendable (DTO) -> Row?
    ) {
        self.init(v2: path, query: query, description, row: row) { response throws(AffinityError) in
            try JSON.decode(V2Page<DTO>.self, from: response)
        }
    }

    /// The same for rows that come by the thousand.
    init<DTO: JSONReadable>(
        v2 path: String, query: [APIRequest.QueryItem] = [], _ description: CallDescription, rows _: DTO.Type,
        row: @escaping @Sendable (DTO) -> Row?
    ) {
        self.init(v2: path, query: query, description, row: row) { response throws(AffinityError) in
            try V2Page<DTO>.read(from: response)
        }
    }

    private init<DTO: Decodable & SendableMetatype>(
        v2 path: String, query: [APIRequest.QueryItem], _ description: CallDescription, row: @escaping @Sendable (DTO) -> Row?,
        page: @escaping @Sendable (APIResponse) throws(AffinityError) -> V2Page<DTO>
    ) {
        first = APIRequest(.get, path, query: query + [APIRequest.QueryItem("limit", String(AffinityAPI.rowsPerPage))])
        self.description = description
        style = .nextURL
        decode = { response, context throws(AffinityError) in
            let page = try page(response)
            let next: PageCursor? = if let url = page.nextURL { try PageCursor(v2: url, response, context) } else { nil }
            return try Page(page.rows, next: next, response, row: row)
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
