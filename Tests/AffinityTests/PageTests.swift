import FerryTestSupport
import Testing

@testable import Affinity

@Suite("Pages")
struct PageTests {
    let lists = AffinityAPI.lists()

    func client(_ transport: ScriptedTransport) -> AffinityClient {
        AffinityClient(transport: transport, clock: TestClock(), random: { 0.5 })
    }

    func page(_ ids: [Int], next: String?) -> APIResponse {
        let rows = ids.map { #"{"id":\#($0),"name":"L\#($0)","type":"company","isPublic":true}"# }.joined(separator: ",")
        return .json(#"{"data":[\#(rows)],"pagination":{"prevUrl":null,"nextUrl":\#(next.map { "\"\($0)\"" } ?? "null")}}"#)
    }

    @Test("of v2 follow the path and query of nextUrl, decoded")
    func v2() async throws {
        let transport = ScriptedTransport(
            page([1, 2], next: "https://api.affinity.co/v2/lists?cursor=ICAg%2BYQ%3D%3D&limit=100"),
            page([], next: "https://api.affinity.co/v2/lists?cursor=b&limit=100"),
            page([3], next: nil))
        let rows = try await client(transport).all(lists)
        #expect(rows.map(\.id.rawValue) == [1, 2, 3])
        #expect(transport.requests.map(\.path) == ["/v2/lists", "/v2/lists", "/v2/lists"])
        #expect(transport.requests[1].query == [.init("cursor", "ICAg+YQ=="), .init("limit", "100")])
    }

    @Test("of v2 keep the parameters that nextUrl drops")
    func dropped() throws {
        let call = AffinityAPI.listEntries(ListID(5), fieldIDs: [FieldID("field-1"), FieldID("field-2")])
        let next = try call.page(after: PageCursor(rawValue: "/v2/lists/5/list-entries?cursor=x"))
        #expect(
            next.request.query == [.init("cursor", "x"), .init("fieldIds", "field-1"), .init("fieldIds", "field-2"), .init("limit", "100")])
        let kept = try call.page(after: PageCursor(rawValue: "/v2/lists/5/list-entries?cursor=x&fieldIds=field-9&limit=100"))
        #expect(kept.request.query == [.init("cursor", "x"), .init("fieldIds", "field-9"), .init("limit", "100")])
    }

    @Test(
        "of v2 have a list in data and a pagination that says whether there is more; nothing is concluded from anything else",
        arguments: [
            (#"{"data":[],"pagination":null}"#, "pagination is null"), (#"{"data":[],"pagination":{}}"#, "pagination.nextUrl is missing"),
            (#"{"data":[]}"#, "pagination is missing"), (#"{"data":null,"pagination":{"nextUrl":null,"prevUrl":null}}"#, "data is null"),
            (#"{"pagination":{"nextUrl":null}}"#, "data is missing"), ("{}", "data is missing"),
            ("[]", "expected an object at byte 0 of the answer"),
            (#"{"data":{"id":1},"pagination":{"nextUrl":null}}"#, "data is of another kind than known"),
            (#"{"data":[],"pagination":{"nextUrl":7}}"#, "pagination.nextUrl is of another kind than known"),
            (#"{"data":[],"pagination":[]}"#, "pagination is of another kind than known"),
            (#"{"data":[],"#, "the answer is not readable JSON: expected a key at byte 11"),
        ])
    func noPage(body: String, reason: String) async throws {
        let error = AffinityError.notAffinity(status: 200, contentType: "application/json", reason: reason)
        // And what an export goes by.
        await #expect(throws: error) { try await client(ScriptedTransport(.json(body))).all(lists) }
        await #expect(throws: error) { try await client(ScriptedTransport(.json(body))).all(AffinityAPI.organizations()) }
        let raw = AffinityAPI.rawDirectory(of: .company, fieldIDs: [])
        await #expect(throws: error) { try await client(ScriptedTransport(.json(body))).page(raw) }
    }

    @Test("of v2 may have further keys in any order, of any kind")
    func furtherKeys() async throws {
        let body =
            #"{"new":[1,{"a":null}],"pagination":{"totalCount":1e400,"nextUrl":null,"x":{}},"data":[{"id":1,"name":"A","new":[]}],"z":"pagination"}"#
        #expect(try await client(ScriptedTransport(.json(body))).all(AffinityAPI.organizations()).map(\.name) == ["A"])
        #expect(try await client(ScriptedTransport(.json(body))).page(AffinityAPI.rawDirectory(of: .company, fieldIDs: [])).next == nil)
    }

    @Test("of v1 may have further keys of any kind")
    func furtherKeysOfV1() async throws {
        let body = #"{"zzNew":{"a":1},"organizations":[{"id":1,"name":"A","new":7}],"total":3,"others":[{"id":"x"}]}"#
        #expect(try await client(ScriptedTransport(.json(body))).all(AffinityAPI.searchOrganizations("a")).map(\.name) == ["A"])
        let error = AffinityError.notAffinity(
            status: 200, contentType: "application/json", reason: "organizations is null")
        await #expect(throws: error) {
            try await client(ScriptedTransport(.json(#"{"organizations":null}"#))).all(AffinityAPI.searchOrganizations("a"))
        }
    }

    @Test("lose one odd record at most, and say which")
    func oddRecord() async throws {
        let rows =
            #"{"id":1,"name":"A"},{"id":2,"name":"B","domains":"b.co"},{"id":9223372036854775808,"name":"C"},"x",{"id":4,"name":"D"}"#
        let client = client(ScriptedTransport(.json(#"{"data":[\#(rows)],"pagination":{"nextUrl":null}}"#)))
        #expect(try await client.all(AffinityAPI.organizations()).map(\.id.rawValue) == [1, 4])
        #expect(client.oddRecords.count == 3)
        #expect(client.oddRecords.first == #"GET organizations: record 2 "B", data[1].domains is of another kind than known"#)
        let v1 = self.client(ScriptedTransport(.json(#"{"organizations":[{"id":"1"},{"id":2}]}"#)))
        #expect(try await v1.all(AffinityAPI.searchOrganizations("a")).map(\.id.rawValue) == [2])
        #expect(v1.oddRecords == ["GET organization search: record 1, organizations[0].id is of another kind than known"])
    }

    @Test("are counted by rows, an empty one too", arguments: [(0, 1), (1, 1), (100, 1), (101, 2), (250, 3)])
    func pagesOfRows(rows: Int, pages: Int) {
        #expect(AffinityAPI.pages(ofRows: rows) == pages)
    }

    @Test("have no count where Affinity does not say, or not to this key")
    func counts() async throws {
        let stated = client(ScriptedTransport(.json(#"{"data":[],"pagination":{"totalCount":7}}"#)))
        #expect(try await stated.count(AffinityAPI.countPersons()) == 7)
        #expect(try await client(ScriptedTransport(.json(#"{"data":[]}"#))).count(AffinityAPI.countPersons()) == nil)
        for status in [403, 404] {
            #expect(try await client(ScriptedTransport(.json("{}", status: status))).count(AffinityAPI.listSize(ListID(1))) == nil)
        }
        await #expect(throws: AffinityError.self) {
            try await client(ScriptedTransport(.json("{}", status: 401))).count(AffinityAPI.countPersons())
        }
    }

    @Test("of which no record is as known are an error")
    func oddPage() async {
        let client = client(ScriptedTransport(.json(#"{"data":[{"key":1},{"key":2}],"pagination":{"nextUrl":null}}"#)))
        await #expect(throws: AffinityError.self) { try await client.all(AffinityAPI.organizations()) }
    }

    @Test(
        "hold texts of every kind",
        arguments: [
            (#""A\ud83d""#, "A\u{FFFD}"), (#""\udc00 \ud83d\ude00""#, "\u{FFFD} \u{1F600}"), (#""\u0000""#, "\u{FFFD}"),
            (#""\\ud83d""#, "\\ud83d"),
            (#""\ud83d\n""#, "\u{FFFD}\n"), ("\"a\0b\"", "a\u{FFFD}b"), ("\"\u{1}\"", "\u{1}"),
        ])
    func texts(written: String, read: String) async throws {
        for name in [written, "\(written)  "] {
            let body = #"{"data":[{"id":1,"name":\#(name)}],"pagination":{"nextUrl":null}}"#
            #expect(try await client(ScriptedTransport(.json(body))).all(AffinityAPI.organizations()).map(\.name) == [read])
        }
    }

    @Test("hold bytes that are not UTF-8")
    func bytes() async throws {
        var response = APIResponse.json(#"{"data":[{"id":1,"name":"A?"}],"pagination":{"nextUrl":null}}"#)
        response.body = response.body.map { $0 == UInt8(ascii: "?") ? 0xFF : $0 }
        #expect(try await client(ScriptedTransport(response)).all(AffinityAPI.organizations()).map(\.name) == ["A\u{FFFD}"])
    }

    @Test(
        "hold cells of every kind, which cost nothing but themselves",
        arguments: [
            (#"{"type":"number","data":1e400}"#, "(unreadable)"), (#"{"type":"number","data":"many"}"#, "many"), (#""text""#, "text"),
            (#"{"type":7,"data":1}"#, "7"), (#"{"type":"text","data":{"a":[]}}"#, nil), (#"{"type":"new","data":{"text":"x"}}"#, "x"),
            (#"{"type":"dropdown-multi","data":[],"totalCount":1e400}"#, nil), (#"{"type":"datetime","data":"one day"}"#, "one day"),
            (#"{"type":"person","data":{"id":"x","name":"Jane"}}"#, "Jane"),
        ] as [(String, String?)])
    func cells(value: String, shown: String?) async throws {
        let body = #"{"data":[{"id":1,"name":"A","fields":[{"id":"field-1","value":\#(value)}]}],"pagination":{"nextUrl":null}}"#
        let client = client(ScriptedTransport(.json(body)))
        let data = try await client.all(AffinityAPI.organizations()).first?.fields.first?.data
        #expect(data == shown.map(FieldData.shown) && client.oddRecords.isEmpty)
    }

    @Test("that come in a circle end in an error", arguments: [1, 2])
    func circle(length: Int) async {
        let a = page([1], next: "https://api.affinity.co/v2/lists?cursor=a")
        let b = page([2], next: "https://api.affinity.co/v2/lists?cursor=b")
        let transport = length == 1 ? ScriptedTransport(a, a, a) : ScriptedTransport(a, b, a, b, a)
        let expected = AffinityError.notAffinity(status: 200, contentType: nil, reason: "GET lists: the same page comes twice")
        let client = client(transport)
        await #expect(throws: expected) { try await client.all(lists) }
        #expect(transport.requests.count == length + 1)
    }

    @Test(
        "on another host, path or scheme are not followed",
        arguments: [
            "https://evil.example/v2/lists?cursor=a", "https://api.affinity.co.evil.example/v2/lists?cursor=a",
            "https://api.affinity.co@evil.example/v2/lists?cursor=a", "https://api.affinity.co:8443/v2/lists?cursor=a",
            "//evil.example/v2/lists?cursor=a", "ftp://api.affinity.co/v2/lists?cursor=a", "https://api.affinity.co/v2/users?cursor=a",
            "https://api.affinity.co/v2/lists/../users?cursor=a", "https://api.affinity.co/v2/lists?cursor=%zz", "", "nonsense",
        ])
    func hostile(next: String) async {
        let transport = ScriptedTransport(hosts: ["api.affinity.co"], [.answer(page([1], next: next)), .answer(page([2], next: nil))])
        let client = client(transport)
        await #expect(throws: AffinityError.self) { try await client.all(lists) }
        #expect(transport.requests.count == 1)
    }

    @Test("on the configured host are followed, whatever the case of its name, and without a host too")
    func ownHost() async throws {
        for next in ["https://API.affinity.co/v2/lists?cursor=a", "/v2/lists?cursor=a"] {
            let transport = ScriptedTransport(hosts: ["api.affinity.co"], [.answer(page([1], next: next)), .answer(page([2], next: nil))])
            #expect(try await client(transport).all(lists).count == 2)
        }
    }

    @Test(
        "of v1 repeat all parameters with the token, until it is null, absent or empty",
        arguments: [#","next_page_token":null"#, "", #","next_page_token":"""#])
    func v1(end: String) async throws {
        let transport = ScriptedTransport(
            .json(#"{"organizations":[{"id":1,"name":"A","domain":"a.co","domains":["a.co"],"global":true}],"next_page_token":"dG9r=="}"#),
            .json(#"{"organizations":[]\#(end)}"#))
        let rows = try await client(transport).all(AffinityAPI.searchOrganizations("a.co"))
        #expect(rows == [Organization(id: OrganizationID(1), name: "A", domains: ["a.co"], isGlobal: true)])
        #expect(transport.requests[1].query == [.init("term", "a.co"), .init("page_size", "500"), .init("page_token", "dG9r==")])
        #expect(transport.requests.count == 2)
    }

    func fullPage(_ start: Int, _ end: String) -> APIResponse {
        let rows = (start..<start + 500).map { #"{"id":\#($0),"name":"A","domain":null,"domains":[],"global":false}"# }
        return .json(#"{"organizations":[\#(rows.joined(separator: ","))]\#(end)}"#)
    }

    @Test("of v1 that are full and say nothing of a next one are read once more, in case their end was lost")
    func v1LostEnd() async throws {
        let transport = ScriptedTransport(
            fullPage(1, ""), fullPage(1, #","next_page_token":"b""#), .json(#"{"organizations":[]}"#))
        let rows = try await client(transport).all(AffinityAPI.searchOrganizations("a"))
        #expect(rows.count == 500)
        #expect(transport.requests.map { $0.query.last?.name } == ["page_size", "page_size", "page_token"])
    }

    @Test(
        "of v1 that say nothing of a next one twice are the last, and at once where a null says so",
        arguments: [("", 2), (#","next_page_token":null"#, 1)])
    func v1FullEnd(end: String, requests: Int) async throws {
        let transport = ScriptedTransport(fullPage(1, end), fullPage(1, end))
        #expect(try await client(transport).all(AffinityAPI.searchOrganizations("a")).count == 500)
        #expect(transport.requests.count == requests)
    }

    @Test("of v1 without their collection are an error")
    func v1Missing() async {
        let client = client(ScriptedTransport(.json(#"{"persons":[],"next_page_token":null}"#)))
        await #expect(throws: AffinityError.notAffinity(status: 200, contentType: "application/json", reason: "organizations is missing")) {
            try await client.all(AffinityAPI.searchOrganizations("x"))
        }
    }

    @Test("can be taken up again at a cursor, and given up by the reader")
    func resume() async throws {
        struct Enough: Error {}
        let transport = ScriptedTransport(page([1], next: "/v2/lists?cursor=b"), page([2], next: "/v2/lists?cursor=c"))
        let client = client(transport)
        await #expect(throws: Enough.self) {
            try await client.forEachPage(lists) { page in
                #expect(page.next == PageCursor(rawValue: "/v2/lists?cursor=b"))
                throw Enough()
            }
        }
        let page = try await client.page(lists, after: PageCursor(rawValue: "/v2/lists?cursor=b"))
        #expect(page.rows.map(\.id.rawValue) == [2])
        #expect(transport.requests[1].query.first == .init("cursor", "b"))
    }

    @Test("leave out what Ferry cannot name, such as a list of a new kind")
    func newKind() async throws {
        let body =
            #"{"data":[{"id":1,"name":"A","type":"galaxy"},{"id":2,"name":"B","type":"person","isPublic":false}],"pagination":{"nextUrl":null}}"#
        #expect(
            try await client(ScriptedTransport(.json(body))).all(lists) == [
                AffinityList(id: ListID(2), name: "B", kind: .person, isPublic: false)
            ])
    }

    @Test("of list entries carry the fields of the entity, and a person's name")
    func entries() async throws {
        let body =
            #"{"data":[{"id":10,"type":"company","listId":5,"createdAt":"2024-01-01T00:00:00Z","creatorId":null,"entity":{"id":1,"name":"Acme","domain":"acme.co","domains":["acme.co"],"isGlobal":true,"fields":[{"id":"field-1","name":"F","type":"list","enrichmentSource":null,"value":{"type":"number","data":3.5}}]}},{"id":11,"type":"person","createdAt":"x","creatorId":1,"entity":{"id":2,"firstName":"Jane","lastName":"Doe"}}],"pagination":{"nextUrl":null}}"#
        let rows = try await client(ScriptedTransport(.json(body))).all(AffinityAPI.listEntries(ListID(5), fieldIDs: [FieldID("field-1")]))
        #expect(rows.map(\.entityName) == ["Acme", "Jane Doe"])
        #expect(rows[0].fields == [FieldValue(id: FieldID("field-1"), type: .number, data: .number(3.5))])
        #expect(rows[1].listID == ListID(5) && rows[1].fields.isEmpty)
    }

    @Test("of fields, options, views and users are understood")
    func catalog() async throws {
        let fields =
            #"{"data":[{"id":"field-1","name":"Stage","description":null,"type":"list","enrichmentSource":null,"valueType":"ranked-dropdown","isRequired":true,"createdAt":null},{"id":"last-email","name":"Last","type":"relationship-intelligence","valueType":"interaction"},{"id":"x","name":"X","type":"new","valueType":"y"}],"pagination":{"nextUrl":null}}"#
        #expect(
            try await client(ScriptedTransport(.json(fields))).all(AffinityAPI.listFields(ListID(1))) == [
                Field(id: FieldID("field-1"), name: "Stage", origin: .list, valueType: .rankedDropdown, isRequired: true),
                Field(
                    id: FieldID("last-email"), name: "Last", origin: .relationshipIntelligence, valueType: .interaction, isRequired: false),
                Field(id: FieldID("x"), name: "X", origin: .other("new"), valueType: FieldValueType(rawValue: "y"), isRequired: false),
            ])
        let options =
            #"{"data":[{"id":7,"text":"New","type":"status-dropdown","rank":0,"color":"blue","statusCategory":"open","winRate":null},{"id":8,"text":"A","type":"dropdown"}],"pagination":{"nextUrl":null}}"#
        #expect(
            try await client(ScriptedTransport(.json(options))).all(AffinityAPI.dropdownOptions(list: ListID(1), field: FieldID("field-1")))
                == [
                    DropdownOption(id: DropdownOptionID(7), text: "New", rank: 0, category: .open),
                    DropdownOption(id: DropdownOptionID(8), text: "A"),
                ])
        let users =
            #"{"data":[{"id":1,"firstName":"Jane","lastName":"Doe","primaryEmailAddress":"j@vc.com","photoUrl":null,"status":"active"}],"pagination":{"nextUrl":null}}"#
        #expect(
            try await client(ScriptedTransport(.json(users))).all(AffinityAPI.users()) == [
                Person(id: PersonID(1), firstName: "Jane", lastName: "Doe", emailAddresses: ["j@vc.com"], isInternal: true)
            ])
        let views = #"{"data":[{"id":3,"name":"All","type":"sheet","createdAt":"x"}],"pagination":{"nextUrl":null}}"#
        #expect(
            try await client(ScriptedTransport(.json(views))).all(AffinityAPI.savedViews(ListID(1))) == [
                SavedView(id: SavedViewID(3), name: "All", kind: "sheet")
            ])
    }
}
