/// The envelope of v1's pages: rows under a name of their own and `next_page_token`, null or absent at the end
/// (AffinityAPI.md#pages-of-v1).
struct V1Page<Row: Decodable>: Decodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) { nil }
    }

    /// Of a key that may be anything: Affinity adds keys without a new version.
    private struct Member: Decodable {
        let rows: [ReadableRow<Row>]?

        init(from decoder: any Decoder) throws { rows = try? [ReadableRow<Row>](from: decoder) }
    }

    /// The rows under each key that has a list; nil under the others.
    let collections: [String: [ReadableRow<Row>]?]
    let nextPageToken: String?

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let token = Key(stringValue: "next_page_token")
        nextPageToken = try container.decodeIfPresent(String.self, forKey: token)
        var collections: [String: [ReadableRow<Row>]?] = [:]
        for key in container.allKeys where key.stringValue != token.stringValue {
            collections[key.stringValue] = .some(try container.decode(Member.self, forKey: key).rows)
        }
        self.collections = collections
    }
}

extension PagedCall {
    /// A v1 search: 500 rows a page, the most there are (AffinityAPI.md#pages-of-v1).
    init<DTO: Decodable & SendableMetatype>(
        v1 path: String, query: [APIRequest.QueryItem] = [], collection: String, _ description: CallDescription, rows _: DTO.Type,
        row: @escaping @Sendable (DTO) -> Row?
    ) {
        first = APIRequest(.get, path, query: query + [APIRequest.QueryItem("page_size", "500")])
        self.description = description
        style = .token
        decode = { response, _ throws(AffinityError) in
            let page = try JSON.decode(V1Page<DTO>.self, from: response)
            guard let found = page.collections[collection] else { throw .notAffinity(response, "\(collection) is missing") }
            guard let rows = found else { throw .notAffinity(response, "\(collection) is of another kind than known") }
            let token = page.nextPageToken.flatMap { $0.isEmpty ? nil : $0 }
            return try Page(rows, next: token.map(PageCursor.init(rawValue:)), response, row: row)
        }
    }
}
