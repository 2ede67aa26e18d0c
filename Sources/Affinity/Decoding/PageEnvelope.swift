/// What makes an answer a page of v2: a list in `data`, and a `pagination` whose `nextUrl`, a text or null, says whether there is more
/// (AffinityAPI.md#pages-of-v2). What lacks one of them says nothing of what there is. Taken for the last page it would cut a directory
/// short, and
/// what was cut off would be exported as gone, or made once more.
package struct PageEnvelope: Sendable, Hashable {
    /// As it came; nil on the last page.
    package let nextURL: String?

    /// - Throws: `notAffinity`, which says what is missing.
    package static func check(_ response: APIResponse) throws(AffinityError) -> PageEnvelope {
        if let page = JSONReader.read(response.body, { reader throws(JSONReader.Unexpected) in try V2Page<Anything>(&reader) }) {
            return PageEnvelope(nextURL: page.nextURL)
        }
        return PageEnvelope(nextURL: try JSON.decode(V2Page<Anything>.self, from: response).nextURL)
    }
}

/// `pagination` of a page of v2.
struct V2Pagination: Decodable {
    let nextURL: String?

    private enum CodingKeys: String, CodingKey { case nextURL = "nextUrl" }

    init(from decoder: any Decoder) throws {
        // Null at the end; without the key nobody knows whether it is the end.
        nextURL = try decoder.container(keyedBy: CodingKeys.self).decode(String?.self, forKey: .nextURL)
    }
}

/// A row of which nothing is read.
private struct Anything: JSONReadable {
    init(from decoder: any Decoder) {}

    init(_ reader: inout JSONReader) throws(JSONReader.Unexpected) { try reader.skip() }
}
