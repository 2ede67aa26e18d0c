/// One v2 request with what its route needs to answer it.
struct V2Call: APICall {
    let configuration: SimulatorConfiguration
    let request: SimulatedRequest
    let version: APIVersion
    /// The path without `/v2`.
    let path: [Substring]
    let query: QueryString
    /// The allowance as it stands, this request counted.
    let limiter: RateLimiter
    /// Seconds since 1970.
    let now: Double
    var index: WorldState?

    var isRead: Bool { request.method == "GET" || isSearch }

    var isFieldList: Bool { false }

    var isSearch: Bool { request.method == "POST" && path.last == "search" }

    func respond(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse { try V2Router(call: self).respond(&state) }

    /// A path piece as a record's id.
    /// - Throws: 400 when it is no positive whole number.
    func id(_ index: Int, _ name: String) throws(SimulatedResponse) -> Int {
        guard let id = Int(path[index]), id >= 1, id <= 9_007_199_254_740_991 else {
            throw V2Error.validation(name, "value at `/\(name)` is not a valid id")
        }
        return id
    }

    /// Whether the answer is to count all rows.
    /// - Throws: 400 for anything but true and false.
    func wantsTotalCount() throws(SimulatedResponse) -> Bool {
        guard let text = query["totalCount"] else { return false }
        guard text == "true" || text == "false" else {
            throw V2Error.validation("totalCount", "value at `/totalCount` is not a boolean")
        }
        return text == "true"
    }

    /// The parts that are wanted beside the rest.
    /// - Throws: 400 for one that there is not.
    func includes(_ known: [String]) throws(SimulatedResponse) -> [String] {
        let wanted = query.all("includes")
        for name in wanted where !known.contains(name) {
            throw V2Error.validation("includes", "value at `/includes` is not one of: \(known.joined(separator: ", "))")
        }
        return wanted
    }

    /// Throws 403 when the key lacks a permission.
    func require(_ permission: Permission) throws(SimulatedResponse) {
        if configuration.deniedPermissions.contains(permission) { throw V2Error.forbidden(permission) }
    }

    /// Throws 403 when the rows of a list cannot be exported.
    func requireExport(of list: AccountList) throws(SimulatedResponse) {
        try require(.exportAccessibleLists)
        if configuration.unexportableLists.contains(list.name) { throw V2Error.forbidden(.exportAccessibleLists) }
    }

    /// Throws 404, as for an operation that the caller's version does not have (AffinityAPI.md#api-versions).
    func require(_ oldest: APIVersion) throws(SimulatedResponse) {
        if version < oldest { throw V2Error.noRoute(request.method, request.path) }
    }

    /// The body as JSON.
    /// - Throws: 400 when it is none.
    func body() throws(SimulatedResponse) -> JSONValue {
        do {
            return try JSONParser.parse(request.body)
        } catch {
            throw V2Error.badRequest("The request body is not valid JSON (at byte \(error.offset))")
        }
    }
}
