/// The envelope of v2's pages (v2 sheet §1.3). `data` and `pagination` may be null; without a key `data` it is no page, and an
/// empty directory must never be concluded from an answer that says nothing.
struct V2Page<Row: Decodable>: Decodable {
    private struct Pagination: Decodable {
        let nextUrl: String?
    }

    let rows: [Row]
    let nextURL: String?

    private enum CodingKeys: String, CodingKey { case data, pagination }

    init(rows: [Row], nextURL: String?) {
        self.rows = rows
        self.nextURL = nextURL
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        rows = try container.decode([Row]?.self, forKey: .data) ?? []
        nextURL = try container.decodeIfPresent(Pagination.self, forKey: .pagination)?.nextUrl
    }
}

extension PagedCall {
    /// A v2 read: 100 rows a page, the most there are (v2 sheet §1.3). Rows that `row` makes nothing of are left out.
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
        first = APIRequest(.get, path, query: query + [APIRequest.QueryItem("limit", "100")])
        self.description = description
        style = .nextURL
        decode = { response, context throws(AffinityError) in
            let page = try page(response)
            let next: PageCursor? = if let url = page.nextURL { try Self.cursor(url, response, context) } else { nil }
            return Page(rows: page.rows.compactMap(row), next: next)
        }
    }

    private static func cursor(_ text: String, _ response: APIResponse, _ context: PageContext) throws(AffinityError) -> PageCursor {
        guard let url = PageURL(text), url.path == context.path else {
            throw .notAffinity(response, "pagination.nextUrl is not a further page of \(context.path)")
        }
        if let hosts = context.hosts, let authority = url.authority, !hosts.contains(authority) {
            throw .notAffinity(response, "pagination.nextUrl leads to another host")
        }
        return PageCursor(rawValue: url.raw)
    }
}
