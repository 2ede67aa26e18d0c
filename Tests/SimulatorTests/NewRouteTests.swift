import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// Lists, fields, reminders, rows and relationships made and read through the API.
struct NewRouteTests {
    private func lab(_ configuration: SimulatorConfiguration = SimulatorConfiguration()) throws -> Lab { try Lab(configuration) }

    @Test(arguments: ["company", "person", "opportunity"])
    func aNewListBeginsWithTheFieldsThatAffinityGives(type: String) throws {
        let lab = try lab()
        let made = lab.send("POST", "/v2/lists", ["name": "Made", "type": type])
        #expect(made.status == 201)
        #expect(made.object["isPublic"] as? Bool == false)
        let names = lab.get("/v2/lists/\(made.object.int("id") ?? 0)/fields").data
            .filter { $0.text("type") == "list" && $0.text("id")?.hasPrefix("field-") == true }.compactMap { $0.text("name") }
        #expect(names == ["Status", "Owners", "Amount"] + (type == "opportunity" ? ["Close Date"] : []))
        #expect(lab.send("POST", "/v2/lists", ["name": "", "type": type]).status == 400)
        #expect(lab.send("POST", "/v2/lists", ["name": "Made", "type": "deal"]).status == 400)
        if type == "company" {
            let (_, entry) = lab.addRow("Newcomer", to: "Made")
            #expect(lab.value("Status", entry: entry, list: "Made").object("data").text("text") == "New")
        }
    }

    @Test func v1MakesListsAndFieldsAndRemovesFieldsWithTheirValues() throws {
        let lab = try lab()
        let list = lab.send("POST", "/lists", ["name": "Made", "type": 1, "is_public": true] as [String: Any]).object.int("id") ?? 0
        let body: [String: Any] = ["name": "Remark", "entity_type": 1, "value_type": 6, "list_id": list, "is_list_specific": true]
        let field = lab.send("POST", "/fields", body).object
        #expect(field.int("value_type") == 6 && field.int("list_id") == list)
        let id = field.int("id") ?? 0
        let (organization, entry) = lab.addRow("Newcomer", to: "Made")
        let value: [String: Any] = ["field_id": id, "entity_id": organization, "list_entry_id": entry, "value": "Hello"]
        #expect(lab.send("POST", "/field-values", value).status == 200)
        #expect(lab.value("Remark", entry: entry, list: "Made").text("data") == "Hello")
        #expect(lab.send("DELETE", "/fields/\(id)").text == #"{"success":true}"#)
        #expect(!lab.get("/field-values?list_entry_id=\(entry)").array.contains { $0.int("field_id") == id })
        #expect(!lab.get("/v2/lists/\(list)/fields").data.contains { $0.text("name") == "Remark" })
        #expect(lab.send("DELETE", "/fields/\(id)").status == 422)
        #expect(lab.send("POST", "/fields", ["name": "A", "entity_type": 8, "value_type": 6] as [String: Any]).status == 422)
        #expect(lab.send("POST", "/fields", ["name": "A", "entity_type": 1, "value_type": 10] as [String: Any]).status == 422)
    }

    @Test func rowsAreAddedAndRemovedByV2OnlyWhereThatBetaIsServed() throws {
        let body = ["entity": ["id": 100_001]]
        let usual = try lab()
        let path = "/v2/lists/\(usual.listID("Portfolio"))/list-entries"
        #expect(usual.send("POST", path, body).status == 404)
        let beta = try lab(SimulatorConfiguration(servesBetaWrites: true))
        let made = beta.send("POST", path, body)
        #expect(made.status == 201)
        #expect(made.object.object("entity").text("name") == "Stripe")
        #expect(beta.send("POST", path, ["entity": ["id": 999_999_999]]).status == 400)
        let entry = made.object.int("id") ?? 0
        #expect(beta.send("DELETE", "\(path)/\(entry)").status == 204)
        #expect(beta.get("\(path)/\(entry)").status == 404)
    }

    @Test func notesAreSearchedByTheirWords() throws {
        let lab = try lab()
        let found = lab.send("POST", "/v2/notes/search", ["prompt": "FOUNDERS team"])
        #expect(found.status == 201)
        #expect(found.data.map { $0.object("note").int("id") } == [100_001])
        #expect(lab.send("POST", "/v2/notes/search", ["prompt": "founders", "companyId": 100_002] as [String: Any]).data.isEmpty)
        #expect(lab.send("POST", "/v2/notes/search", [String: Any]()).status == 400)
    }

    @Test func remindersAreReadFilteredMadeAndRemoved() throws {
        let lab = try lab()
        #expect(lab.get("/v2/reminders").data.count == 2)
        #expect(lab.get("/v2/reminders?filter=company.id=100001").data.compactMap { $0.text("content") } == ["Ask for the data room"])
        #expect(lab.get("/v2/reminders?filter=type=recurring").data.first?.object("recurrence").int("periodDays") == 90)
        let body: [String: Any] = [
            "type": "one-time", "content": "Call", "entity": ["type": "person", "id": 100_010] as [String: Any], "owner": ["id": 100_001],
            "dueDate": "2026-12-01T00:00:00Z",
        ]
        let made = lab.send("POST", "/v2/reminders", body)
        #expect(made.status == 201)
        #expect(made.object.text("status") == "active")
        let id = made.object.int("id") ?? 0
        #expect(lab.get("/v2/persons/100010/fields/reminders").object.object("value").object("data").text("content") == "Call")
        lab.clock.advance(by: 30 * 86_400)
        #expect(lab.get("/v2/reminders/\(id)").object.text("status") == "overdue")
        #expect(lab.send("DELETE", "/v2/reminders/\(id)").status == 204)
        #expect(lab.get("/v2/reminders/\(id)").status == 404)
        #expect(lab.send("POST", "/v2/reminders", body.merging(["type": "daily"]) { $1 }).status == 400)
    }

    @Test func relationshipsComeOfTheMailAndTheMeetings() throws {
        let lab = try lab()
        let found = lab.get("/v2/companies/100001/relationships?totalCount=true")
        #expect(found.pagination.int("totalCount") == 1)
        let pair = found.data.first ?? [:]
        #expect(pair.object("person2").text("primaryEmailAddress") == "p1@stripe.com")
        let external = pair.object("person2").int("id") ?? 0
        let strengths = lab.get("/relationships-strengths?external_id=\(external)").array
        #expect(strengths.first?.int("internal_id") == pair.object("person1").int("id"))
        #expect(lab.get("/v2/companies/100001/relationships?filter=interactionScore>99").data.isEmpty)
        #expect(lab.get("/v2/companies/100001/relationships?filter=interactionScore>0").data.count == 1)
    }

    @Test func aMergeIsUnderWayAndThenDone() throws {
        let lab = try lab(SimulatorConfiguration(mergeDelay: .seconds(60)))
        let body = ["primaryCompanyId": 100_001, "duplicateCompanyId": 100_002]
        let url = lab.send("POST", "/v2/company-merges", body).object.text("taskUrl") ?? ""
        func task() -> String? { lab.follow(url)?.object.text("status") }
        #expect(task() == "in-progress")
        #expect(lab.get("/v2/company-merges").data.first?["completedAt"] is NSNull)
        #expect(lab.get("/v2/companies/100002").status == 200)
        lab.clock.advance(by: 60)
        #expect(task() == "success")
        #expect(lab.get("/v2/companies/100002").status == 422)
        let wrong = lab.send("POST", "/v2/company-merges", ["primaryCompanyId": 100_001, "duplicateCompanyId": 100_001])
        lab.clock.advance(by: 60)
        #expect(lab.follow(wrong.object.text("taskUrl"))?.object.text("status") == "failed")
    }

    @Test func aMergedRecordIs404BySwitch() throws {
        let lab = try lab(SimulatorConfiguration(mergedIsMissing: true))
        _ = lab.send("POST", "/v2/company-merges", ["primaryCompanyId": 100_001, "duplicateCompanyId": 100_002])
        #expect(lab.get("/v2/companies/100002").status == 404)
        #expect(lab.get("/organizations/100002").status == 422)
    }

    @Test func aMergeIsSeenLateWhereReadsLag() throws {
        let lab = try lab(SimulatorConfiguration(readLag: .seconds(2), mergeDelay: .seconds(5)))
        let before = lab.get("/v2/company-merges").data.count
        _ = lab.send("POST", "/v2/company-merges", ["primaryCompanyId": 100_001, "duplicateCompanyId": 100_002])
        #expect(lab.get("/v2/company-merges").data.count == before)
        lab.clock.advance(by: 6)
        #expect(lab.get("/v2/companies/100002").status == 200)
        #expect(lab.get("/organizations/100002").status == 422)
        lab.clock.advance(by: 1)
        #expect(lab.get("/v2/companies/100002").status == 422)
    }
}
