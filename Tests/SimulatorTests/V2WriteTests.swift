import Foundation
import Synchronization
import Testing

@testable import Simulator

/// v2's writes: strict types, whole values, all or nothing.
struct V2WriteTests {
    private let lab: Lab
    private let row: (organization: Int, entry: Int)

    init() throws {
        lab = try Lab()
        row = lab.addRow("Subject", to: "Dealflow")
    }

    private func write(_ data: Any, _ type: String, to field: String) -> Answer {
        lab.write(data, type: type, to: field, entry: row.entry, list: "Dealflow")
    }

    private func value(_ field: String) -> [String: Any] { lab.value(field, entry: row.entry, list: "Dealflow") }

    private func patch(_ updates: [[String: Any]], to path: String? = nil) -> Answer {
        let rowPath = "/v2/lists/\(lab.listID("Dealflow"))/list-entries/\(row.entry)/fields"
        return lab.send("PATCH", path ?? rowPath, ["operation": "update-fields", "updates": updates])
    }

    private func update(_ field: String, _ type: String, _ data: Any) -> [String: Any] {
        ["id": lab.fieldKey(field, list: "Dealflow"), "value": ["type": type, "data": data]]
    }

    @Test func everyWritableTypeComesBack() {
        let option = lab.optionID("Inbound", field: "Source", list: "Dealflow")
        let status = lab.optionID("Term Sheet", field: "Status", list: "Dealflow")
        let tag = lab.optionID("AI", field: "Tags", list: "Dealflow")
        let place: [String: Any] = [
            "streetAddress": NSNull(), "city": "Berlin", "state": NSNull(), "country": "Germany", "continent": "Europe",
        ]
        #expect(write("hello \"you\"\n", "text", to: "Summary").status == 204)
        #expect(value("Summary").text("data") == "hello \"you\"\n")
        #expect(write(1_250_000.75, "number", to: "Deal Size").status == 204)
        #expect(value("Deal Size")["data"] as? Double == 1_250_000.75)
        #expect(write(["dropdownOptionId": option], "dropdown", to: "Source").status == 204)
        #expect(value("Source").object("data").text("text") == "Inbound")
        #expect(write(["dropdownOptionId": status], "ranked-dropdown", to: "Status").status == 204)
        #expect(value("Status").object("data").int("rank") == 5)
        #expect(write([["dropdownOptionId": tag]], "dropdown-multi", to: "Tags").status == 204)
        #expect(value("Tags").int("totalCount") == 1)
        #expect(write(["id": 100_010], "person", to: "Sourced By").status == 204)
        #expect(value("Sourced By").object("data").int("id") == 100_010)
        #expect(write([["id": 100_002], ["id": 100_003]], "person-multi", to: "Owners").status == 204)
        #expect(value("Owners").objects("data").compactMap { $0.int("id") } == [100_002, 100_003])
        #expect(write(["id": 100_001], "company", to: "Lead Investor").status == 204)
        #expect(value("Lead Investor").object("data").text("domain") == "stripe.com")
        #expect(write([["id": 100_001]], "company-multi", to: "Competitors").status == 204)
        #expect(write(place, "location", to: "HQ Office").status == 204)
        #expect(value("HQ Office").object("data").text("city") == "Berlin")
        #expect(write([place, place], "location-multi", to: "Offices").status == 204)
        #expect(write([1, 2.5], "number-multi", to: "Round Sizes").status == 204)
        #expect(write("deep tech", "text", to: "Thesis").status == 204)
        #expect(write(["a", "b"], "filterable-text-multi", to: "Keywords").status == 204)
        #expect(value("Keywords")["data"] as? [String] == ["a", "b"])
    }

    @Test(arguments: [
        ("2024-01-02T03:00:00Z", "2024-01-02T08:00:00Z"), ("2024-04-01T12:00:00Z", "2024-04-01T07:00:00Z"),
        ("2024-01-01T23:00:00-08:00", "2024-01-02T08:00:00Z"), ("2026-03-08T12:00:00Z", "2026-03-08T08:00:00Z"),
        ("2026-03-09T00:00:00.000Z", "2026-03-09T07:00:00Z"), ("2026-11-01T12:00:00Z", "2026-11-01T07:00:00Z"),
        ("2026-11-02T12:00:00Z", "2026-11-02T08:00:00Z"), ("1999-10-31T12:00:00Z", "1999-10-31T07:00:00Z"),
    ])
    func aDateIsKeptAsMidnightPacificOfItsUTCDate(written: String, read: String) {
        #expect(write(written, "datetime", to: "First Met").status == 204)
        #expect(value("First Met").text("data") == read)
    }

    @Test(arguments: ["2024-04-01", "2024-04-01T12:00:00", "2024-02-30T12:00:00Z", "1 April 2024", "2024-04-01 12:00:00Z"])
    func anythingButAFullDateTimeIs400(written: String) {
        let answer = write(written, "datetime", to: "First Met")
        #expect(answer.status == 400)
        #expect(answer.error["message"] == "value at `/value/data` does not match format: date-time")
    }

    @Test func aNumberInAStringIs400() {
        #expect(write("5", "number", to: "Deal Size").error["message"] == "value at `/value/data` is not a number")
    }

    @Test(arguments: [
        ("dropdown", "Status"), ("filterable-text", "Thesis"), ("filterable-text", "Summary"), ("person", "Owners"), ("boolean", "Summary"),
    ])
    func theTypeMustBeTheFieldsOwn(type: String, field: String) {
        let answer = write(NSNull(), type, to: field)
        #expect(answer.status == 400)
        #expect(answer.error["message"]?.contains("/value/type") == true)
    }

    @Test func aLocationNeedsAllFiveKeys() {
        let answer = write(["city": "Berlin", "country": "Germany"], "location", to: "HQ Office")
        #expect(answer.status == 400)
        #expect(
            answer.error["message"] == "object at `/value/data` is missing required properties: streetAddress, state, continent")
    }

    @Test func extraKeysAreRefusedEverywhere() {
        let list = lab.listID("Dealflow")
        let path = "/v2/lists/\(list)/list-entries/\(row.entry)/fields/\(lab.fieldKey("Deal Size", list: "Dealflow"))"
        let value: [String: Any] = ["type": "number", "data": 1]
        #expect(lab.send("POST", path, ["value": value, "id": "x"] as [String: Any]).status == 400)
        #expect(lab.send("POST", path, ["value": value.merging(["unit": "USD"]) { $1 }]).status == 400)
        #expect(write(["id": 100_010, "name": "x"] as [String: Any], "person", to: "Sourced By").status == 400)
        #expect(lab.send("POST", path, "{\"value\":").error["code"] == "bad-request")
        #expect(lab.send("POST", path, [String: Any]()).status == 400)
    }

    @Test func optionsPeopleAndCompaniesMustExistAndBelong() {
        let foreign = lab.optionID("Inbound", field: "Source", list: "Dealflow")
        #expect(write(["dropdownOptionId": foreign], "ranked-dropdown", to: "Status").status == 400)
        #expect(write(["text": "New"], "ranked-dropdown", to: "Status").status == 400)
        #expect(write(["id": 999_999], "person", to: "Sourced By").status == 400)
        #expect(write(["id": 999_999], "company", to: "Lead Investor").status == 400)
        #expect(write([["id": 100_010]], "person-multi", to: "Owners").error["message"]?.contains("internal") == true)
    }

    @Test func nullAndAnEmptyListClear() {
        #expect(write(3, "number", to: "Deal Size").status == 204)
        #expect(write(NSNull(), "number", to: "Deal Size").status == 204)
        #expect(value("Deal Size")["data"] is NSNull)
        #expect(write(["a"], "filterable-text-multi", to: "Keywords").status == 204)
        #expect(write([String](), "filterable-text-multi", to: "Keywords").status == 204)
        #expect(value("Keywords")["data"] is NSNull)
        #expect(value("Keywords")["totalCount"] == nil)
    }

    @Test func moreThanAHundredItemsAreRefusedExceptOptions() {
        #expect(write((0...100).map { "k\($0)" }, "filterable-text-multi", to: "Keywords").status == 400)
        #expect(write((1...100).map { "k\($0)" }, "filterable-text-multi", to: "Keywords").status == 204)
        let tag = lab.optionID("AI", field: "Tags", list: "Dealflow")
        #expect(write(Array(repeating: ["dropdownOptionId": tag], count: 101), "dropdown-multi", to: "Tags").status == 204)
    }

    @Test func longCellsAreCutAtAHundredAndGoOnInPages() {
        let key = lab.fieldKey("Tags", list: "Dealflow")
        let field = lab.simulator.world.account.withLock { $0.current.anyField(key: key) }
        lab.simulator.world.account.withLock { account in
            for number in 0..<130 {
                let option = account.current.addOption(to: field?.id ?? 0, text: "Tag \(number)")
                account.current.appendValue(.option(option.id), of: .entry(row.entry), field: field?.id ?? 0, at: 0)
            }
        }
        #expect(value("Tags").objects("data").count == 100)
        #expect(value("Tags").int("totalCount") == 130)
        let first = lab.get("/v2/lists/\(lab.listID("Dealflow"))/list-entries/\(row.entry)/fields/\(field?.key ?? "")/values")
        #expect(first.object.text("type") == "dropdown-multi")
        #expect(first.data.count == 100)
        #expect(lab.follow(first.pagination["nextUrl"])?.data.count == 30)
    }

    @Test func aBatchIsAllOrNothing() {
        let answer = patch([update("Deal Size", "number", 7), update("First Met", "datetime", "yesterday")])
        #expect(answer.status == 400)
        #expect(answer.error["message"] == "value at `/updates/1/value/data` does not match format: date-time")
        #expect(value("Deal Size")["data"] is NSNull)
    }

    @Test func inABatchTheLastUpdateOfAFieldWins() {
        #expect(patch([update("Deal Size", "number", 7), update("Deal Size", "number", 8)]).text == #"{"operation":"update-fields"}"#)
        #expect(value("Deal Size").int("data") == 8)
    }

    @Test func aBatchHasAtMostAHundredUpdates() {
        let one = update("Deal Size", "number", 7)
        #expect(patch(Array(repeating: one, count: 101)).status == 400)
        #expect(patch(Array(repeating: one, count: 100)).status == 200)
    }

    @Test func aRowTakesTheFieldsOfTheRecordBehindItToo() {
        let founded: [String: Any] = ["id": "affinity-data-year-founded", "value": ["type": "number", "data": 1999]]
        #expect(patch([founded, update("Deal Size", "number", 7)]).status == 200)
        #expect(value("Deal Size").int("data") == 7)
        let read = lab.get("/v2/companies/\(row.organization)/fields/affinity-data-year-founded").object
        #expect(read.object("value").int("data") == 1_999)
    }

    @Test func aRecordTakesNoFieldsOfAList() {
        let founded: [String: Any] = ["id": "affinity-data-year-founded", "value": ["type": "number", "data": 1999]]
        let company = "/v2/companies/\(row.organization)/fields"
        #expect(patch([founded], to: company).status == 200)
        let read = lab.get("/v2/companies/\(row.organization)?fieldIds=affinity-data-year-founded").object.objects("fields").first
        #expect(read?.object("value").int("data") == 1_999)
        let refused = patch([update("Deal Size", "number", 7)], to: company)
        #expect(refused.error["message"]?.hasPrefix("Invalid fieldIds must refer to non-list-specific company fields") == true)
        #expect(patch([["id": "field-1", "value": ["type": "number", "data": 1]]]).status == 404)
    }

    @Test(arguments: [("Score", "formula-number"), ("Date Added", "datetime"), ("Time in Current Status", "datetime"), ("Notes", "note")])
    func computedFieldsCannotBeWritten(field: String, type: String) {
        #expect(write(NSNull(), type, to: field).status == 400)
    }

    @Test func theLinksOfAnOpportunityAreWritten() {
        let list = lab.listID("Fundraise")
        let entry = lab.get("/lists/\(list)/list-entries").array.first?.int("id") ?? 0
        let path = "/v2/lists/\(list)/list-entries/\(entry)/fields/companies"
        #expect(lab.send("POST", path, ["value": ["type": "company-multi", "data": [["id": 100_009]]] as [String: Any]]).status == 204)
        #expect(lab.get(path).object.object("value").objects("data").compactMap { $0.int("id") } == [100_009])
    }

    @Test func bothAPIsSeeTheSameCell() {
        #expect(write("2024-04-01T12:00:00Z", "datetime", to: "First Met").status == 204)
        #expect(write([["id": 100_002], ["id": 100_003]], "person-multi", to: "Owners").status == 204)
        let rows = lab.get("/field-values?list_entry_id=\(row.entry)").array
        let owners = rows.filter { $0.int("value_type") == 0 }
        #expect(owners.compactMap { $0.int("value") } == [100_002, 100_003])
        #expect(rows.first { $0.int("value_type") == 4 }?.text("value") == "2024-04-01T00:00:00.000-07:00")
    }
}
