/// The calls of Affinity's API that Ferry makes, as values. Reads go to v2, creates to v1, field values are written through v2
/// (AffinityAPI.md#writing-values).
package enum AffinityAPI {
    /// `PATCH …/fields` takes this many (AffinityAPI.md#writing-values).
    package static let maximumUpdatesPerCall = 100
    /// `ids=` takes this many, one page (AffinityAPI.md#organization-objects).
    package static let maximumIDsPerCall = 100
    /// A page of v2 has this many rows at most (AffinityAPI.md#pages-of-v2).
    package static let rowsPerPage = 100

    static func fieldQuery(_ fieldIDs: [FieldID]) -> [APIRequest.QueryItem] {
        fieldIDs.map { APIRequest.QueryItem("fieldIds", $0.rawValue) }
    }

    /// A v2 or v1 read of one thing.
    static func read<DTO: JSONReadable, Response: Sendable>(
        _ path: String, query: [APIRequest.QueryItem] = [], _ template: String, _ subject: String, _: DTO.Type,
        value: @escaping @Sendable (DTO) -> Response
    ) -> Call<Response> {
        Call(APIRequest(.get, path, query: query), CallDescription(.get, template, subject)) { response throws(AffinityError) in
            value(try JSON.read(DTO.self, from: response))
        }
    }
}
