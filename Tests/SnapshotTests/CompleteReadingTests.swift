import Affinity
import PipelineSpec
import Planning
import Snapshot
import Synchronization
import Testing

/// What a scan has read is held against what Affinity says there is.
@Suite struct CompleteReadingTests {
    private static let list = PlannedList(id: ListID(5), name: "Deals")

    private static func company(_ id: Int) -> String {
        "{\"id\":\(id),\"name\":\"C\(id)\",\"domain\":null,\"domains\":[],\"isGlobal\":false}"
    }

    private static func entry(_ id: Int) -> String {
        "{\"id\":\(id),\"listId\":5,\"createdAt\":\"2026-01-01T00:00:00Z\",\"entity\":{\"id\":\(id),\"name\":\"C\"}}"
    }

    /// - Parameters:
    ///   - stated: how many there are, each time it is asked; the last stays.
    ///   - read: the rows of each reading; the last stays.
    private func affinity(stated: [Int], read: [[Int]]) -> RoutedTransport {
        let (stated, read) = (Answers(stated), Answers(read))
        return RoutedTransport([
            "POST /v2/companies/search": { _ in
                .json("{\"data\":[],\"pagination\":{\"nextUrl\":null,\"totalCount\":\(stated.next())}}", status: 201)
            },
            "GET /v2/companies": { _ in .page(read.next().map(Self.company)) },
            "GET /lists/5": { _ in .json("{\"id\":5,\"list_size\":\(stated.next())}") },
            "GET /v2/lists/5/list-entries": { _ in .page(read.next().map(Self.entry)) },
        ])
    }

    private final class Answers<Answer: Sendable>: Sendable {
        private let left: Mutex<[Answer]>
        init(_ answers: [Answer]) { left = Mutex(answers) }
        func next() -> Answer { left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } }
    }

    private func scan(_ affinity: RoutedTransport) async throws -> Int {
        var table = IdentityTable()
        for id in 1...9 { try table.append(Identity(unique: nil, nameKey: "c\(id)"), name: "C\(id)") }
        var references = CompanyReferences()
        return try await DirectoryReader(affinity.client, keys: [.name]) { _ in }
            .read(table, fieldIDs: [], references: &references).candidates.count
    }

    private func entries(_ affinity: RoutedTransport) async throws -> Int {
        var view = StageView(matches: (1...9).map { .found(Match(id: RecordID($0), name: "C", by: .domain)) })
        try await EntryReader(affinity.client) { _ in }.read(Self.list, fieldIDs: [], into: &view)
        return view.entries[ListID(5)]?.count ?? 0
    }

    @Test func aReadingThatFellShortIsReadAgain() async throws {
        #expect(try await scan(affinity(stated: [3], read: [[1], [1, 2, 3]])) == 3)
        #expect(try await entries(affinity(stated: [3], read: [[1], [1, 2, 3]])) == 3)
    }

    @Test func whatColleaguesRemovedMeanwhileIsNotMissed() async throws {
        #expect(try await scan(affinity(stated: [3, 2], read: [[1, 2]])) == 2)
        #expect(try await entries(affinity(stated: [3, 2], read: [[1, 2]])) == 2)
    }

    @Test func moreThanStatedIsNoFault() async throws {
        #expect(try await scan(affinity(stated: [1], read: [[1, 2, 3]])) == 3)
        #expect(try await entries(affinity(stated: [0], read: [[1]])) == 1)
    }

    @Test func aReadingThatStaysShortStopsThePlan() async throws {
        let directory = AffinityError.shortRead(reason: "the directory of organizations has 3, and 2 came")
        await #expect(throws: directory) { try await scan(affinity(stated: [3], read: [[1, 2, 2]])) }
        await #expect(throws: AffinityError.shortRead(reason: "the list Deals has 3, and 0 came")) {
            try await entries(affinity(stated: [3], read: [[]]))
        }
    }
}
