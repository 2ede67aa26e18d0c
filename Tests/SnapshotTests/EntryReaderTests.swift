import Affinity
import PipelineSpec
import Planning
import Snapshot
import Testing

@Suite struct EntryReaderTests {
    private static let list = PlannedList(id: ListID(5), name: "Deals")

    private static func entry(_ id: Int, of company: Int) -> String {
        """
        {"id":\(id),"type":"company","listId":5,"createdAt":"2026-01-01T00:00:00Z","creatorId":1,
         "entity":{"id":\(company),"name":"C","domain":null,"domains":[],"isGlobal":false,
          "fields":[{"id":"field-1","name":"Sum","type":"list","enrichmentSource":null,"value":{"type":"number","data":\(id)}}]}}
        """
    }

    private func view(of ids: [Int64]) -> StageView {
        StageView(matches: ids.map { .found(Match(id: RecordID($0), name: "C", by: .domain, evidence: nil)) })
    }

    private func read(_ affinity: RoutedTransport, _ view: StageView) async throws -> StageView {
        var view = view
        try await EntryReader(affinity.client) { _ in }.read(Self.list, fieldIDs: [FieldID("field-1")], into: &view)
        return view
    }

    @Test func aListIsReadToItsEndAndOnlyWhatWasFoundIsKept() async throws {
        let affinity = RoutedTransport([
            "GET /v2/lists/5/list-entries": { request in
                request.query.contains { $0.name == "cursor" }
                    ? .page([Self.entry(12, of: 2)])
                    : .page([Self.entry(10, of: 1), Self.entry(11, of: 7)], next: "/v2/lists/5/list-entries?cursor=b")
            },
            "GET /lists/5": { _ in .json("{\"id\":5,\"list_size\":3}") },
        ])
        let view = try await read(affinity, view(of: [1, 2]))
        #expect(view.entries[ListID(5)]?[RecordID(1)]?.map(\.id) == [ListEntryID(10)])
        #expect(view.entries[ListID(5)]?[RecordID(2)]?.first?.values == [FieldID("field-1"): .number(12)])
        #expect(view.entries[ListID(5)]?[RecordID(7)] == nil)
    }

    @Test func aFewOrganizationsOnALongListAreAskedOneByOne() async throws {
        let affinity = RoutedTransport([
            "GET /v2/lists/5/list-entries": { _ in .page([Self.entry(10, of: 7)], next: "/v2/lists/5/list-entries?cursor=b") },
            "GET /lists/5": { _ in .json("{\"id\":5,\"list_size\":50000}") },
            "GET /v2/companies/1/list-entries": { _ in
                .page([
                    "{\"id\":77,\"listId\":5,\"listName\":\"Deals\",\"createdAt\":\"2026-01-01T00:00:00Z\",\"creatorId\":1,\"fields\":[]}",
                    "{\"id\":78,\"listId\":6,\"listName\":\"Others\",\"createdAt\":\"2026-01-01T00:00:00Z\",\"creatorId\":1,\"fields\":[]}",
                ])
            },
        ])
        let view = try await read(affinity, view(of: [1]))
        #expect(view.entries[ListID(5)]?[RecordID(1)]?.map(\.id) == [ListEntryID(77)])
        #expect(affinity.requests.count == 3)
    }

    @Test func aListThatMayNotBeExportedIsFoundOutEvenWhenNothingMatched() async throws {
        let affinity = RoutedTransport(["GET /v2/lists/5/list-entries": { _ in .forbidden }])
        await #expect(throws: AffinityError.self) { try await read(affinity, view(of: [])) }
    }
}
