import Testing

@testable import Simulator

/// v1's persons: creation, change, removal and search; v2's pages of them.
struct PersonTests {
    private let lab: Lab

    init() throws {
        lab = try Lab()
    }

    private func make(_ first: String, _ emails: [String], organizations: [Int] = []) -> Int {
        let body: [String: Any] = ["first_name": first, "last_name": "Test", "emails": emails, "organization_ids": organizations]
        return lab.send("POST", "/persons", body).object.int("id") ?? 0
    }

    private func put(_ id: Int, _ body: [String: Any]) -> Answer { lab.send("PUT", "/persons/\(id)", body) }

    @Test func aPutReplacesAddressesAndOrganizationsAndKeepsTheRest() {
        let id = make("Mary", ["mary@a.example", "mary@b.example"], organizations: [100_001])
        let changed = put(id, ["emails": ["mary@b.example", "mary@c.example"], "organization_ids": [100_002]])
        #expect(changed.object["emails"] as? [String] == ["mary@b.example", "mary@c.example"])
        #expect(changed.object.text("primary_email") == "mary@a.example")
        #expect(changed.object.text("first_name") == "Mary")
        #expect(changed.object["organization_ids"] as? [Int] == [100_002])
        #expect((lab.get("/organizations/100001").object["person_ids"] as? [Int])?.contains(id) == false)
        #expect((lab.get("/organizations/100002").object["person_ids"] as? [Int])?.contains(id) == true)
        #expect(make("Other", ["mary@a.example"]) > 0)
        #expect(put(id, ["first_name": "Marie"]).object.text("first_name") == "Marie")
        #expect(lab.get("/persons?term=marie%20test").object.objects("persons").first?.int("id") == id)
    }

    @Test func anAddressInUseIs422AndChangesNothing() {
        let first = make("First", ["first@x.example"])
        let second = make("Second", ["second@x.example"])
        let refused = put(second, ["first_name": "Changed", "emails": ["second@x.example", "FIRST@x.example"]])
        #expect(refused.status == 422)
        #expect(refused.messages == ["There exists a contact with this email address."])
        #expect(lab.get("/persons/\(second)").object.text("first_name") == "Second")
        #expect(put(first, ["emails": ["FIRST@x.example"]]).status == 200)
    }

    @Test func deletionFreesTheAddressAndRemovesRowsAndLinks() {
        let id = make("Gone", ["gone@x.example"], organizations: [100_001])
        let list = lab.listID("People")
        let entry = lab.send("POST", "/lists/\(list)/list-entries", ["entity_id": id]).object.int("id") ?? 0
        #expect(lab.send("DELETE", "/persons/\(id)").text == #"{"success":true}"#)
        #expect(lab.get("/persons/\(id)").status == 422)
        #expect(lab.get("/v2/persons/\(id)").status == 404)
        #expect(lab.get("/lists/\(list)/list-entries/\(entry)").status == 422)
        #expect((lab.get("/organizations/100001").object["person_ids"] as? [Int])?.contains(id) == false)
        #expect(lab.get("/persons?term=gone@x.example").object.objects("persons").isEmpty)
        #expect(make("Again", ["gone@x.example"]) > id)
        #expect(lab.send("DELETE", "/persons/100001").status == 422)
    }

    @Test func searchFindsPartsOfAddressesAndNames() {
        let id = make("Ottoline", ["o.m@garsington.example"])
        for term in ["ottol", "garsington", "Ottoline%20Test", "O.M@GARS"] {
            #expect(lab.get("/persons?term=\(term)").object.objects("persons").contains { $0.int("id") == id }, "\(term)")
        }
        #expect(lab.get("/persons?term=ottoline").object.objects("persons").first?["organization_ids"] == nil)
        let more = lab.get("/persons/\(id)?with_opportunities=true&with_current_organizations=true").object
        #expect(more["opportunity_ids"] as? [Int] == [])
        #expect(more["current_organization_ids"] as? [Int] == [])
    }

    @Test func v2ReadsThemByIdsWithFields() {
        let id = make("Chosen", ["chosen@x.example"])
        let page = lab.get("/v2/persons?ids=\(id)&ids=100001&ids=999999999&fieldTypes=global")
        #expect(page.data.compactMap { $0.int("id") } == [100_001, id])
        #expect(page.data.first?.text("type") == "internal")
        #expect(page.data.last?["emailAddresses"] as? [String] == ["chosen@x.example"])
        #expect(page.data.last?.objects("fields").contains { $0.text("name") == "Seniority" } == true)
        #expect(lab.get("/v2/persons?ids=x").status == 400)
    }

    @Test func aPersonsOwnFieldsAreWritten() {
        let id = make("Written", [])
        let key = lab.get("/v2/persons/fields").data.first { $0.text("name") == "Met At" }?.text("id") ?? ""
        #expect(lab.send("POST", "/v2/persons/\(id)/fields/\(key)", ["value": ["type": "text", "data": "Slush"]]).status == 204)
        #expect(lab.get("/v2/persons/\(id)/fields/\(key)").object.object("value").text("data") == "Slush")
        #expect(lab.get("/field-values?person_id=\(id)").array.map { $0.text("value") } == ["Slush"])
    }
}
