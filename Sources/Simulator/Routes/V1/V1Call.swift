/// One v1 request with what its route needs to answer it.
struct V1Call: APICall {
    let configuration: SimulatorConfiguration
    let request: SimulatedRequest
    let path: [Substring]
    let query: QueryString
    let limiter: RateLimiter
    /// Seconds since 1970.
    let now: Double
    var index: WorldState?

    var isRead: Bool { request.method == "GET" }

    var isFieldList: Bool { isRead && path == ["fields"] }

    /// Without a term too, as the lists of v1 go through its search.
    var isSearch: Bool { isRead && path.count == 1 && ["organizations", "persons", "opportunities"].contains(path[0]) }

    func respond(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse { try V1Router(call: self).respond(&state) }

    /// A path piece as a record's id.
    /// - Throws: 404, since a path without a number is no route.
    func id(_ index: Int) throws(SimulatedResponse) -> Int {
        guard let id = Int(path[index]) else { throw V1Error.noRoute }
        return id
    }

    /// The parameters of a write: a JSON object, a form, or the query (AffinityAPI.md#addresses).
    /// - Throws: 422 for a body that is none of these.
    func parameters() throws(SimulatedResponse) -> JSONValue {
        if request.body.isEmpty { return Self.object(query) }
        if request.contentType?.hasPrefix("application/x-www-form-urlencoded") == true { return Self.object(QueryString(request.body)) }
        guard let body = try? JSONParser.parse(request.body), case .object = body else {
            throw V1Error.unprocessable("The request body is not a JSON object")
        }
        return body
    }

    /// `name[]` collects an array.
    private static func object(_ query: QueryString) -> JSONValue {
        var members: [JSONValue.Member] = []
        var arrays: [String: [JSONValue]] = [:]
        for (name, value) in query.parameters {
            if name.hasSuffix("[]") {
                arrays[String(name.dropLast(2)), default: []].append(.string(value))
            } else {
                members.append(JSONValue.Member(key: name, value: .string(value)))
            }
        }
        return .object(members + arrays.map { JSONValue.Member(key: $0.key, value: .array($0.value)) })
    }
}

extension JSONValue {
    /// An array of ids; `nil` when the key is absent or null.
    /// - Throws: 422 when it is no array of whole numbers.
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
