/// The calls of Affinity's API that Ferry makes, as values. Reads go to v2, creates to v1, field values are written through v2
/// (AffinityAPI.md#writing-values).
package enum AffinityAPI {
    /// `PATCH …/fields` takes this many (AffinityAPI.md#writing-values).
    package static let maximumUpdatesPerCall = 100
    /// `ids=` takes this many, one page (AffinityAPI.md#organization-objects).
    package static let maximumIDsPerCall = 100
    /// A page of v2 has this many rows at most (AffinityAPI.md#pages-of-v2).
    package static let rowsPerPage = 100
    /// How many pages that many rows are; none are a page as well, an empty one.
    package static func pages(ofRows count: Int) -> Int { max(1, (count + rowsPerPage - 1) / rowsPerPage) }
    /// A page of a search of v1 (AffinityAPI.md#pages-of-v1).
    package static let rowsPerSearchPage = 500

    static func fieldQuery(_ fieldIDs: [FieldID]) -> [APIRequest.QueryItem] {
        fieldIDs.map { APIRequest.QueryItem("fieldIds", $0.rawValue) }
    }

    /// A v2 or v1 read of one thing.
    /// - Parameter isAsked: whether the answer is about that thing.
    static func read<DTO: JSONReadable, Response: Sendable>(
        _ path: String, query: [APIRequest.QueryItem] = [], _ template: String, _ subject: String, _: DTO.Type,
        isAsked: @escaping @Sendable (DTO) -> Bool = { _ in true }, value: @escaping @Sendable (DTO) -> Response
    ) -> Call<Response> {
        Call(APIRequest(.get, path, query: query), CallDescription(.get, template, subject)) { response throws(AffinityError) in
            let read = try JSON.read(DTO.self, from: response)
            try response.require(isAsked(read))
            return value(read)
        }
    }
}

extension AffinityAPI {
    /// Whose key this is (AffinityAPI.md#who-the-key-is).
    package static func whoAmI() -> Call<CurrentUser> {
        read("/v2/auth/whoami", "/v2/auth/whoami", "whoami", WhoAmIDTO.self) { $0.whoAmI }
    }

    /// What is left of the minute and the month; Beta (AffinityAPI.md#rate-headers).
    package static func rateLimit() -> Call<RateStatus> {
        read("/v2/rate-limit", "/v2/rate-limit", "rate limit", RateLimitDTO.self) { $0.status }
    }

    /// The users of the account, deactivated ones too; Beta (AffinityAPI.md#who-the-key-is).
    package static func users() -> PagedCall<Person> {
        PagedCall(v2: "/v2/users", CallDescription(.get, "/v2/users", "users"), rows: PersonDTO.self) { $0.person(isInternal: true) }
    }
}

/// What counts as the answer to a write. A status of success alone does not: a sign-in portal answers 200 to anything, and a proxy may
/// hand out the answer to another request.
extension APIResponse {
    /// - Parameter isAsked: whether the answer speaks of what was asked for.
    func require(_ isAsked: Bool) throws(AffinityError) {
        guard isAsked else { throw .notAffinity(self, "the answer is about something else than was asked for") }
    }

    /// v1 says `{"success": true}` (AffinityAPI.md#errors-of-v1), v2 says nothing with 204 (AffinityAPI.md#dropdown-options).
    func requireDeleted(isV2: Bool) throws(AffinityError) {
        if isV2 {
            guard status == 204, body.isEmpty else { throw .notAffinity(self, "a delete is answered by 204 and nothing else") }
        } else {
            guard try member("success", as: Bool.self) else { throw .notAffinity(self, "success is not true") }
        }
    }

    /// v2 says which operation it carried out (AffinityAPI.md#writing-values), or nothing with 204.
    func requireFieldsUpdated() throws(AffinityError) {
        if status == 204, body.isEmpty { return }
        try require(try member("operation", as: String.self) == "update-fields")
    }

    private func member<Value: JSONReadable>(_ key: StaticString, as _: Value.Type) throws(AffinityError) -> Value {
        try JSON.read(self) { (json) throws(JSONProblem) in
            let members = try JSONMembers(&json)
            return try members.required(key)
        }
    }
}

/// Compares names and keys as they were sent with how Affinity gives them back.
enum Asked {
    /// But for case and white space.
    static func isSame(_ found: String, _ wanted: String) -> Bool { folded(found) == folded(wanted) }

    /// Whether one of the addresses or domains that were sent is among those that came back.
    static func isAmong(_ wanted: [String], _ found: [String]) -> Bool {
        !Set(found.map(folded)).isDisjoint(with: wanted.map(folded))
    }

    private static func folded(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
