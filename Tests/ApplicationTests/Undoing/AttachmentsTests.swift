import Affinity
import PipelineSpec
import Planning
import Synchronization
import Testing

@testable import Application

/// Files and reminders of what a run made: read once for the account, or record by record where there are too many.
@Suite struct AttachmentsTests {
    /// Answers both lists a page at a time.
    private final class Lists: Transport, Sendable {
        let pages: Int
        let isServed: Bool
        private let asked = Mutex<[String]>([])

        init(pages: Int, isServed: Bool = true) {
            self.pages = pages
            self.isServed = isServed
        }

        var requests: [String] { asked.withLock { $0 } }

        func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
            let query = Dictionary(request.query.map { ($0.name, $0.value) }) { first, _ in first }
            asked.withLock { $0.append(request.path + (query["organization_id"].map { " of \($0)" } ?? "")) }
            guard isServed else { return Self.json(#"{"message":"Unknown API endpoint"}"#, 404) }
            let number = query["page_token"].flatMap { Int($0) } ?? 1
            let next = query["organization_id"] == nil && number < pages ? "\"\(number + 1)\"" : "null"
            if request.path == "/entity-files" {
                let rows = query["organization_id"].map { $0 == "7" } ?? true
                let file = #"{"id":1,"name":"deck.pdf","size":9,"person_id":null,"organization_id":7,"opportunity_id":null}"#
                return Self.json(#"{"entity_files":[\#(rows ? file : "")],"next_page_token":\#(next)}"#)
            }
            let reminder = #"{"id":2,"content":null,"person":{"id":8,"type":0},"organization":null,"opportunity":null}"#
            return Self.json(#"{"reminders":[\#(query["organization_id"] == nil ? reminder : "")],"next_page_token":\#(next)}"#)
        }

        private static func json(_ text: String, _ status: Int = 200) -> APIResponse {
            APIResponse(status: status, headers: ["content-type": "application/json"], body: Array(text.utf8))
        }

        var client: AffinityClient { AffinityClient(transport: self, clock: ContinuousClock(), random: { 0 }) }
    }

    private static let seven = RecordReference(.organization, RecordID(7))
    private static let nine = RecordReference(.organization, RecordID(9))

    @Test func aFewAreReadOnceForAllRecords() async throws {
        let lists = Lists(pages: 2)
        let found = try await Attachments.read(lists.client)
        #expect(lists.requests == ["/entity-files", "/entity-files", "/reminders", "/reminders"])
        #expect(try await found.use(of: Self.seven, lists.client) == "it has a file (deck.pdf)")
        #expect(try await found.use(of: RecordReference(.person, RecordID(8)), lists.client) == "it has a reminder")
        #expect(try await found.use(of: Self.nine, lists.client) == nil)
        #expect(lists.requests.count == 4 && found.omitted.isEmpty)
    }

    @Test func whereThereAreTooManyEachRecordIsAskedForItsOwn() async throws {
        let lists = Lists(pages: Attachments.mostPages + 1)
        let found = try await Attachments.read(lists.client)
        #expect(found.askedEach == [.file, .reminder] && found.pages == 2 * Attachments.mostPages)
        #expect(try await found.use(of: Self.nine, lists.client) == nil)
        #expect(lists.requests.suffix(2) == ["/entity-files of 9", "/reminders of 9"])
    }

    @Test func whatTheKeyMayNotSeeIsSaid() async throws {
        let found = try await Attachments.read(Lists(pages: 1, isServed: false).client)
        #expect(found.omitted.count == 2)
        #expect(found.omitted.first?.hasPrefix("files of what is deleted: ") == true, "\(found.omitted)")
    }
}
