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
