/// A page by offset, with tokens that are base64 JSON as Affinity's are (AffinityAPI.md#pages-of-v1): rows shift when records come or go
/// meanwhile.
struct V1Page: Sendable {
    let ids: ArraySlice<Int>
    let nextToken: String?
    /// Whether the last page says null or nothing.
    private let lastHasToken: Bool

    /// - Throws: 422 for a size that is no positive number, and for a token that belongs to other parameters.
    init(of ids: [Int], call: V1Call, most: Int = 500) throws(SimulatedResponse) {
        var size = most
        if let text = call.query["page_size"] {
            guard let number = Int(text), number > 0 else { throw V1Error.unprocessable("page_size must be a positive number") }
            size = min(number, most)
        }
        let parameters = call.query.parameters
            .filter { $0.name != "page_size" && $0.name != "page_token" }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
            .map { JSONValue.Member(key: $0.name, value: .string($0.value)) }
        var offset = 0
        if let token = call.query["page_token"], !token.isEmpty {
            guard let bytes = Base64.decode(token), let content = try? JSONParser.parse(bytes),
                let start = content["offset"]?.integer, start >= 0,
                content["params"] == .object(parameters), content["page_size"]?.integer == size
            else { throw V1Error.unprocessable("Invalid page_token variable") }
            offset = start
        }
        let start = min(offset, ids.count)
        let end = min(start + size, ids.count)
        self.ids = ids[start..<end]
        lastHasToken = call.configuration.lastPageToken == .null
        nextToken = end < ids.count ? Self.token(parameters, size: size, offset: end) : nil
    }

    private static func token(_ parameters: [JSONValue.Member], size: Int, offset: Int) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("params")
            writer.value(.object(parameters))
            writer.key("page_size")
            writer.integer(size)
            writer.key("offset")
            writer.integer(offset)
        }
        return Base64.encode(writer.bytes, padded: true)
    }

    /// Writes `{"<collection>":[…],"next_page_token":…}`.
    func response(_ collection: StaticString, _ item: (inout JSONWriter, Int) -> Void) -> SimulatedResponse {
        .json(capacity: 16_384) { writer in
            writer.object { writer in
                writer.key(collection)
                writer.array { writer in
                    for id in ids { item(&writer, id) }
                }
                if nextToken != nil || lastHasToken { writer.put("next_page_token", nextToken) }
            }
        }
    }
}
