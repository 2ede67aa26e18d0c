import Foundation
import Synchronization
import Testing

@testable import Simulator

/// Opportunities: one list, one row, made and removed with it; hidden ones.
struct OpportunityTests {
    private let lab: Lab

    init() throws {
        lab = try Lab()
    }

    private func make(_ name: String, persons: [Int] = [], organizations: [Int] = []) -> (id: Int, entry: Int) {
        let answer = lab.send(
            "POST", "/opportunities",
            ["name": name, "list_id": lab.listID("Fundraise"), "person_ids": persons, "organization_ids": organizations] as [String: Any])
        return (answer.object.int("id") ?? 0, answer.object.objects("list_entries").first?.int("id") ?? 0)
    }

    @Test func creationMakesTheRowWithItsDefaults() {
        let made = make("Fund II", persons: [100_010], organizations: [100_001, 100_002])
        let read = lab.get("/opportunities/\(made.id)").object
        #expect(read.keys.sorted() == ["id", "list_entries", "name", "organization_ids", "person_ids"])
        #expect(read["person_ids"] as? [Int] == [100_010])
        #expect(read["organization_ids"] as? [Int] == [100_001, 100_002])
        let row = read.objects("list_entries").first ?? [:]
        #expect(row.int("entity_type") == 8)
        #expect(row.int("entity_id") == made.id)
        #expect(lab.value("Status", entry: made.entry, list: "Fundraise").object("data").text("text") == "New")
        #expect(lab.value("Organizations", entry: made.entry, list: "Fundraise").objects("data").count == 2)
        #expect(lab.get("/v2/opportunities/\(made.id)").object.text("listName") == "Fundraise")
        #expect(lab.get("/v2/opportunities?ids=\(made.id)").data.count == 1)
        #expect((lab.get("/persons/100010?with_opportunities=true").object["opportunity_ids"] as? [Int])?.contains(made.id) == true)
    }

    @Test func creationRefusesWhatDoesNotFit() {
        let list = lab.listID("Fundraise")
        func post(_ body: [String: Any]) -> Answer { lab.send("POST", "/opportunities", body) }
        #expect(post(["list_id": list]).messages == ["name is required"])
        #expect(post(["name": "X"]).status == 422)
        #expect(post(["name": "X", "list_id": lab.listID("Dealflow")]).status == 422)
        #expect(post(["name": "X", "list_id": 999_999]).messages.first?.contains("valid id") == true)
        #expect(post(["name": "X", "list_id": list, "person_ids": [999_999]]).status == 422)
        #expect(post(["name": "X", "list_id": list, "organization_ids": [999_999]]).status == 422)
        #expect(lab.get("/lists/\(list)").object.int("list_size") == 8)
        #expect(lab.get("/opportunities/1").messages.first?.contains("valid id") == true)
    }

    @Test func searchRowsAreWholeAndNamesNeedNotBeUnique() {
        let first = make("Twin Deal", organizations: [100_001])
        let second = make("Twin Deal")
        let found = lab.get("/opportunities?term=TWIN").object.objects("opportunities")
        #expect(found.compactMap { $0.int("id") } == [first.id, second.id])
        #expect(found.first?["organization_ids"] as? [Int] == [100_001])
        #expect(found.first?.objects("list_entries").count == 1)
        #expect(lab.get("/opportunities?page_size=3").object.objects("opportunities").count == 3)
    }

    @Test func aPutReplacesItsArraysAndKeepsItsList() {
        let made = make("Before", persons: [100_010], organizations: [100_001])
        let answer = lab.send(
            "PUT", "/opportunities/\(made.id)",
            ["name": "After", "organization_ids": [100_002], "list_id": lab.listID("Dealflow")] as [String: Any])
        #expect(answer.object.text("name") == "After")
        #expect(answer.object["person_ids"] as? [Int] == [100_010])
        #expect(answer.object["organization_ids"] as? [Int] == [100_002])
        #expect(answer.object.objects("list_entries").first?.int("list_id") == lab.listID("Fundraise"))
    }

    @Test func opportunityAndRowGoTogether() {
        let first = make("First")
        #expect(lab.send("DELETE", "/opportunities/\(first.id)").text == #"{"success":true}"#)
        #expect(lab.get("/lists/\(lab.listID("Fundraise"))/list-entries/\(first.entry)").status == 422)
        let second = make("Second")
        #expect(lab.send("DELETE", "/lists/\(lab.listID("Fundraise"))/list-entries/\(second.entry)").status == 200)
        #expect(lab.get("/opportunities/\(second.id)").status == 422)
    }

    @Test func itsFieldValuesNeedTheRow() {
        let made = make("Valued")
        let field = lab.get("/fields?entity_type=8").array.first { $0.text("name") == "Amount" }?.int("id") ?? 0
        let body: [String: Any] = ["field_id": field, "entity_id": made.id, "value": 5]
        #expect(lab.send("POST", "/field-values", body).status == 422)
        #expect(lab.send("POST", "/field-values", body.merging(["list_entry_id": made.entry]) { $1 }).status == 200)
        #expect(lab.get("/field-values?opportunity_id=\(made.id)").array.contains { $0.int("field_id") == field })
    }

    @Test func itsRowInV1ShowsItWithItsLinks() {
        let made = make("Linked", persons: [100_010], organizations: [100_001])
        let entity = lab.get("/lists/\(lab.listID("Fundraise"))/list-entries/\(made.entry)").object.object("entity")
        #expect(entity["person_ids"] as? [Int] == [100_010])
        #expect(entity["organization_ids"] as? [Int] == [100_001])
        #expect(entity.objects("list_entries").first?.int("id") == made.entry)
    }

    // MARK: Hidden ones

    @Test func hiddenValuesAreMaskedByASwitch() throws {
        let lab = try Lab(SimulatorConfiguration(hiddenValues: .masked))
        let list = lab.listID("Rounds")
        let rows = lab.get("/v2/lists/\(list)/list-entries?fieldTypes=list").data.map { $0.object("entity") }
        let fields = rows.first { $0.text("name") == "[Hidden]" }?.objects("fields") ?? []
        #expect(!fields.isEmpty)
        #expect(fields.allSatisfy { $0.text("type") == "hidden" && $0.object("value").text("data") == "********" })
        #expect(rows.first { $0.text("name") == "Project Lovelace" }?.objects("fields").contains { $0.text("type") == "hidden" } == false)
    }

    private func hide(_ made: (id: Int, entry: Int)) {
        lab.simulator.world.account.withLock { account in
            account.current.opportunities[made.id]?.isRestricted = true
            account.current.opportunities[made.id]?.isRedacted = true
        }
    }

    @Test func aRedactedOpportunityShowsNoNameNoLinksAndNoValues() {
        let made = make("Secret", persons: [100_010], organizations: [100_001])
        hide(made)
        let opportunity = lab.get("/v2/opportunities/\(made.id)").object
        #expect(opportunity.text("name") == "[Hidden]")
        #expect(opportunity["isRedacted"] as? Bool == true)
        #expect(opportunity["isRestricted"] as? Bool == true)
        let path = "/v2/lists/\(lab.listID("Fundraise"))/list-entries/\(made.entry)"
        let fields = lab.get("\(path)?fieldTypes=list").object.object("entity").objects("fields")
        #expect(!fields.isEmpty)
        #expect(fields.allSatisfy { $0.text("type") == "hidden" && $0.object("value")["data"] is NSNull })
        let oldest = lab.send("GET", "\(path)?fieldTypes=list", version: "2024-01-01").object.object("entity").objects("fields")
        #expect(oldest.allSatisfy { $0.text("type") == "list" && $0.object("value")["data"] is NSNull })
        #expect(lab.get("/opportunities/\(made.id)").object["organization_ids"] as? [Int] == [])
        #expect(lab.get("/opportunities?term=secret").object.objects("opportunities").isEmpty)
        #expect(lab.get("/field-values?opportunity_id=\(made.id)").array.isEmpty)
    }

    @Test func aRedactedOpportunityTakesNoWrites() {
        let made = make("Secret")
        hide(made)
        #expect(lab.write(5, type: "number", to: "Amount", entry: made.entry, list: "Fundraise").status == 403)
        #expect(lab.write(5, type: "number", to: "Amount", entry: made.entry, list: "Fundraise").error["code"] == "authorization")
        #expect(lab.send("PUT", "/opportunities/\(made.id)", ["name": "Mine"]).status == 403)
        #expect(lab.send("DELETE", "/opportunities/\(made.id)").status == 403)
        #expect(lab.send("DELETE", "/lists/\(lab.listID("Fundraise"))/list-entries/\(made.entry)").status == 403)
    }
}
