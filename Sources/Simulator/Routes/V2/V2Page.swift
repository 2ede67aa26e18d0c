/// The part of a sorted collection that one answer shows, and where its neighbours are (AffinityAPI.md#pages-of-v2).
struct V2Page: Sendable {
    /// Ids, or positions of a collection that has none.
    let items: [Int]
    let previous: String?
    let next: String?

    private enum Start {
        case first, after(Int), before(Int)
    }

    /// - Parameters:
    ///   - ids: ascending.
    ///   - leastLimit: 0 where a page may be empty (AffinityAPI.md#pages-of-v2).
    ///   - keep: which of them the caller wants; walked only as far as the page needs.
    /// - Throws: 400 for a limit out of range or a cursor that was not handed out here.
    init(
        of ids: [Int], call: V2Call, defaultLimit: Int = 100, leastLimit: Int = 1, keep: ((Int) -> Bool)? = nil
    ) throws(SimulatedResponse) {
        let limit = try Self.limit(call, default: defaultLimit, least: leastLimit)
        if call.configuration.shiftingCursors {
            self = try Self.shifting(keep.map { ids.filter($0) } ?? ids, limit: limit, call: call)
            return
        }
        var forward = true
        var index = 0
        switch try Self.start(call) {
        case .first: break
        case .after(let id): index = ids.lowerBound(id + 1)
        case .before(let id):
            index = ids.lowerBound(id) - 1
            forward = false
        }
        var page: [Int] = []
        page.reserveCapacity(limit)
        var hasMore = false
        while ids.indices.contains(index) {
            let id = ids[index]
            index += forward ? 1 : -1
            if let keep, !keep(id) { continue }
            if page.count == limit {
                hasMore = true
                break
            }
            page.append(id)
        }
        if !forward { page.reverse() }
        let isFirst = forward ? call.query["cursor"] == nil : !hasMore
        let isLast = forward ? !hasMore : false
        items = page
        previous = page.first.flatMap { isFirst ? nil : Self.url(call, "before", $0) }
        next = page.last.flatMap { isLast ? nil : Self.url(call, "after", $0) }
    }

    private init(items: [Int], previous: String?, next: String?) {
        self.items = items
        self.previous = previous
        self.next = next
    }

    /// A page by position: what comes or goes before it shifts it.
    private static func shifting(_ ids: [Int], limit: Int, call: V2Call) throws(SimulatedResponse) -> V2Page {
        var offset = 0
        switch try start(call) {
        case .first: break
        case .after(let position): offset = min(max(0, position), ids.count)
        case .before(let position): offset = max(0, min(position, ids.count) - limit)
        }
        let end = min(ids.count, offset + limit)
        return V2Page(
            items: Array(ids[offset..<end]), previous: offset == 0 ? nil : url(call, "before", offset),
            next: end == ids.count ? nil : url(call, "after", end))
    }

    /// A page of positions, for collections in an order of their own.
    init(count: Int, call: V2Call, defaultLimit: Int = 100) throws(SimulatedResponse) {
        try self.init(of: Array(0..<count), call: call, defaultLimit: defaultLimit)
    }

    private static func limit(_ call: V2Call, default fallback: Int, least: Int) throws(SimulatedResponse) -> Int {
        guard let text = call.query["limit"] else { return fallback }
        guard let limit = Int(text) else { throw V2Error.validation("limit", "value at `/limit` is not an integer") }
        guard limit >= least else { throw V2Error.validation("limit", "number at `/limit` is less than: \(least)") }
        guard limit <= 100 else { throw V2Error.validation("limit", "number at `/limit` is greater than: 100") }
        return limit
    }

    /// Cursors are base64 of `       after:::4`, as the published example is.
    private static func start(_ call: V2Call) throws(SimulatedResponse) -> Start {
        guard let cursor = call.query["cursor"] else { return .first }
        if let bytes = Base64.decode(cursor) {
            let text = String(decoding: bytes.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
            if text.hasPrefix("after:::"), let id = Int(text.dropFirst(8)) { return .after(id) }
            if text.hasPrefix("before:::"), let id = Int(text.dropFirst(9)) { return .before(id) }
        }
        throw V2Error.validation("cursor", "Invalid cursor provided")
    }

    /// Absolute, with every other parameter of the request.
    private static func url(_ call: V2Call, _ direction: String, _ id: Int) -> String {
        let origin = call.request.host.map { "http://\($0)" } ?? "https://api.affinity.co"
        let cursor = Base64.encode(Array("       \(direction):::\(id)".utf8), padded: false)
        var url = "\(origin)\(call.request.path)?cursor=\(QueryString.encode(cursor))"
        for parameter in call.query.parameters where parameter.name != "cursor" {
            url += "&\(QueryString.encode(parameter.name))=\(QueryString.encode(parameter.value))"
        }
        return url
    }

    /// Writes `{"data":[…],"pagination":{…}}`.
    func response(
        status: Int = 200, capacity: Int = 4_096, totalCount: Int? = nil, _ item: (inout JSONWriter, Int) -> Void
    ) -> SimulatedResponse {
        .json(status, capacity: capacity) { writer in
            writer.object { writer in
                writer.array("data") { writer in
                    for id in items { item(&writer, id) }
                }
                writer.object("pagination") { writer in
                    writer.put("prevUrl", previous)
                    writer.put("nextUrl", next)
                    if let totalCount {
                        writer.put("totalCount", totalCount)
                    }
                }
            }
        }
    }
}
