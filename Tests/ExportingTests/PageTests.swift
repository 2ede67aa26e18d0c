import Affinity
import Foundation
import Testing

@testable import Exporting

/// A page is a page only with a list of rows and word of the next page; and what was read is held against what Affinity states.
@Suite struct PageTests {
    private static let row = ExportBench.row(1, ["null"])
    private static let next = #"{"nextUrl":"https://api.affinity.co/v2/lists/3001/list-entries?cursor=2"}"#

    private func bench() throws -> ExportBench { try ExportBench([("A", .number)]) }

    @Test(arguments: [
        #"{"data":[]}"#, #"{"data":[],"pagination":null}"#, #"{"data":[],"pagination":{}}"#,
        #"{"data":null,"pagination":{"nextUrl":null}}"#,
        #"{"data":{},"pagination":{"nextUrl":null}}"#, #"{"data":[],"pagination":{"nextUrl":7}}"#, #"{"pagination":{"nextUrl":null}}"#,
        "[]",
        #"{"data":[],"pagination":[]}"#, "null",
    ])
    func whatIsNoPageIsNotTheLastOne(answer: String) async throws {
        let bench = try bench()
        defer { bench.remove() }
        let pages = [ExportBench.page([Self.row], pagination: Self.next), Array(answer.utf8)]
        await #expect(throws: AffinityError.self) { try await bench.export(CannedTransport(pages: pages, counts: [#"{"list_size":1}"#])) }
    }

    @Test func anEmptyPageIsOne() async throws {
        let bench = try bench()
        defer { bench.remove() }
        let (text, _) = try await bench.export(CannedTransport(pages: [ExportBench.page([])], counts: [#"{"list_size":0}"#]))
        #expect(text == "A\n")
    }

    @Test func aShortReadIsReadAgainAndThenStopsWithoutAFile() async throws {
        let bench = try bench()
        defer { bench.remove() }
        let transport = CannedTransport(pages: [ExportBench.page([Self.row])], counts: [#"{"list_size":3}"#])
        await #expect(throws: ShortRead(stated: 3, read: 1)) { try await bench.export(transport) }
        #expect(transport.requests.count { $0.hasPrefix("/v2/lists/") } == 2)
        #expect((try? String(contentsOfFile: bench.frame.target ?? "", encoding: .utf8)) == nil)
    }

    @Test func rowsThatCameOrWentMeanwhileAreNoShortRead() async throws {
        let came = try bench()
        defer { came.remove() }
        let second = ExportBench.page([ExportBench.row(2, ["null"]), Self.row])
        var transport = CannedTransport(pages: [ExportBench.page([Self.row]), second], counts: [#"{"list_size":2}"#])
        let (text, journal) = try await came.export(transport)
        #expect(text == "A\n\"\"\n\"\"\n")
        #expect(journal.progress.rows == 2 && journal.progress.repeated == 1)
        let went = try bench()
        defer { went.remove() }
        transport = CannedTransport(pages: [ExportBench.page([Self.row])], counts: [#"{"list_size":2}"#, #"{"list_size":1}"#])
        #expect(try await went.export(transport).text == "A\n\"\"\n")
    }
}
