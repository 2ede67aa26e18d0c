import Foundation
import Testing

@testable import Simulator

/// Options of dropdown fields through v2: made, changed, removed.
struct DropdownOptionTests {
    private let lab: Lab

    init() throws {
        lab = try Lab()
    }

    private func path(_ field: String, list: String = "Dealflow") -> String {
        "/v2/lists/\(lab.listID(list))/fields/\(lab.fieldKey(field, list: list))/dropdown-options"
    }

    private func create(_ field: String, _ body: [String: Any], version: String? = "2026-09-17") -> Answer {
        lab.send("POST", path(field), body, version: version)
    }

    @Test(arguments: ["Source", "Tags"])
    func aPlainOptionIsMadeAndCanBeWritten(field: String) {
        let made = create(field, ["type": "dropdown", "text": "Podcast"])
        #expect(made.status == 201)
        #expect(made.object.keys.sorted() == ["id", "text", "type"])
        let id = made.object.int("id") ?? 0
        #expect(lab.get("\(path(field))/\(id)").object.text("text") == "Podcast")
        let row = lab.addRow("Subject", to: "Dealflow")
        let isMulti = field == "Tags"
        let item = ["dropdownOptionId": id]
        let answer = lab.write(
            isMulti ? [item] as Any : item, type: isMulti ? "dropdown-multi" : "dropdown", to: field, entry: row.entry, list: "Dealflow")
        #expect(answer.status == 204)
    }

    @Test func aRankedOptionNeedsRankAndColor() {
        #expect(create("Priority", ["type": "ranked-dropdown", "text": "Urgent"]).status == 400)
        #expect(create("Priority", ["type": "ranked-dropdown", "text": "Urgent", "rank": 0, "color": "pink"]).status == 400)
        let made = create("Priority", ["type": "ranked-dropdown", "text": "Urgent", "rank": 0, "color": "red"])
        #expect(made.status == 201)
        #expect(made.object.text("color") == "red")
        #expect(made.object.int("rank") == 0)
    }

    @Test func aStatusOptionHasACategoryAndMaybeAWinRate() {
        let body: [String: Any] = ["type": "status-dropdown", "text": "Paused", "rank": 9, "color": "gray", "statusCategory": "on-hold"]
        #expect(create("Status", body.merging(["winRate": 10]) { $1 }).status == 400)
        #expect(create("Status", body, version: "2024-01-01").status == 400)
        let made = create("Status", body)
        #expect(made.status == 201)
        #expect(made.object.text("statusCategory") == "on-hold")
        #expect(made.object["winRate"] is NSNull)
        let open = body.merging(["text": "Warm", "statusCategory": "open", "winRate": 30]) { $1 }
        #expect(create("Status", open).object.int("winRate") == 30)
        #expect(create("Status", body.filter { $0.key != "statusCategory" }).status == 400)
    }

    @Test func theTypeMustBeTheFields() {
        #expect(create("Source", ["type": "ranked-dropdown", "text": "X", "rank": 1, "color": "red"]).status == 400)
        #expect(create("Status", ["type": "ranked-dropdown", "text": "X", "rank": 1, "color": "red"]).status == 400)
        #expect(create("Source", ["text": "X"]).status == 400)
        #expect(create("Source", ["type": "dropdown", "text": "X", "rank": 1] as [String: Any]).status == 400)
        #expect(create("Summary", ["type": "dropdown", "text": "X"]).status == 400)
        #expect(lab.send("POST", "/v2/lists/\(lab.listID("Dealflow"))/fields/field-1/dropdown-options", ["type": "dropdown"]).status == 404)
    }

    @Test func textsAreShortAndUniqueButForTheirCase() {
        #expect(create("Source", ["type": "dropdown", "text": ""]).status == 400)
        #expect(create("Source", ["type": "dropdown", "text": String(repeating: "x", count: 256)]).status == 400)
        #expect(create("Source", ["type": "dropdown", "text": "Inbound"]).error["param"] == "text")
        #expect(create("Source", ["type": "dropdown", "text": "inbound"]).status == 201)
    }

    @Test func anOptionOfARecordsOwnFieldIsMadeThroughAListOfItsKind() {
        let industry = lab.get("/v2/companies/fields?limit=100").data.first { $0.text("name") == "Industry" }?.text("id") ?? ""
        let body = ["type": "dropdown", "text": "Space"]
        #expect(lab.send("POST", "/v2/companies/fields/\(industry)/dropdown-options", body).status == 405)
        #expect(lab.send("POST", "/v2/lists/\(lab.listID("Dealflow"))/fields/\(industry)/dropdown-options", body).status == 201)
        #expect(lab.send("POST", "/v2/lists/\(lab.listID("People"))/fields/\(industry)/dropdown-options", body).status == 404)
        let options = lab.get("/v2/companies/fields/\(industry)/dropdown-options?limit=100").data
        #expect(options.contains { $0.text("text") == "Space" })
    }

    @Test func anOptionIsRenamedInEveryCell() {
        let row = lab.addRow("Subject", to: "Dealflow")
        let id = lab.optionID("Inbound", field: "Source", list: "Dealflow")
        _ = lab.write(["dropdownOptionId": id], type: "dropdown", to: "Source", entry: row.entry, list: "Dealflow")
        #expect(lab.send("POST", "\(path("Source"))/\(id)", ["text": "Came In"]).status == 204)
        #expect(lab.value("Source", entry: row.entry, list: "Dealflow").object("data").text("text") == "Came In")
        #expect(lab.send("POST", "\(path("Source"))/\(id)", ["text": "Outbound"]).status == 400)
        #expect(lab.send("POST", "\(path("Source"))/\(id)", ["text": "Came In"]).status == 204)
        #expect(lab.send("POST", "\(path("Source"))/\(id)", ["type": "dropdown"]).status == 400)
    }

    @Test func aStatusThatIsNoLongerOpenLosesItsWinRate() {
        let id = lab.optionID("New", field: "Status", list: "Dealflow")
        #expect(lab.send("POST", "\(path("Status"))/\(id)", ["statusCategory": "won"]).status == 204)
        #expect(lab.get("\(path("Status"))/\(id)").object["winRate"] is NSNull)
        #expect(lab.send("POST", "\(path("Status"))/\(id)", ["winRate": 10]).status == 400)
        #expect(
            lab.send("POST", "\(path("Status"))/\(id)", ["rank": 3, "color": "blue"] as [String: Any], version: "2024-01-01").status == 400)
    }

    @Test func aDeletedOptionLeavesEveryCell() {
        let row = lab.addRow("Subject", to: "Dealflow")
        let first = lab.optionID("AI", field: "Tags", list: "Dealflow")
        let second = lab.optionID("B2B", field: "Tags", list: "Dealflow")
        let both = [["dropdownOptionId": first], ["dropdownOptionId": second]]
        _ = lab.write(both, type: "dropdown-multi", to: "Tags", entry: row.entry, list: "Dealflow")
        #expect(lab.send("DELETE", "\(path("Tags"))/\(first)").status == 204)
        #expect(lab.send("DELETE", "\(path("Tags"))/\(first)").status == 404)
        #expect(lab.value("Tags", entry: row.entry, list: "Dealflow").objects("data").compactMap { $0.int("dropdownOptionId") } == [second])
        #expect(lab.value("Tags", entry: row.entry, list: "Dealflow").int("totalCount") == 1)
    }

    @Test func v1HasNoWayToMakeOptionsButTheSilentOne() {
        let field = lab.get("/fields?list_id=\(lab.listID("Dealflow"))").array.first { $0.text("name") == "Source" }?.int("id") ?? 0
        #expect(lab.send("POST", "/fields/\(field)/dropdown-options", ["text": "X"]).status == 404)
        #expect(lab.send("PUT", "/fields/\(field)", ["dropdown_options": ["X"]]).status == 404)
    }
}
