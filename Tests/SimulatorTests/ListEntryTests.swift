import Testing

@testable import Simulator

/// Rows of lists through both APIs.
struct ListEntryTests {
    @Test func aNewRowHasTheFirstOpenStatusAndItsCreatorAsOwner() throws {
        let lab = try Lab()
        let row = lab.addRow("Fresh", to: "Dealflow")
        #expect(lab.value("Status", entry: row.entry, list: "Dealflow").object("data").text("text") == "New")
        let owners = lab.value("Owners", entry: row.entry, list: "Dealflow").objects("data")
        #expect(owners.map { $0.text("primaryEmailAddress") } == ["ada@contoso.vc"])
    }

    @Test func aCreatorOfChoiceOwnsTheRow() throws {
        let lab = try Lab()
        let id = lab.send("POST", "/organizations", ["name": "Chosen"]).object.int("id") ?? 0
        let entry = lab.send(
            "POST", "/lists/\(lab.listID("Dealflow"))/list-entries", ["entity_id": id, "creator_id": 100_003] as [String: Any])
        #expect(entry.object.int("creator_id") == 100_003)
        #expect(lab.value("Owners", entry: entry.object.int("id") ?? 0, list: "Dealflow").objects("data").first?.int("id") == 100_003)
        let stranger = lab.send(
            "POST", "/lists/\(lab.listID("Dealflow"))/list-entries", ["entity_id": id, "creator_id": 100_020] as [String: Any])
        #expect(stranger.status == 422)
    }

    @Test func theSameOrganizationMayStandOnAListTwice() throws {
        let lab = try Lab()
        let row = lab.addRow("Twice", to: "Dealflow")
        let again = lab.send("POST", "/lists/\(lab.listID("Dealflow"))/list-entries", ["entity_id": row.organization])
        #expect(again.status == 200)
        #expect(again.object.int("id") != row.entry)
        #expect(lab.get("/organizations/\(row.organization)").object.objects("list_entries").count == 2)
        #expect(lab.get("/v2/companies/\(row.organization)/list-entries").data.count == 2)
        #expect(lab.get("/v2/companies/\(row.organization)/lists").data.count == 1)
    }

    @Test func rowsAreNewestFirstAndWrappedOnlyWhenPaged() throws {
        let lab = try Lab()
        let list = lab.listID("Dealflow")
        let all = lab.get("/lists/\(list)/list-entries").array.compactMap { $0.int("id") }
        #expect(all.count == 120)
        #expect(all == all.sorted(by: >))
        let page = lab.get("/lists/\(list)/list-entries?page_size=100").object
        #expect(page.objects("list_entries").count == 100)
        #expect(page.text("next_page_token") != nil)
        #expect(lab.get("/lists/\(list)/list-entries?page_token=anything").array.count == 120)
    }

    @Test func digitsInStringsPassAsIdsOnV1() throws {
        let lab = try Lab()
        let answer = lab.send("POST", "/lists/\(lab.listID("Portfolio"))/list-entries", ["entity_id": "100001"])
        #expect(answer.object.int("entity_id") == 100_001)
    }

    @Test func aRecordOfAnotherKindIs422() throws {
        let lab = try Lab()
        #expect(lab.send("POST", "/lists/\(lab.listID("People"))/list-entries", ["entity_id": 100_400]).status == 422)
        #expect(lab.send("POST", "/lists/\(lab.listID("Fundraise"))/list-entries", ["entity_id": 100_001]).status == 422)
    }

    @Test func requiredFieldsAreEnforcedByASwitchOnly() throws {
        let lab = try Lab(SimulatorConfiguration(enforcesRequired: true))
        let path = "/lists/\(lab.listID("Compliance"))/list-entries"
        let answer = lab.send("POST", path, ["entity_id": 100_001])
        #expect(answer.status == 422)
        #expect(answer.messages.first?.contains("required fields: field-") == true)
        #expect(lab.get("/v2/lists/\(lab.listID("Compliance"))/fields").data.contains { $0["isRequired"] as? Bool == true })
        let usual = try Lab()
        #expect(usual.send("POST", path, ["entity_id": 100_001]).status == 200)
    }

    @Test func deletionRemovesTheRowAndKeepsTheOrganization() throws {
        let lab = try Lab()
        let row = lab.addRow("Unlisted", to: "Dealflow")
        let list = lab.listID("Dealflow")
        #expect(lab.send("DELETE", "/lists/\(list)/list-entries/\(row.entry)").text == #"{"success":true}"#)
        #expect(lab.send("DELETE", "/lists/\(list)/list-entries/\(row.entry)").status == 422)
        #expect(lab.get("/organizations/\(row.organization)").object.objects("list_entries").isEmpty)
        #expect(lab.get("/lists/\(list)").object.int("list_size") == 120)
    }

    @Test func deletingAnOpportunitysRowDeletesTheOpportunity() throws {
        let lab = try Lab()
        let list = lab.listID("Fundraise")
        let entry = lab.get("/lists/\(list)/list-entries").array.first ?? [:]
        #expect(lab.send("DELETE", "/lists/\(list)/list-entries/\(entry.int("id") ?? 0)").status == 200)
        #expect(lab.get("/v2/opportunities/\(entry.int("entity_id") ?? 0)").status == 404)
    }

    @Test func aRowOfAnotherListIsNotFound() throws {
        let lab = try Lab()
        let row = lab.addRow("Elsewhere", to: "Dealflow")
        #expect(lab.get("/v2/lists/\(lab.listID("Portfolio"))/list-entries/\(row.entry)").status == 404)
        #expect(lab.get("/lists/\(lab.listID("Portfolio"))/list-entries/\(row.entry)").status == 422)
    }

    @Test func exportMayBeForbiddenForOneListOrAll() throws {
        let lab = try Lab(SimulatorConfiguration(unexportableLists: ["Partners Only"]))
        let hidden = lab.listID("Partners Only")
        let refused = lab.get("/v2/lists/\(hidden)/list-entries")
        #expect(refused.status == 403)
        #expect(refused.error["message"]?.contains("export-accessible-lists") == true)
        #expect(lab.get("/v2/lists/\(lab.listID("Dealflow"))/list-entries").status == 200)
        let entry = lab.get("/lists/\(hidden)/list-entries").array.first?.int("id") ?? 0
        #expect(lab.get("/v2/lists/\(hidden)/list-entries/\(entry)").status == 200)
        #expect(lab.write("x", type: "text", to: "Remarks", entry: entry, list: "Partners Only").status == 403)
        let none = try Lab(SimulatorConfiguration(deniedPermissions: [.exportAccessibleLists, .exportAllPeople]))
        #expect(none.get("/v2/lists/\(none.listID("Dealflow"))/list-entries").status == 403)
        #expect(none.get("/v2/persons").error["message"]?.contains("export-all-people") == true)
    }
}
