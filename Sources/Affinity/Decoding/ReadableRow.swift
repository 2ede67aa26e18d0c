/// A row of a page, or what is odd about it: one record that is not as known must not cost the others.
struct ReadableRow<Row: JSONReadable>: JSONReadable {
    let row: Row?
    /// What of the row is not as known.
    let problem: JSONProblem?
    /// `record 811 "Acme"`, of a row with a problem that says so much.
    let name: String?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let start = json
        do throws(JSONProblem) {
            row = try Row(&json)
            problem = nil
            name = nil
        } catch {
            // What is not JSON is a matter of the page.
            json = start
            try json.skip()
            row = nil
            problem = error
            name = Self.name(start)
        }
    }

    private static func name(_ json: JSONCursor) -> String? {
        var json = json
        guard let members = try? JSONMembers(&json), let id = try? members.optional("id", as: JSONValue.self)?.shown else { return nil }
        let name = (try? members.optional("name", as: JSONValue.self))?.text
        return ErrorBody.line("record \(id)" + (name.map { " \"\($0)\"" } ?? ""))
    }
}

extension Page {
    /// - Parameter collection: the name of the list that holds the rows.
    /// - Throws: where of several records not one is as known: then it is the page that is odd.
    init<DTO: JSONReadable>(
        _ all: [ReadableRow<DTO>], of collection: StaticString, next: PageCursor?, _ response: APIResponse, row: (DTO) -> Row?
    ) throws(AffinityError) {
        var odd: [String] = []
        for (index, element) in all.enumerated() {
            guard let problem = element.problem?.within(element: index).within(collection) else { continue }
            odd.append(element.name.map { "\($0), \(problem.reason)" } ?? problem.reason)
        }
        if let first = odd.first, all.count > 1, odd.count == all.count { throw .notAffinity(response, first) }
        self.init(rows: all.compactMap { $0.row.flatMap(row) }, next: next, odd: odd)
    }
}
