/// Pages of a list as Affinity answers them (AffinityAPI.md#list-entries), built once: 100 entries with ten fields each, all of the usual
/// kinds.
///
/// A list of a million entries would be two gigabytes. So a few pages are built, and what makes each one its own, the ids of its
/// rows and the place of the next page, stands in them with a fixed number of digits and is written over before a page goes out.
struct EntryPages: Sendable {
    static let rowsPerPage = 100
    static let list: (id: Int, name: String) = (3_001, "Pipeline")

    private struct Template: Sendable {
        var bytes: [UInt8]
        /// Where the ids of the rows stand: the entry's and the organization's.
        var ids: [Int]
        /// Where the number of the next page stands.
        var cursor: Int
        /// Where `nextUrl` begins, and the bytes of a last page from there on.
        var end: Int
    }

    private static let digits = 9
    private static let firstID = 100_000_000
    private static let kinds = 16
    private let templates: [Template]
    let rows: Int

    /// - Parameters:
    ///   - rows: entries on the list.
    ///   - authority: `host:port` of the server, for the address of the next page.
    init(rows: Int, authority: String) {
        self.rows = rows
        templates = (0..<Self.kinds).map { Self.template($0, authority) }
    }

    /// Writes page `number` (from 0) over `buffer`.
    func page(_ number: Int, into buffer: inout [UInt8]) {
        let template = templates[number % Self.kinds]
        let first = number * Self.rowsPerPage
        let count = max(0, min(Self.rowsPerPage, rows - first))
        buffer.removeAll(keepingCapacity: true)
        buffer.append(contentsOf: template.bytes)
        for (index, place) in template.ids.enumerated() { Self.write(Self.firstID + first + index / 2, at: place, in: &buffer) }
        if first + count < rows {
            Self.write(Self.firstID + number + 1, at: template.cursor, in: &buffer)
        } else {
            buffer.removeSubrange(template.end...)
            buffer.append(contentsOf: "null}}".utf8)
        }
    }

    /// The page that a cursor means; the first without one.
    static func number(ofCursor cursor: Int?) -> Int { cursor.map { $0 - firstID } ?? 0 }

    private static func write(_ number: Int, at place: Int, in buffer: inout [UInt8]) {
        var rest = number
        for offset in stride(from: digits - 1, through: 0, by: -1) {
            buffer[place + offset] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    private static func template(_ kind: Int, _ authority: String) -> Template {
        var text: [UInt8] = []
        var ids: [Int] = []
        let blank = String(repeating: "0", count: digits)
        func add(_ part: String) { text.append(contentsOf: part.utf8) }
        add("{\"data\":[")
        for row in 0..<rowsPerPage {
            if row > 0 { add(",") }
            let index = kind * rowsPerPage + row
            let site = "company-\(index).example"
            add("{\"id\":")
            ids.append(text.count)
            add("\(blank),\"type\":\"company\",\"listId\":\(list.id),\"createdAt\":\"2025-11-21T09:52:24Z\",\"creatorId\":100002,")
            add("\"entity\":{\"id\":")
            ids.append(text.count)
            add("\(blank),\"name\":\"Company \(index)\",\"domain\":\"\(site)\",\"domains\":[\"\(site)\"],\"isGlobal\":false,\"fields\":[")
            add(ExportFields.cells(index).joined(separator: ","))
            add("]}}")
        }
        add("],\"pagination\":{\"prevUrl\":null,\"nextUrl\":")
        let end = text.count
        add("\"http://\(authority)/v2/lists/\(list.id)/list-entries?cursor=")
        let cursor = text.count
        add("\(blank)&limit=100\"}}")
        return Template(bytes: text, ids: ids, cursor: cursor, end: end)
    }
}
