/// One v2 request with what its route needs to answer it.
struct V2Call: APICall {
    let configuration: SimulatorConfiguration
    let request: SimulatedRequest
    let version: APIVersion
    let query: QueryString
    /// The allowance as it stands, this request counted.
    let limiter: RateLimiter
    let now: Instant
    var index: WorldState?

    var isRead: Bool { request.method == "GET" || isSearch }

    var isFieldList: Bool { false }

    var isSearch: Bool { request.method == "POST" && request.path.hasSuffix("/search") }

    func answer(_ state: inout WorldState) -> SimulatedResponse { V2Router.answer(self, &state) }

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
        guard let body = JSONValue(parsing: request.body) else { throw V2Error.badRequest("The request body is not valid JSON") }
        return body
    }
}

/// v2's error answers (AffinityAPI.md#errors-of-v2).
enum V2Error {
    static func one(_ status: Int, code: String, _ message: String, param: String? = nil) -> SimulatedResponse {
        .json(status) { writer in
            writer.object { writer in
                writer.array("errors") { writer in
                    writer.object { writer in
                        writer.put("code", code)
                        writer.put("message", message)
                        if let param {
                            writer.put("param", param)
                        }
                    }
                }
            }
        }
    }

    static func validation(_ param: String, _ message: String) -> SimulatedResponse {
        one(400, code: "validation", message, param: param)
    }

    static func badRequest(_ message: String) -> SimulatedResponse { one(400, code: "bad-request", message) }

    static let authentication = one(401, code: "authentication", "Invalid API key")

    /// Names the missing permission.
    static func forbidden(_ permission: Permission) -> SimulatedResponse {
        one(403, code: "authorization", "You do not have the required permission: \(permission.rawValue)")
    }

    /// Values that the caller may not see cannot be written either.
    static let hidden = one(403, code: "authorization", "You do not have access to this opportunity")

    static let notFound = one(404, code: "not-found", "Resource not found")

    static func noRoute(_ method: String, _ path: String) -> SimulatedResponse {
        one(404, code: "not-found", "no route matches \(method) \(path)")
    }

    static func notAllowed(_ method: String, _ methods: [String]) -> SimulatedResponse {
        var answer = one(405, code: "method-not-allowed", "\(method) is not allowed here")
        answer.headers.append((name: "allow", value: methods.joined(separator: ", ")))
        return answer
    }

    static func merged(_ old: Int, into new: Int) -> SimulatedResponse {
        one(422, code: "unprocessable-entity", "\(old) no longer exists as it has been merged into \(new)")
    }

    static func rateLimit(_ message: String) -> SimulatedResponse { one(429, code: "rate-limit", message) }
}

/// The versions of API v2, oldest first (AffinityAPI.md#api-versions).
enum APIVersion: Int, CaseIterable, Comparable, Sendable {
    case january2024
    case july2026
    case september2026

    var name: String {
        switch self {
        case .january2024: "2024-01-01"
        case .july2026: "2026-07-15"
        case .september2026: "2026-09-17"
        }
    }

    /// `nil` for a version that does not exist; `current` is the newest.
    init?(header: String) {
        if header == "current" {
            self = .september2026
            return
        }
        guard let version = Self.allCases.first(where: { $0.name == header }) else { return nil }
        self = version
    }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A permission that a key may lack, by the name that Affinity's refusals give it (AffinityAPI.md#permissions).
package enum Permission: String, Sendable, CaseIterable {
    case exportAccessibleLists = "export-accessible-lists"
    case exportAllOrganizations = "export-all-orgs"
    case exportAllPeople = "export-all-people"
    case manageDuplicates = "manage-duplicates"
    case manageUsers = "manage-users"
}
