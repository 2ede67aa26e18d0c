import Affinity
import Synchronization
import Testing

@testable import Application

/// What nobody uses is deleted, so that a reading which says so must be whole.
@Suite struct UseScanTests {
    /// A list whose pages hold these rows, reading by reading, the last of them again and again.
    private final class List: Transport {
        private let size: Int
        private let readings: Mutex<[[String]]>
        let pageHosts: Set<String>? = nil

        init(size: Int, _ readings: [String]...) {
            self.size = size
            self.readings = Mutex(readings)
        }

        func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
            var body = "{\"id\":5,\"list_size\":\(size)}"
            if request.path == "/v2/lists/5/list-entries" {
                let rows = readings.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
                body = "{\"data\":[\(rows.joined(separator: ","))],\"pagination\":{\"nextUrl\":null}}"
            }
            return APIResponse(status: 200, headers: ["content-type": "application/json"], body: Array(body.utf8))
        }
    }

    private static func row(_ id: Int) -> String { "{\"id\":\(id),\"listId\":5,\"entity\":{\"id\":\(id),\"name\":\"C\(id)\"}}" }

    private func scan(_ list: List, until last: Int? = nil) async throws -> (holders: Set<String>, unread: [String]) {
        let client = AffinityClient(transport: list, clock: ContinuousClock(), random: { 0 })
        let place = UseScan.Place(source: .list(ListID(5)), name: "Deals", fields: [], pages: nil)
        var holders: Set<String> = []
        let unread = try await UseScan(client: client).forEachHolder(in: place) { holder in
            holders.insert(holder.name)
            return last.map { holder.name != "C\($0) on Deals" } ?? true
        }
        return (holders, unread)
    }

    @Test func aReadingThatFellShortIsMadeAgainAndThenBelievedNot() async throws {
        let mended = try await scan(List(size: 2, [Self.row(1)], [Self.row(1), Self.row(2)]))
        #expect(mended.holders == ["C1 on Deals", "C2 on Deals"] && mended.unread.isEmpty)
        await #expect(throws: AffinityError.shortRead(reason: "the list Deals has 2, and 0 came")) { try await scan(List(size: 2, [])) }
    }

    @Test func whatIsFoundEarlyNeedsNoMore() async throws {
        #expect(
            try await scan(List(size: 9, [Self.row(1), Self.row(2), Self.row(3)]), until: 2).holders == ["C1 on Deals", "C2 on Deals"])
    }

    @Test func aRowThatCannotBeReadIsTold() async throws {
        let found = try await scan(List(size: 2, [Self.row(1), #"{"id":2,"entity":"x"}"#]))
        #expect(found.holders == ["C1 on Deals"] && found.unread.count == 1 && found.unread[0].contains("record 2"))
    }
}
