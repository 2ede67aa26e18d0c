/// A row of a page, or what is odd about it: one record that is not as known must not cost the others.
struct ReadableRow<Row: Decodable>: Decodable {
    let row: Row?
    /// Which record, and what of it.
    let oddity: String?

    init(_ row: Row) {
        self.row = row
        oddity = nil
    }

    init(from decoder: any Decoder) throws {
        do {
            row = try Row(from: decoder)
            oddity = nil
        } catch {
            row = nil
            let reason = (error as? DecodingError).map(JSON.reason) ?? "it is not as known"
            oddity = Self.name(decoder).map { "\($0), \(reason)" } ?? reason
        }
    }

    private enum CodingKeys: String, CodingKey { case id, name }

    /// `record 811 "Acme"`.
    private static func name(_ decoder: any Decoder) -> String? {
        guard let members = try? decoder.container(keyedBy: CodingKeys.self),
            let id = (try? members.decode(JSONValue.self, forKey: .id))?.shown
        else { return nil }
        let name = (try? members.decode(JSONValue.self, forKey: .name))?.text
        return ErrorBody.line("record \(id)" + (name.map { " \"\($0)\"" } ?? ""))
    }
}

extension Page {
    /// - Throws: where of several records not one is as known: then it is the page that is odd.
    init<DTO: Decodable>(
        _ all: [ReadableRow<DTO>], next: PageCursor?, _ response: APIResponse, row: (DTO) -> Row?
    ) throws(AffinityError) {
        let odd = all.compactMap(\.oddity)
        if let first = odd.first, all.count > 1, odd.count == all.count { throw .notAffinity(response, first) }
        self.init(rows: all.compactMap { $0.row.flatMap(row) }, next: next, odd: odd)
    }
}
