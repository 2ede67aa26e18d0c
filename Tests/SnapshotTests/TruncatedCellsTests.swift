import Affinity
import PipelineSpec
import Planning
import Snapshot
import Testing

/// A record shows a hundred values of a cell; the rest is read where the plan compares the cell.
@Suite struct TruncatedCellsTests {
    private static let list = PlannedList(id: ListID(5), name: "Deals")

    private static func option(_ id: Int) -> String { "{\"dropdownOptionId\":\(id),\"text\":\"Option \(id)\"}" }

    private static func cell(_ field: String) -> String {
        let shown = (1...100).map(option).joined(separator: ",")
        return """
            {"id":"\(field)","name":"Tags","type":"list","enrichmentSource":null,
             "value":{"type":"dropdown-multi","data":[\(shown)],"totalCount":150}}
            """
    }

    private static let entry = """
        {"id":10,"type":"company","listId":5,"createdAt":"2026-01-01T00:00:00Z","creatorId":1,
         "entity":{"id":1,"name":"C","domain":null,"domains":[],"isGlobal":false,"fields":[\(cell("field-1")),\(cell("field-2"))]}}
        """

    private func affinity(isServed: Bool) -> RoutedTransport {
        let path = "/v2/lists/5/list-entries/10/fields/field-1/values"
        return RoutedTransport([
            "GET /v2/lists/5/list-entries": { _ in .page([Self.entry]) },
            "GET \(path)": { request in
                guard isServed else { return .json("{\"errors\":[{\"code\":\"not-found\",\"message\":\"no\"}]}", status: 404) }
                // Pages shift while others write: number 100 comes twice.
                return request.query.contains { $0.name == "cursor" }
                    ? .page((100...150).map(Self.option)) : .page((1...100).map(Self.option), next: "\(path)?cursor=b")
            },
        ])
    }

    private func read(_ affinity: RoutedTransport) async throws -> [FieldID: FieldData] {
        var view = StageView(matches: [.found(Match(id: RecordID(1), name: "C", by: .domain))])
        try await EntryReader(affinity.client) { _ in }.read(Self.list, fieldIDs: [FieldID("field-1")], into: &view)
        return view.entries[ListID(5)]?[RecordID(1)]?.first?.values ?? [:]
    }

    @Test func theRestOfALongCellIsRead() async throws {
        let affinity = affinity(isServed: true)
        let values = try await read(affinity)
        #expect(values[FieldID("field-1")]?.count == 150)
        #expect(values[FieldID("field-2")]?.count == 100, "what the plan does not compare costs nothing")
        #expect(affinity.requests.count { $0.hasPrefix("GET /v2/") } == 3)
    }

    @Test func whereThePagesAreNotServedWhatCameIsAllThatIsKnown() async throws {
        let values = try await read(affinity(isServed: false))
        #expect(values[FieldID("field-1")]?.count == 100)
    }
}
