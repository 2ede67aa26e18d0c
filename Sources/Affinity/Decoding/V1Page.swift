extension PagedCall {
    /// A v1 search: 500 rows a page, the most there are, under a name of their own, and `next_page_token`, which is null or absent at the end
    /// (AffinityAPI.md#pages-of-v1).
    init<DTO: JSONReadable>(
        v1 path: String, query: [APIRequest.QueryItem] = [], collection: StaticString, _ description: CallDescription, rows _: DTO.Type,
        row: @escaping @Sendable (DTO) -> Row?
    ) {
        first = APIRequest(.get, path, query: query + [APIRequest.QueryItem("page_size", "500")])
        self.description = description
        style = .token
        decode = { response, _ throws(AffinityError) in
            let (rows, token) = try JSON.read(response) { (json) throws(JSONProblem) in
                let members = try JSONMembers(&json)
                return (
                    try members.required(collection, as: [ReadableRow<DTO>].self),
                    try members.optional("next_page_token", as: String.self)
                )
            }
            let next = token.flatMap { $0.isEmpty ? nil : PageCursor(rawValue: $0) }
            return try Page(rows, of: collection, next: next, response, row: row)
        }
    }
}
