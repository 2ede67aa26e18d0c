/// One request and what its answer means.
package struct Call<Response: Sendable>: Sendable {
    package var request: APIRequest
    package var description: CallDescription
    /// Is given answers with a 2xx status only.
    package var decode: @Sendable (APIResponse) throws(AffinityError) -> Response

    package init(
        _ request: APIRequest, _ description: CallDescription,
        decode: @escaping @Sendable (APIResponse) throws(AffinityError) -> Response
    ) {
        self.request = request
        self.description = description
        self.decode = decode
    }
}

/// Where a page begins, as Affinity says it: opaque, and good for going on after a restart. For v2 the path and query of
/// `nextUrl`, for v1 the page token.
package struct PageCursor: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

package struct Page<Row: Sendable>: Sendable {
    package let rows: [Row]
    /// Nil on the last page. A page may be empty and still have a next one.
    package let next: PageCursor?
    /// The records that are not as known, each in words; they are not among the rows.
    package let odd: [String]
    /// A full page that says nothing of a next one: by Affinity's own form the last, or one that lost its end on the way.
    let mayGoOn: Bool

    package init(rows: [Row], next: PageCursor?, odd: [String] = [], mayGoOn: Bool = false) {
        self.rows = rows
        self.next = next
        self.odd = odd
        self.mayGoOn = mayGoOn
    }

    /// How many records the page has, whether they can be read or not.
    package var count: Int { rows.count + odd.count }
}

/// A read that comes in pages. Pages shift while someone writes (AffinityAPI.md#pages-of-v1, #pages-of-v2): a row can come twice.
package struct PagedCall<Row: Sendable>: Sendable {
    /// Reads the first page.
    package let first: APIRequest
    package let description: CallDescription
    let style: PageStyle
    let decode: @Sendable (APIResponse, PageContext) throws(AffinityError) -> Page<Row>

    /// The call for the first page, or for the one after a cursor.
    /// - Parameter hosts: whose next pages are followed, as `host` or `host:port`; nil for any. Only path and query are
    ///   ever taken over, so the key goes nowhere else in either case.
    package func page(after cursor: PageCursor? = nil, hosts: Set<String>? = nil) throws(AffinityError) -> Call<Page<Row>> {
        let request = if let cursor { try style.request(for: cursor, first: first) } else { first }
        let context = PageContext(path: first.path, hosts: hosts)
        let decode = decode
        return Call(request, description) { response throws(AffinityError) in try decode(response, context) }
    }
}

/// What the next page is held against.
struct PageContext: Sendable {
    let path: String
    let hosts: Set<String>?
}

/// How a call is spoken of: without ids, so that it can count and be shown anywhere.
package struct CallDescription: Hashable, Sendable {
    package let method: APIRequest.Method
    /// The path with its ids as names: `/v2/lists/{list}/list-entries/{entry}/fields`.
    package let template: String
    /// `PATCH list entry fields`.
    package let label: String

    package init(_ method: APIRequest.Method, _ template: String, _ subject: String) {
        self.method = method
        self.template = template
        label = "\(method.rawValue) \(subject)"
    }
}
