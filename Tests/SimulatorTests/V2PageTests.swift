import Synchronization
import Testing

@testable import Simulator

/// v2's pages, selections, filters, views and searches.
struct V2PageTests {
    @Test func cursorsWalkEverythingOnceAndBack() throws {
        let lab = try Lab()
        let list = lab.listID("Dealflow")
        var page = lab.get("/v2/lists/\(list)/list-entries?limit=50&fieldIds=created-at&fieldIds=last-email")
        var ids: [Int] = []
        var pages: [[Int]] = []
        while true {
            let found = page.data.compactMap { $0.int("id") }
            #expect(page.data.allSatisfy { $0.object("entity").objects("fields").count == 2 })
            ids += found
            pages.append(found)
            guard let next = lab.follow(page.pagination["nextUrl"]) else { break }
            page = next
        }
        #expect(pages.map(\.count) == [50, 50, 20])
        #expect(ids == ids.sorted())
        let back = lab.follow(page.pagination["prevUrl"])
        #expect(back?.data.compactMap { $0.int("id") } == pages[1])
        let first = lab.follow(back?.pagination["prevUrl"])
        #expect(first?.data.compactMap { $0.int("id") } == pages[0])
        #expect(first?.pagination["prevUrl"] is String == false)
    }

    @Test func nextUrlIsAbsoluteOnTheCallersHostAndKeepsEveryParameter() throws {
        let url = try Lab().get("/v2/companies?limit=3&fieldTypes=global&fieldTypes=enriched").pagination.text("nextUrl") ?? ""
        #expect(url.hasPrefix("http://127.0.0.1:8080/v2/companies?cursor="))
        #expect(url.hasSuffix("&limit=3&fieldTypes=global&fieldTypes=enriched"))
    }

    @Test func theCursorIsTheSameAsInThePublishedExample() {
        #expect(Base64.encode(Array("       after:::4".utf8), padded: false) == "ICAgICAgIGFmdGVyOjo6NA")
    }

    @Test(arguments: ["limit=0", "limit=101", "limit=ten", "cursor=nonsense", "cursor=%F0"])
    func aBadLimitOrCursorIs400(query: String) throws {
        let answer = try Lab().get("/v2/companies?\(query)")
        #expect(answer.status == 400)
        #expect(answer.error["code"] == "validation")
    }

    @Test func noFieldsUnlessAskedFor() throws {
        let lab = try Lab()
        #expect(lab.get("/v2/companies?limit=1").data.first?["fields"] == nil)
        #expect(lab.get("/v2/companies?limit=1&fieldTypes=enriched").data.first?.objects("fields").isEmpty == false)
    }

    @Test func fieldsOfAnotherScopeAreRefusedByName() throws {
        let lab = try Lab()
        let status = lab.fieldKey("Status", list: "Dealflow")
        let answer = lab.get("/v2/companies?fieldIds=\(status)")
        #expect(answer.status == 400)
        #expect(answer.error["message"] == "Invalid fieldIds must refer to non-list-specific company fields: [\"\(status)\"].")
        let other = lab.get("/v2/lists/\(lab.listID("Portfolio"))/list-entries?fieldIds=\(status)")
        #expect(other.error["message"] == "Invalid fieldIds must refer to company fields: [\"\(status)\"].")
        #expect(lab.get("/v2/companies?fieldTypes=list").status == 400)
    }

    @Test func unknownIdsAreJustMissing() throws {
        let data = try Lab().get("/v2/companies?ids=100002&ids=999999&ids=100001").data
        #expect(data.compactMap { $0.int("id") } == [100_001, 100_002])
    }

    @Test func optionsComeInPagesOfTwentyAndNotByRank() throws {
        let lab = try Lab()
        let options = lab.get("/v2/lists/\(lab.listID("Dealflow"))/fields/\(lab.fieldKey("Status", list: "Dealflow"))/dropdown-options")
            .data
        #expect(options.count == 7)
        #expect(options.compactMap { $0.int("rank") } != options.compactMap { $0.int("rank") }.sorted())
        let key = lab.fieldKey("Source", list: "Dealflow")
        let field = lab.simulator.world.account.withLock { $0.current.anyField(key: key) }
        lab.simulator.world.account.withLock { account in
            for number in 0..<30 { account.current.addOption(to: field?.id ?? 0, text: "Source \(number)") }
        }
        let page = lab.get("/v2/lists/\(lab.listID("Dealflow"))/fields/\(key)/dropdown-options")
        #expect(page.data.count == 20)
        #expect(lab.follow(page.pagination["nextUrl"])?.data.count == 16)
    }

    @Test func optionsOfAFieldWithoutAnyAre400AndOfNoField404() throws {
        let lab = try Lab()
        #expect(lab.get("/v2/companies/fields/affinity-data-location/dropdown-options").status == 400)
        #expect(lab.get("/v2/companies/fields/field-1/dropdown-options").status == 404)
    }

    @Test(arguments: [
        ("name%20%3D%20%22Deal%20Size%22", ["Deal Size"]), ("name%3D~Office", ["HQ Office", "Offices"]), ("name%3D~office", []),
    ])
    func fieldsMayBeFilteredByName(filter: String, names: [String]) throws {
        let lab = try Lab()
        let data = lab.get("/v2/lists/\(lab.listID("Dealflow"))/fields?filter=\(filter)").data
        #expect(data.compactMap { $0.text("name") } == names)
    }

    @Test func aViewHasItsOwnRowsAndColumns() throws {
        let lab = try Lab()
        let list = lab.listID("Dealflow")
        let view = lab.get("/v2/lists/\(list)/saved-views").data.first { $0.text("name") == "In diligence" }?.int("id") ?? 0
        let rows = lab.get("/v2/lists/\(list)/saved-views/\(view)/list-entries").data
        let shown = rows.map { row in
            Dictionary(row.object("entity").objects("fields").map { ($0.text("name") ?? "", $0.object("value")) }) { $1 }
        }
        #expect(!rows.isEmpty && rows.count < 120)
        for fields in shown {
            #expect(Set(fields.keys) == ["Status", "Owners", "Deal Size", "Summary"])
            let status = fields["Status"]?.object("data").text("text") ?? ""
            #expect(["Due Diligence", "Term Sheet"].contains(status))
        }
    }

    @Test func usersMayBeSearched() throws {
        let lab = try Lab()
        #expect(lab.get("/v2/users").data.count == 5)
        #expect(lab.get("/v2/users?term=hopper").data.first?.text("primaryEmailAddress") == "grace@contoso.vc")
        #expect(lab.get("/v2/users?filter=status%3Ddeactivated").data.isEmpty)
        #expect(lab.get("/v2/users?filter=name%3DAda").status == 400)
        #expect(lab.get("/v2/users/100006").status == 404)
    }

    @Test func searchCountsAndMatchesTheBeginningOfWords() throws {
        let lab = try Lab()
        let all = lab.send("POST", "/v2/persons/search?totalCount=true&limit=1", "{}")
        #expect(all.status == 201)
        #expect(all.pagination.int("totalCount") == 65)
        #expect(lab.send("POST", "/v2/companies/search", ["search": ["term": "stri"]]).data.count == 1)
        #expect(lab.send("POST", "/v2/companies/search", ["search": ["term": "trip"]]).data.isEmpty)
        #expect(lab.send("POST", "/v2/companies/search", ["nonsense": 1]).status == 400)
        let rows = lab.send("POST", "/v2/lists/\(lab.listID("Dealflow"))/list-entries/search?totalCount=true&limit=1", "{}")
        #expect(rows.pagination.int("totalCount") == 120)
    }
}
