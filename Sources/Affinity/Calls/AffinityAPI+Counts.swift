extension AffinityAPI {
    /// How many organizations the directory has: the plain list has no total, the search has (AffinityAPI.md#filters-and-searches). Nil
    /// when the
    /// answer lacks it. Beta, and wants the permission `export-all-orgs`.
    package static func countOrganizations() -> Call<Int?> { count("/v2/companies/search", "organization count") }

    /// How many persons the directory has, likewise; wants the permission `export-all-people`.
    package static func countPersons() -> Call<Int?> { count("/v2/persons/search", "person count") }

    private static let mostCounted = 1_000_000_000

    private static func count(_ path: String, _ subject: String) -> Call<Int?> {
        let query = [APIRequest.QueryItem("limit", "1"), APIRequest.QueryItem("totalCount", "true")]
        // An empty body would count Affinity's whole index; an empty group of filters counts what the firm has
        // (AffinityAPI.md#searching-organizations).
        let everything = #"{"filters":{"operator":"and","filters":[]}}"#
        let request = APIRequest(.post, path, query: query, body: Array(everything.utf8))
        let description = CallDescription(.post, path, subject)
        return Call(request, description) { response throws(AffinityError) in
            // What is not a number says nothing.
            try JSON.read(CountDTO.self, from: response).pagination?.totalCount?.integer.flatMap {
                (0...mostCounted).contains($0) ? $0 : nil
            }
        }
    }

    /// How many entries a list has, as v1 says it (AffinityAPI.md#lists-and-their-size; v2 does not say).
    package static func listSize(_ list: ListID) -> Call<Int?> {
        read("/lists/\(list)", "/lists/{list}", "list", ListSizeDTO.self) { $0.size }
    }

    /// The rows of one organization on all lists, with all their cells (AffinityAPI.md#organization-objects).
    package static func listEntries(of organization: OrganizationID) -> PagedCall<ListEntry> {
        entries(
            "/v2/companies/\(organization)/list-entries", "/v2/companies/{organization}/list-entries", entityID: organization.rawValue)
    }

    /// The same of one person (AffinityAPI.md#person-objects).
    package static func listEntries(of person: PersonID) -> PagedCall<ListEntry> {
        entries("/v2/persons/\(person)/list-entries", "/v2/persons/{person}/list-entries", entityID: person.rawValue)
    }

    private static func entries(_ path: String, _ template: String, entityID: Int64) -> PagedCall<ListEntry> {
        PagedCall(v2: path, CallDescription(.get, template, "list entries"), rows: RecordEntryDTO.self) { entry in
            ListEntry(
                id: entry.id, listID: entry.listId, entityID: entityID, entityName: "", createdAt: entry.createdAt,
                fields: (entry.fields ?? []).map(\.value))
        }
    }
}

extension AffinityClient {
    /// How many there are; nil where Affinity does not say, or not to this key.
    package func count(_ call: Call<Int?>) async throws(AffinityError) -> Int? {
        do {
            return try await send(call)
        } catch {
            switch error {
            case .forbidden, .refused: return nil
            default: throw error
            }
        }
    }
}

private struct CountDTO: JSONReadable {
    struct Pagination: JSONReadable {
        let totalCount: JSONValue?

        init(_ json: inout JSONCursor) throws(JSONProblem) {
            let members = try JSONMembers(&json)
            totalCount = try members.optional("totalCount")
        }
    }

    let pagination: Pagination?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        pagination = try members.optional("pagination")
    }
}

private struct ListSizeDTO: JSONReadable {
    let size: Int

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        size = try members.required("list_size")
    }
}

private struct RecordEntryDTO: JSONReadable {
    let id: ListEntryID
    let listId: ListID
    let createdAt: String
    let fields: [FieldValueDTO]?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        listId = try members.required("listId")
        createdAt = try members.required("createdAt")
        fields = try members.optional("fields")
    }
}
