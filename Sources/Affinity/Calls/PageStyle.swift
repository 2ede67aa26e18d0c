/// How the request for a next page is made.
enum PageStyle: Sendable {
    /// `page_token`, all other parameters repeated unchanged (AffinityAPI.md#pages-of-v1).
    case token
    /// The path and query of `nextUrl` (AffinityAPI.md#pages-of-v2).
    case nextURL

    func request(for cursor: PageCursor, first: APIRequest) throws(AffinityError) -> APIRequest {
        var request = first
        switch self {
        case .token:
            request.query.append(APIRequest.QueryItem("page_token", cursor.rawValue))
        case .nextURL:
            guard let url = PageURL(cursor.rawValue), url.path == first.path else {
                throw .notAffinity(status: 200, contentType: nil, reason: "a place to go on from that is not a page of \(first.path)")
            }
            // `nextUrl` carries every other parameter; one that it dropped (limit, fieldIds) is put back.
            let names = Set(url.query.map(\.name))
            request.query = url.query + first.query.filter { !names.contains($0.name) }
        }
        return request
    }
}

/// The parts of an absolute or host-less URL that matter for a page, percent-decoded.
struct PageURL {
    /// `host` or `host:port` in lower case; nil without a host.
    let authority: String?
    let path: String
    let query: [APIRequest.QueryItem]
    /// Path and query as they stood.
    let raw: String

    init?(_ text: String) {
        var rest = Substring(text)
        if let scheme = text.firstRange(of: "://") {
            guard ["http", "https"].contains(text[..<scheme.lowerBound].lowercased()) else { return nil }
            rest = text[scheme.upperBound...]
            let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            guard !host.isEmpty, !host.contains("@") else { return nil }
            authority = host.lowercased()
            rest = rest[host.endIndex...]
        } else {
            authority = nil
        }
        rest = rest.prefix { $0 != "#" }
        guard rest.hasPrefix("/"), !rest.hasPrefix("//") else { return nil }
        let encodedPath = rest.prefix { $0 != "?" }
        guard let path = Self.decoded(encodedPath, plusIsSpace: false) else { return nil }
        self.path = path
        raw = String(rest)
        var items: [APIRequest.QueryItem] = []
        for pair in rest[encodedPath.endIndex...].dropFirst().split(separator: "&") {
            let name = pair.prefix { $0 != "=" }
            // A bare `+` in a query is a space to practically every server, Affinity's included (AffinityAPI.md#addresses: forms are
            // accepted).
            guard let decodedName = Self.decoded(name, plusIsSpace: true),
                let value = Self.decoded(pair[name.endIndex...].dropFirst(), plusIsSpace: true)
            else { return nil }
            items.append(APIRequest.QueryItem(decodedName, value))
        }
        query = items
    }

    private static func decoded(_ text: Substring, plusIsSpace: Bool) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = iterator.next(), let low = iterator.next(),
                    let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(value)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
