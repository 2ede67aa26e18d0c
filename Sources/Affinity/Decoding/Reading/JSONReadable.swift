/// A value that `JSONReader` reads just as `JSONDecoder` decodes it, where it reads it at all.
protocol JSONReadable: Decodable, SendableMetatype {
    init(_ reader: inout JSONReader) throws(JSONReader.Unexpected)
}

extension V2Page where Row: JSONReadable {
    private enum Key: String, CaseIterable { case data, pagination }
    private enum PaginationKey: String, CaseIterable { case nextUrl }

    /// The page that an answer holds, read the fast way where it is as expected.
    static func read(from response: APIResponse) throws(AffinityError) -> Self {
        if let page = JSONReader.read(response.body, { reader throws(JSONReader.Unexpected) in try Self(&reader) }) { return page }
        return try JSON.decode(Self.self, from: response)
    }

    init(_ reader: inout JSONReader) throws(JSONReader.Unexpected) {
        var rows: [ReadableRow<Row>]?
        var nextURL: String??
        try reader.object(JSONKeys<Key>()) { reader, key throws(JSONReader.Unexpected) in
            switch key {
            case .data: rows = try reader.array { reader throws(JSONReader.Unexpected) in ReadableRow(try Row(&reader)) }
            case .pagination:
                try reader.object(JSONKeys<PaginationKey>()) { reader, _ throws(JSONReader.Unexpected) in
                    nextURL = .some(try reader.optional { reader throws(JSONReader.Unexpected) in try reader.string() })
                }
            }
        }
        guard let rows, let nextURL else { throw JSONReader.Unexpected() }
        self.init(rows: rows, nextURL: nextURL)
    }
}
