import Testing

@testable import Affinity

/// The fast reader of pages beside `JSONDecoder`: where it reads a page at all, both say the same.
@Suite("Pages read fast")
struct JSONReaderTests {
    private func organizations(_ bytes: [UInt8]) -> (fast: Page<Organization>?, slow: Page<Organization>?) {
        pages(bytes) { (row: OrganizationDTO) in row.organization }
    }

    private func entries(_ bytes: [UInt8]) -> (fast: Page<ListEntry>?, slow: Page<ListEntry>?) {
        pages(bytes) { (row: ListEntryDTO) in row.entry(of: ListID(1)) }
    }

    private func pages<DTO: JSONReadable, Row>(_ bytes: [UInt8], _ row: (DTO) -> Row) -> (fast: Page<Row>?, slow: Page<Row>?) {
        func page(_ page: V2Page<DTO>?) -> Page<Row>? {
            page.map { Page(rows: $0.rows.compactMap(\.row).map(row), next: $0.nextURL.map(PageCursor.init(rawValue:))) }
        }
        let fast = JSONReader.read(bytes) { reader throws(JSONReader.Unexpected) in try V2Page<DTO>(&reader) }
        let slow = try? JSON.decode(V2Page<DTO>.self, from: APIResponse(status: 200, body: bytes))
        return (page(fast), page(slow))
    }

    private func organizations(_ text: String) -> (fast: Page<Organization>?, slow: Page<Organization>?) {
        organizations(Array(text.utf8))
    }

    @Test("are read as the decoder reads them")
    func usual() {
        for seed in 0..<500 {
            var made = JSONPages(seed: UInt64(seed))
            let directory = made.organizations()
            let (fast, slow) = organizations(directory)
            #expect(fast != nil && fast?.rows == slow?.rows && fast?.next == slow?.next, "\(directory)")
            let list = made.listEntries()
            let (fastList, slowList) = entries(Array(list.utf8))
            #expect(fastList != nil && fastList?.rows == slowList?.rows && fastList?.next == slowList?.next, "\(list)")
        }
    }

    @Test("of persons with their cells are read as the decoder reads them")
    func persons() {
        for seed in 0..<200 {
            var made = JSONPages(seed: UInt64(seed))
            let text = made.persons()
            let (fast, slow) = pages(Array(text.utf8)) { (row: PersonDTO) in row.person() }
            #expect(fast != nil && fast?.rows == slow?.rows && fast?.next == slow?.next, "\(text)")
        }
    }

    @Test("are left to the decoder or read alike when a byte is wrong")
    func broken() {
        for seed in 0..<2000 {
            var made = JSONPages(seed: UInt64(seed))
            let bytes = made.broken(made.organizations())
            let (fast, slow) = organizations(bytes)
            if let fast { #expect(fast.rows == slow?.rows && fast.next == slow?.next, "\(String(decoding: bytes, as: UTF8.self))") }
            let list = made.broken(made.listEntries())
            let (fastList, slowList) = entries(list)
            if let fastList {
                #expect(
                    fastList.rows == slowList?.rows && fastList.next == slowList?.next, "\(String(decoding: list, as: UTF8.self))")
            }
        }
    }

    @Test(
        "leave to the decoder what is not as usual",
        arguments: [
            "", "null", "[]", "<html>", #"{"pagination":null}"#, #"{"data":{}}"#, #"{"data":[]}x"#, #"{"data":[]}{}"#, #"{"data":[],}"#,
            #"{"data":[{}]}"#, #"{"data":[{"id":null}]}"#, #"{"data":[{"id":1.0}]}"#, #"{"data":[{"id":1e3}]}"#, #"{"data":[{"id":"1"}]}"#,
            #"{"data":[{"id":9223372036854775808}]}"#, #"{"data":[{"id":01}]}"#, #"{"data":[{"id":1,"id":2}]}"#,
            #"{"data":[{"id":1,"name":null,"name":"a"}]}"#, #"{"data":[{"id":1,"name":5}]}"#, #"{"data":[{"id":1,"name":"\uD83D"}]}"#,
            #"{"data":[{"id":1,"name":"\x"}]}"#, #"{"data":[{"id":1,"domains":[null]}]}"#, #"{"data":[{"id":1,"isGlobal":1}]}"#,
            #"{"data":[{"id":1,"x":\#(String(repeating: "[", count: 200))\#(String(repeating: "]", count: 200))}]}"#,
            #"{"data":[{"id":1,"fields":[{"id":"f","value":null}]}]}"#,
            #"{"data":[{"id":1,"fields":[{"id":"f","value":{"type":"dropdown-multi","data":[]}}]}]}"#,
        ])
    func unusual(text: String) {
        // It is the row that is unusual, not the page.
        let isPage = text.hasPrefix("{\"data\":[") && text.hasSuffix("]}")
        #expect(organizations(isPage ? text.dropLast() + ",\"pagination\":{\"nextUrl\":null}}" : text).fast == nil)
    }

    @Test("with bytes that are no UTF-8 are left to the decoder")
    func invalid() {
        #expect(organizations(Array(#"{"data":[{"id":1,"name":""#.utf8) + [0xC3, 0x28] + Array(#""}]}"#.utf8)).fast == nil)
    }

    @Test("that the decoder has to read come out whole")
    func fallback() throws {
        let body = #"{"data":[{"id":1e0,"name":"Acme","domains":["acme.co"]}],"pagination":{"nextUrl":null}}"#
        let page = try AffinityAPI.organizations().page().decode(APIResponse(status: 200, body: Array(body.utf8)))
        #expect(page.rows == [Organization(id: OrganizationID(1), name: "Acme", domains: ["acme.co"], isGlobal: false)])
    }
}
