import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// v1's field values: one row an item, POST for empty cells, PUT for filled ones.
struct V1FieldValueTests {
    private let lab: Lab
    private let row: (organization: Int, entry: Int)

    init() throws {
        lab = try Lab()
        row = lab.addRow("Subject", to: "Dealflow")
    }

    private func fieldID(_ name: String) -> Int {
        lab.get("/fields?list_id=\(lab.listID("Dealflow"))").array.first { $0.text("name") == name }?.int("id") ?? 0
    }

    private func post(_ field: String, _ value: Any) -> Answer {
        lab.send(
            "POST", "/field-values",
            ["field_id": fieldID(field), "entity_id": row.organization, "list_entry_id": row.entry, "value": value])
    }

    @Test func aRowHasNineKeysAndNumbersComeBackAsFloats() {
        let answer = post("Deal Size", 5_000)
        #expect(
            Set(answer.object.keys) == [
                "id", "field_id", "list_entry_id", "entity_type", "value_type", "entity_id", "created_at", "updated_at", "value",
            ])
        #expect(answer.text.contains("\"value\":5000.0"))
        #expect(answer.object.text("created_at") == "2026-11-21T02:15:00.000-08:00")
    }

    @Test func aSecondPostOnASingleCellIs422AndAPutKeepsTheRow() {
        let id = post("Deal Size", 1).object.int("id") ?? 0
        #expect(post("Deal Size", 2).status == 422)
        lab.clock.advance(by: 60)
        let changed = lab.send("PUT", "/field-values/\(id)", ["value": 3]).object
        #expect(changed.int("id") == id)
        #expect(changed.int("value") == 3)
        #expect(changed.text("updated_at") == "2026-11-21T02:16:00.000-08:00")
        #expect(lab.send("PUT", "/field-values/\(id)", ["value": NSNull()]).status == 422)
    }

    @Test func multiCellsHaveARowAnItem() {
        #expect(post("Keywords", "a").status == 200)
        #expect(post("Keywords", "a").status == 200)
        #expect(lab.value("Keywords", entry: row.entry, list: "Dealflow")["data"] as? [String] == ["a", "a"])
        #expect(post("Keywords", ["b"]).status == 422)
    }

    @Test func deletionClearsTheCell() {
        let id = post("Deal Size", 1).object.int("id") ?? 0
        #expect(lab.send("DELETE", "/field-values/\(id)").text == #"{"success":true}"#)
        #expect(lab.send("DELETE", "/field-values/\(id)").status == 422)
        #expect(lab.value("Deal Size", entry: row.entry, list: "Dealflow")["data"] is NSNull)
    }

    @Test func aPlainDropdownTakesTextAndMakesMissingOptions() {
        #expect(post("Source", "Brand New").object.text("value") == "Brand New")
        let options = lab.get("/fields?list_id=\(lab.listID("Dealflow"))").array.first { $0.text("name") == "Source" }?
            .objects("dropdown_options")
        #expect(options?.contains { $0.text("text") == "Brand New" && $0.int("rank") == 0 && $0.int("color") == 0 } == true)
        #expect(lab.optionID("Brand New", field: "Source", list: "Dealflow") > 0)
        #expect(post("Tags", "ai").status == 200)
        #expect(lab.optionID("ai", field: "Tags", list: "Dealflow") != lab.optionID("AI", field: "Tags", list: "Dealflow"))
        #expect(post("Tags", 999_999).status == 422)
    }

    @Test func aRankedDropdownTakesTheIdOnlyAndReadsAsAnObject() {
        #expect(post("Priority", "High").status == 422)
        let id = lab.optionID("High", field: "Priority", list: "Dealflow")
        #expect(Set(post("Priority", id).object.object("value").keys) == ["id", "text", "rank", "color"])
    }

    @Test(arguments: [("Deal Size", "5"), ("Summary", "")])
    func aValueThatDoesNotFitIs422(field: String, value: String) {
        #expect(post(field, value).status == 422)
    }

    @Test func datesTakeABareDateAndLocationsMissingKeys() {
        #expect(post("First Met", "2024-01-02").object.text("value") == "2024-01-02T00:00:00.000-08:00")
        let place = post("HQ Office", ["city": "Berlin"]).object.object("value")
        #expect(place.text("city") == "Berlin")
        #expect(Set(place.keys) == ["street_address", "city", "state", "country", "continent"])
    }

    @Test func aListFieldNeedsItsRow() {
        let answer = lab.send(
            "POST", "/field-values", ["field_id": fieldID("Deal Size"), "entity_id": row.organization, "value": 1] as [String: Any])
        #expect(answer.status == 422)
        #expect(answer.messages.first?.contains("list_entry_id is required") == true)
        let mixedUp = lab.send(
            "POST", "/field-values",
            ["field_id": fieldID("Deal Size"), "entity_id": 100_001, "list_entry_id": row.entry, "value": 1] as [String: Any])
        #expect(mixedUp.status == 422)
    }

    @Test func exactlyOneSelectorIsNeeded() {
        #expect(lab.get("/field-values").status == 422)
        #expect(lab.get("/field-values?list_id=1&field_id=2").status == 422)
        #expect(lab.get("/field-values?organization_id=\(row.organization)&list_entry_id=\(row.entry)").status == 422)
    }

    @Test func anOrganizationsRowsCoverItsListsAndARowsOnlyItself() {
        let industry = lab.get("/organizations/fields").array.first { $0.text("name") == "Industry" }?.int("id") ?? 0
        let body: [String: Any] = ["field_id": industry, "entity_id": row.organization, "value": "Fintech"]
        #expect(lab.send("POST", "/field-values", body).object["list_entry_id"] is NSNull)
        let ofOrganization = lab.get("/field-values?organization_id=\(row.organization)").array
        let ofEntry = lab.get("/field-values?list_entry_id=\(row.entry)").array
        #expect(ofOrganization.count == ofEntry.count + 1)
        #expect(ofEntry.allSatisfy { $0.int("list_entry_id") == row.entry })
    }

    @Test func fieldsHaveEightKeysAndFilters() {
        let all = lab.get("/fields").array
        #expect(all.allSatisfy { $0.count == 8 })
        #expect(lab.get("/fields?value_type=7").array.allSatisfy { $0.int("value_type") == 7 })
        #expect(lab.get("/fields?entity_type=8").array.prefix(4).map { $0.text("name") } == ["Status", "Owners", "Amount", "Status"])
        #expect(lab.get("/fields?with_modified_names=true").array.contains { $0.text("name") == "[Dealflow] Deal Size" })
        #expect(lab.get("/fields?exclude_dropdown_options=true").array.allSatisfy { $0.objects("dropdown_options").isEmpty })
        #expect(!all.contains { $0.text("name") == "Score" || $0.text("name") == "Last Email" })
    }

    @Test func personsAreUniqueByAddressWhateverTheCase() {
        let made = lab.send(
            "POST", "/persons",
            ["first_name": "Mary", "last_name": "Shelley", "emails": ["mary@new.example"], "organization_ids": [row.organization]]
                as [String: Any])
        #expect(made.status == 200)
        #expect(made.object.int("type") == 0)
        #expect(lab.get("/organizations/\(row.organization)").object["person_ids"] as? [Int] == [made.object.int("id") ?? 0])
        let again = lab.send(
            "POST", "/persons", ["first_name": "M", "last_name": "S", "emails": ["MARY@new.example"]] as [String: Any])
        #expect(again.status == 422)
        #expect(again.messages == ["There exists a contact with this email address."])
        #expect(lab.send("POST", "/persons", ["first_name": "M", "last_name": "S", "emails": [String]()] as [String: Any]).status == 200)
    }
}
