import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// The history of cells through both APIs.
struct FieldValueChangeTests {
    private let lab: Lab
    private let row: (organization: Int, entry: Int)

    init() throws {
        lab = try Lab()
        lab.clock.advance(by: 60)
        row = lab.addRow("Subject", to: "Dealflow")
        lab.clock.advance(by: 60)
    }

    private func write(_ data: Any, _ type: String, to field: String) {
        #expect(lab.write(data, type: type, to: field, entry: row.entry, list: "Dealflow").status == 204)
        lab.clock.advance(by: 60)
    }

    private func changes(_ field: String, _ more: String = "") -> [[String: Any]] {
        lab.get("/v2/field-value-changes?filter=field.id=\(lab.fieldKey(field, list: "Dealflow"))\(more)").data
    }

    @Test func eachItemThatComesOrGoesIsARow() {
        write(["a", "b"], "filterable-text-multi", to: "Keywords")
        write(["b", "c"], "filterable-text-multi", to: "Keywords")
        let seen = changes("Keywords").map { "\($0.text("actionType") ?? "") \($0.text("value") ?? "")" }
        #expect(seen == ["add a", "add b", "add c", "delete a"])
        write(1, "number", to: "Deal Size")
        write(2, "number", to: "Deal Size")
        write(2, "number", to: "Deal Size")
        write(NSNull(), "number", to: "Deal Size")
        let sizes = changes("Deal Size").map { "\($0.text("actionType") ?? "") \($0.int("value") ?? 0)" }
        #expect(sizes == ["add 1", "update 2", "delete 2"])
        #expect(changes("Deal Size").first?.object("changer").text("emailAddress") == "ada@contoso.vc")
    }

    @Test func theAccountBeginsWithoutHistoryAndEnrichedFieldsHaveNone() throws {
        #expect(try Lab().get("/v2/field-value-changes").data.isEmpty)
        let founded: [String: Any] = ["value": ["type": "number", "data": 1999]]
        _ = lab.send("POST", "/v2/companies/\(row.organization)/fields/affinity-data-year-founded", founded)
        let names = lab.get("/v2/field-value-changes").data.compactMap { $0.object("field").text("name") }
        #expect(names == ["Status", "Owners"])
    }

    @Test func theFeedIsFilteredAndOrdered() {
        write(1, "number", to: "Deal Size")
        write(2, "number", to: "Deal Size")
        let field = lab.fieldKey("Deal Size", list: "Dealflow")
        #expect(changes("Deal Size", "%26actionType=update").count == 1)
        #expect(changes("Deal Size", "%26changedAt%3E2026-11-21T10:17:00Z").compactMap { $0.int("value") } == [2])
        #expect(changes("Deal Size", "&orderBy=-changedAt").compactMap { $0.int("value") } == [2, 1])
        #expect(changes("Deal Size", "%26listEntry.id=1").isEmpty)
        #expect(lab.get("/v2/field-value-changes?orderBy=id").status == 400)
        let page = lab.get("/v2/field-value-changes?limit=1&filter=field.id=\(field)")
        #expect(lab.follow(page.pagination["nextUrl"])?.data.first?.int("value") == 2)
        let own = lab.get("/v2/lists/\(lab.listID("Dealflow"))/list-entries/\(row.entry)/field-value-changes")
        #expect(own.data.count == 4)
    }

    @Test func whatIsGoneShowsByItsText() {
        let id = lab.optionID("Inbound", field: "Source", list: "Dealflow")
        write(["dropdownOptionId": id], "dropdown", to: "Source")
        #expect(changes("Source").first?.object("value").text("referenceType") == "entity")
        _ = lab.send(
            "DELETE", "/v2/lists/\(lab.listID("Dealflow"))/fields/\(lab.fieldKey("Source", list: "Dealflow"))/dropdown-options/\(id)")
        let seen = changes("Source")
        #expect(seen.contains { $0.text("actionType") == "delete" && $0.object("entity").int("id") == row.organization })
        #expect(seen.allSatisfy { $0.object("value").text("referenceType") == "deleted-entity" })
        #expect(seen.allSatisfy { $0.object("value").text("displayValue") == "Inbound" })
    }

    // MARK: v1

    private func fieldID(_ name: String) -> Int {
        lab.get("/fields?list_id=\(lab.listID("Dealflow"))").array.first { $0.text("name") == name }?.int("id") ?? 0
    }

    @Test func v1ShowsOneFieldNewestFirst() {
        write(1, "number", to: "Deal Size")
        write(2, "number", to: "Deal Size")
        let id = fieldID("Deal Size")
        let all = lab.get("/field-value-changes?field_id=\(id)").array
        #expect(all.compactMap { $0.int("action_type") } == [2, 0])
        #expect(all.first?.text("changed_at") == "2026-11-21T02:18:00.000000-08:00")
        #expect(all.first?.object("changer").text("first_name") == "Ada")
        #expect(all.first?.object("company").int("id") == row.organization)
        #expect(all.first?["person"] is NSNull)
        let oldest = lab.get("/field-value-changes?field_id=\(id)&order_by=asc&limit=1&list_entry_id=\(row.entry)").array
        #expect(oldest.compactMap { $0.int("value") } == [1])
        let after = "changed_after=2026-11-21T10:17:00Z&order_by=asc"
        #expect(lab.get("/field-value-changes?field_id=\(id)&\(after)").array.count == 2)
        #expect(lab.get("/field-value-changes?field_id=\(id)&\(after)&after_id=\(oldest.first?.int("id") ?? 0)").array.count == 1)
        #expect(lab.get("/field-value-changes?field_id=\(id)&organization_id=100001").array.isEmpty)
    }

    @Test func v1RefusesWhatItDoesNotTrack() {
        #expect(lab.get("/field-value-changes").status == 422)
        for name in ["Source", "Summary"] {
            #expect(
                lab.get("/field-value-changes?field_id=\(fieldID(name))").messages
                    == ["Tracking changes for this entity attribute is not yet supported"])
        }
        let id = fieldID("Deal Size")
        for wrong in ["limit=0", "limit=10001", "order_by=id", "after_id=1", "action_type=5", "person_id=1&organization_id=2"] {
            #expect(lab.get("/field-value-changes?field_id=\(id)&\(wrong)").status == 422, "\(wrong)")
        }
    }
}
