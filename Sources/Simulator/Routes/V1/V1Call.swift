/// One v1 request with what its route needs to answer it.
struct V1Call: APICall {
    let configuration: SimulatorConfiguration
    let request: SimulatedRequest
    let query: QueryString
    let limiter: RateLimiter
    let now: Instant
    var index: WorldState?

    var isRead: Bool { request.method == "GET" }

    var isFieldList: Bool { isRead && request.path == "/fields" }

    /// Without a term too, as the lists of v1 go through its search.
    var isSearch: Bool { isRead && ["/organizations", "/persons", "/opportunities"].contains(request.path) }

    func answer(_ state: inout WorldState) -> SimulatedResponse { V1Router.answer(self, &state) }

    /// The parameters of a write: a JSON object, a form, or the query (AffinityAPI.md#addresses).
    /// - Throws: 422 for a body that is none of these.
    func parameters() throws(SimulatedResponse) -> JSONValue {
        if request.body.isEmpty { return Self.object(query) }
        if request.contentType?.hasPrefix("application/x-www-form-urlencoded") == true { return Self.object(QueryString(request.body)) }
        guard let body = JSONValue(parsing: request.body), body.members != nil else {
            throw V1Error.unprocessable("The request body is not JSON object")
        }
        return body
    }

    /// `name[]` collects an array.
    private static func object(_ query: QueryString) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for (name, value) in query.parameters {
            if name.hasSuffix("[]") {
                let key = String(name.dropLast(2))
                members[key] = .array((members[key]?.items ?? []) + [.string(value)])
            } else {
                members[name] = .string(value)
            }
        }
        return .object(members)
    }
}

extension JSONValue {
    /// An array of ids; `nil` when the key is absent or null.
    /// - Throws: 422 when it is not an array of whole numbers.
    func ids(_ key: String) throws(SimulatedResponse) -> [Int]? {
        guard let value = present(key) else { return nil }
        guard let items = value.items else { throw V1Error.unprocessable("\(key) must be an array") }
        var ids: [Int] = []
        for item in items {
            guard let id = item.looseInteger else { throw V1Error.unprocessable("\(key) must be an array of ids") }
            if !ids.contains(id) { ids.append(id) }
        }
        return ids
    }

    /// A required id.
    func id(_ key: String) throws(SimulatedResponse) -> Int {
        guard let value = present(key) else { throw V1Error.unprocessable("\(key) is required") }
        guard let id = value.looseInteger else { throw V1Error.unprocessable("\(key) is not a valid id") }
        return id
    }
}

/// v1's error answers: an array of strings for 422, plain text otherwise (AffinityAPI.md#errors-of-v1).
enum V1Error {
    static func unprocessable(_ message: String) -> SimulatedResponse {
        .json(422) { writer in
            writer.array { $0.string(message) }
        }
    }

    /// A record that does not exist is 422, not 404 (AffinityAPI.md#errors-of-v1); the wording is made up.
    static func missing(_ name: String, _ id: Int) -> SimulatedResponse {
        unprocessable("\(name): \(id) is not a valid id")
    }

    static func merged(_ name: String, _ old: Int, into new: Int) -> SimulatedResponse {
        unprocessable("\(name): \(old) no longer exists as it has been merged into \(new)")
    }

    /// Something that the key's user may not do; the body is unverified (AffinityAPI.md#errors-of-v1).
    static let forbidden = SimulatedResponse.json(403) { writer in
        writer.array { $0.string("You are not authorized to perform this action.") }
    }

    static let authentication = SimulatedResponse.text(401, "Unauthorized API Key.", contentType: "text/html;charset=utf-8")

    static let noRoute = SimulatedResponse.text(404, "Unknown API endpoint", contentType: "text/html;charset=utf-8")

    static func rateLimit(_ message: String) -> SimulatedResponse { .text(429, message) }
}

/// A page by offset, with tokens that are base64 JSON as Affinity's are (AffinityAPI.md#pages-of-v1): rows shift when records come or go
/// meanwhile.
struct V1Page: Sendable {
    let ids: ArraySlice<Int>
    let nextToken: String?
    /// Whether the last page says null or nothing.
    private let lastHasToken: Bool

    /// - Throws: 422 for a size that is not a positive number, and for a token that belongs to other parameters.
    init(of ids: [Int], call: V1Call, most: Int = 500) throws(SimulatedResponse) {
        var size = most
        if let text = call.query["page_size"] {
            guard let number = Int(text), number > 0 else { throw V1Error.unprocessable("page_size must be a positive number") }
            size = min(number, most)
        }
        // All but the page, in one order.
        let parameters = call.query.parameters.filter { $0.name != "page_size" && $0.name != "page_token" }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        var offset = 0
        if let token = call.query["page_token"], !token.isEmpty {
            guard let start = Base64.decode(token).flatMap({ JSONValue(parsing: $0) })?["offset"]?.integer, start >= 0,
                token == Self.token(parameters, size: size, offset: start)
            else { throw V1Error.unprocessable("Invalid page_token variable") }
            offset = start
        }
        let start = min(offset, ids.count)
        let end = min(start + size, ids.count)
        self.ids = ids[start..<end]
        lastHasToken = call.configuration.lastPageToken == .null
        nextToken = end < ids.count ? Self.token(parameters, size: size, offset: end) : nil
    }

    private static func token(_ parameters: [(name: String, value: String)], size: Int, offset: Int) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("params")
            writer.value(.object(Dictionary(parameters.map { ($0.name, .string($0.value)) }) { $1 }))
            writer.put("page_size", size)
            writer.put("offset", offset)
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

/// What stands for `next_page_token` on the last page of v1: both are known (AffinityAPI.md#pages-of-v1).
package enum LastPageToken: String, Sendable, CaseIterable {
    case null
    /// The key is left out.
    case absent
}
