import Foundation
import Testing

@testable import Simulator

/// v2's searches with filters, terms and an order (AffinityAPI.md#filters-and-searches, #searching-organizations).
struct SearchTests {
    private let lab: Lab

    init() throws {
        lab = try Lab()
    }

    private func search(_ path: String, _ body: [String: Any], _ query: String = "totalCount=true") -> Answer {
        lab.send("POST", "/v2/\(path)/search?\(query)", body)
    }

    private func count(_ path: String, _ body: [String: Any]) -> Int? { search(path, body).pagination.int("totalCount") }

    private func rows(_ filters: [[String: Any]], joined: String = "and", sorts: [[String: Any]]? = nil, fields: String = "") -> Answer {
        var body: [String: Any] = ["filters": ["operator": joined, "filters": filters] as [String: Any]]
        body["sorts"] = sorts
        return search("lists/\(lab.listID("Dealflow"))/list-entries", body, "totalCount=true&limit=100\(fields)")
    }

    private func condition(_ field: String, _ type: String, _ sign: String, _ value: Any? = nil) -> [String: Any] {
        var condition: [String: Any] = ["fieldId": lab.fieldKey(field, list: "Dealflow"), "valueType": type, "operator": sign]
        condition["value"] = value
        return condition
    }

    @Test func anEmptyBodyCountsTheGlobalIndexAndAnythingElseTheFirmsOwn() {
        let nothing: [String: Any] = ["filters": ["operator": "and", "filters": [Any]()] as [String: Any]]
        #expect(count("companies", [:]) == 520)
        #expect(count("companies", nothing) == 500)
        #expect(count("companies", ["sorts": [["fieldId": "affinity-data-year-founded", "direction": "asc"]]]) == 500)
        #expect(count("persons", [:]) == count("persons", nothing))
    }

    @Test func eachFilterKeepsTheRowsWhoseCellFits() throws {
        let all = rows([]).pagination.int("totalCount") ?? 0
        let new = lab.optionID("New", field: "Status", list: "Dealflow")
        let option = [["dropdownOptionId": new]]
        let chosen = rows([condition("Status", "ranked-dropdown", "is-any-of", option)]).pagination.int("totalCount") ?? 0
        #expect(chosen > 0 && chosen < all)
        #expect(rows([condition("Status", "ranked-dropdown", "is-none-of", option)]).pagination.int("totalCount") == all - chosen)
        let sizes = [condition("Deal Size", "number", "is-empty"), condition("Deal Size", "number", "is-not-empty")].map {
            rows([$0]).pagination.int("totalCount") ?? 0
        }
        #expect(sizes[0] + sizes[1] == all && sizes[0] > 0)
        let small = rows([condition("Deal Size", "number", "is-less-than", 5_000_000)]).pagination.int("totalCount") ?? 0
        let large = rows([condition("Deal Size", "number", "is-greater-than-or-equal-to", 5_000_000)]).pagination.int("totalCount") ?? 0
        #expect(small + large == sizes[1] && small > 0 && large > 0)
        #expect(rows([condition("Deal Size", "number", "is-between", [0, 100_000_000])]).pagination.int("totalCount") == sizes[1])
        #expect(rows([condition("Summary", "text", "contains", "PROMISING")]).pagination.int("totalCount") ?? 0 > 0)
        #expect(rows([condition("Owners", "person-multi", "has-all-of", [["id": 100_001], ["id": 100_002]])]).data.count == 1)
        let either = [condition("Deal Size", "number", "is-empty"), condition("Status", "ranked-dropdown", "is-any-of", option)]
        let union = rows(either, joined: "or").pagination.int("totalCount") ?? 0
        #expect(union == sizes[0] + chosen - (rows(either).pagination.int("totalCount") ?? 0))
        let before = rows([condition("First Met", "date", "is-before", "2025-01-01")]).pagination.int("totalCount") ?? 0
        let after = rows([condition("First Met", "date", "is-on-or-after", "2025-01-01")]).pagination.int("totalCount") ?? 0
        #expect(before + after == rows([condition("First Met", "date", "is-not-empty")]).pagination.int("totalCount"))
        #expect(before > 0 && after > 0)
    }

    @Test(arguments: ["asc", "desc"])
    func anOrderPutsEmptyCellsLastAndGoesOnFromPageToPage(direction: String) {
        let key = lab.fieldKey("Deal Size", list: "Dealflow")
        let path = "lists/\(lab.listID("Dealflow"))/list-entries"
        let sorts: [String: Any] = [
            "sorts": [["fieldId": "no-such-field", "direction": "asc"], ["fieldId": key, "direction": direction]]
        ]
        var page = search(path, sorts, "limit=50&fieldIds=\(key)")
        var sizes: [Double?] = []
        while true {
            sizes += page.data.map { $0.object("entity").objects("fields").first?.object("value")["data"] as? Double }
            guard let next = page.pagination.text("nextUrl"), let start = next.range(of: "/v2/") else { break }
            page = lab.send("POST", String(next[start.lowerBound...]), sorts)
        }
        #expect(sizes.count == 120)
        let filled = sizes.compactMap { $0 }
        #expect(filled == filled.sorted(by: direction == "asc" ? { $0 < $1 } : { $0 > $1 }))
        #expect(sizes.prefix(filled.count).allSatisfy { $0 != nil })
    }

    @Test func aTermLooksIntoNamedFieldsToo() {
        let body: [String: Any] = ["search": ["term": "partner", "fieldIds": ["affinity-data-current-job-title"]] as [String: Any]]
        #expect(count("persons", body) ?? 0 > 0)
        #expect(count("persons", ["search": ["term": "partner"]]) == 0)
    }

    @Test(arguments: [
        #"{"filters":{"operator":"xor","filters":[]}}"#, #"{"filters":[]}"#, #"{"nothing":1}"#, #"{"search":{"term":"ab"}}"#,
        #"{"sorts":[]}"#, #"{"sorts":[{"fieldId":"a","direction":"up"}]}"#,
        #"{"filters":{"operator":"and","filters":[{"fieldId":"field-1","valueType":"text","operator":"contains","value":"a"}]}}"#,
        #"{"filters":{"operator":"and","filters":[{"fieldId":"affinity-data-year-founded","valueType":"text","operator":"contains","value":"a"}]}}"#,
        #"{"filters":{"operator":"and","filters":[{"fieldId":"affinity-data-year-founded","valueType":"number","operator":"contains","value":1}]}}"#,
        #"{"filters":{"operator":"and","filters":[{"fieldId":"affinity-data-year-founded","valueType":"number","operator":"is-equal-to","value":"1"}]}}"#,
    ])
    func aBodyThatDoesNotFitIs400(body: String) {
        #expect(lab.send("POST", "/v2/companies/search", body).status == 400)
    }

    @Test func metadataSaysHowAFieldIsFiltered() {
        let fields = lab.get("/v2/lists/\(lab.listID("Dealflow"))/fields?limit=100&includes=filterability&includes=sortability").data
        func operators(_ name: String) -> [String] {
            fields.first { $0.text("name") == name }?.object("filterability").objects("operators").compactMap { $0.text("id") } ?? []
        }
        #expect(operators("Deal Size").contains("is-between"))
        #expect(operators("Tags") == ["has-any-of", "has-all-of", "has-none-of", "is-empty", "is-not-empty"])
        #expect(operators("Score").isEmpty)
        let mail = fields.first { $0.text("id") == "last-email" }?.object("filterability")
        #expect(mail?.objects("attributes").first?.text("id") == "date-of-activity")
    }
}
