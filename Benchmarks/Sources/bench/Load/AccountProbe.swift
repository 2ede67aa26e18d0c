import Foundation

/// Finds in the simulator's built-in account what requests need: the ids of a list, of its entries and fields.
struct AccountProbe {
    let list: Int
    let entries: [Int]
    private let userID: Int
    private let optionIDs: [Int]
    private let fieldIDs: [String: String]

    private struct Page<Row: Decodable>: Decodable { let data: [Row] }
    private struct Named: Decodable {
        let id: Int
        let name: String
    }
    private struct Field: Decodable {
        let id: String
        let name: String
    }
    private struct Identified: Decodable { let id: Int }
    private struct Key: Decodable { let user: Identified }

    init(port: Int, key: String) throws(BenchError) {
        let reader = Reader(connection: try Connection(port: port, keepsBody: true), wire: Wire(port: port, key: key))
        let lists = try reader.get("/v2/lists", Page<Named>.self).data
        guard let list = lists.first(where: { $0.name == "Dealflow" })?.id else { throw BenchError("there is no list Dealflow") }
        self.list = list
        entries = try reader.get("/v2/lists/\(list)/list-entries?limit=100", Page<Identified>.self).data.map(\.id)
        let fields = try reader.get("/v2/lists/\(list)/fields?limit=100", Page<Field>.self).data
        fieldIDs = Dictionary(fields.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
        guard let status = fieldIDs["Status"] else { throw BenchError("Dealflow has no Status") }
        let options = "/v2/lists/\(list)/fields/\(status)/dropdown-options"
        optionIDs = try reader.get(options, Page<Identified>.self).data.map(\.id)
        userID = try reader.get("/v2/auth/whoami", Key.self).user.id
        guard entries.count == 100, !optionIDs.isEmpty else { throw BenchError("Dealflow is not as the built-in account has it") }
    }

    /// The body that sets five fields of an entry to values that differ with the number.
    func updates(_ number: Int) -> String {
        func update(_ field: String, _ type: String, _ data: String) -> String {
            #"{"id":"\#(fieldIDs[field] ?? field)","value":{"type":"\#(type)","data":\#(data)}}"#
        }
        let option = optionIDs[number % optionIDs.count]
        let all = [
            update("Status", "ranked-dropdown", #"{"dropdownOptionId":\#(option)}"#),
            update("Deal Size", "number", String(100_000 + number)),
            update("First Met", "datetime", #""2026-0\#(1 + number % 9)-15T12:00:00Z""#),
            update("Owners", "person-multi", #"[{"id":\#(userID)}]"#),
            update("Summary", "text", #""Seen for the \#(number)th time, and still promising""#),
        ]
        return #"{"operation":"update-fields","updates":[\#(all.joined(separator: ","))]}"#
    }

    private struct Reader {
        let connection: Connection
        let wire: Wire

        func get<Value: Decodable>(_ path: String, _: Value.Type) throws(BenchError) -> Value {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
            defer { buffer.deallocate() }
            try connection.send(wire.get(path))
            while !(try connection.receive(into: buffer)) {}
            guard connection.status == 200 else { throw BenchError("GET \(path): \(connection.status)") }
            do {
                return try JSONDecoder().decode(Value.self, from: Data(connection.body))
            } catch {
                throw BenchError("GET \(path): \(error)")
            }
        }
    }
}
