import Testing

@testable import Simulator

/// Merged records: the duplicate's id names its survivor, everything of it is there.
struct MergeTests {
    private let lab: Lab

    init() throws {
        lab = try Lab()
    }

    private func organization(_ name: String, _ domain: String) -> Int {
        lab.send("POST", "/organizations", ["name": name, "domain": domain]).object.int("id") ?? 0
    }

    private func merge(_ duplicate: Int, into primary: Int) -> Answer {
        lab.send("POST", "/v2/company-merges", ["primaryCompanyId": primary, "duplicateCompanyId": duplicate])
    }

    @Test func rowsValuesAndDomainsGoToTheHeir() {
        let primary = organization("Survivor", "survivor.example")
        let duplicate = organization("Old", "old.example")
        let list = lab.listID("Dealflow")
        let entry = lab.send("POST", "/lists/\(list)/list-entries", ["entity_id": duplicate]).object.int("id") ?? 0
        let founded = "/fields/affinity-data-year-founded"
        _ = lab.send("POST", "/v2/companies/\(duplicate)\(founded)", ["value": ["type": "number", "data": 1999] as [String: Any]])
        let row = lab.addRow("Third", to: "Dealflow")
        _ = lab.write(["id": duplicate], type: "company", to: "Lead Investor", entry: row.entry, list: "Dealflow")
        #expect(merge(duplicate, into: primary).status == 202)
        #expect(lab.get("/organizations/\(duplicate)").messages.first?.hasSuffix("has been merged into \(primary)") == true)
        #expect(lab.get("/v2/companies/\(duplicate)").error["code"] == "unprocessable-entity")
        let read = lab.get("/organizations/\(primary)").object
        #expect(read["domains"] as? [String] == ["survivor.example", "old.example"])
        #expect(read.objects("list_entries").compactMap { $0.int("id") } == [entry])
        #expect(lab.get("/v2/companies/\(primary)\(founded)").object.object("value").int("data") == 1_999)
        #expect(lab.value("Lead Investor", entry: row.entry, list: "Dealflow").object("data").int("id") == primary)
        let value = lab.get("/field-values?organization_id=\(primary)").array.first { $0.int("value") == 1_999 }?.int("id") ?? 0
        #expect(lab.send("PUT", "/field-values/\(value)", ["value": 2_000]).object.int("entity_id") == primary)
        #expect(lab.get("/organizations?term=old.example").object.objects("organizations").compactMap { $0.int("id") } == [primary])
    }

    @Test func everyWriteByTheOldIdNamesTheHeir() {
        let primary = organization("Survivor", "survivor.example")
        let duplicate = organization("Old", "old.example")
        _ = merge(duplicate, into: primary)
        let message = "organization_id: \(duplicate) no longer exists as it has been merged into \(primary)"
        let list = lab.listID("Dealflow")
        let answers = [
            lab.send("PUT", "/organizations/\(duplicate)", ["name": "X"]), lab.send("DELETE", "/organizations/\(duplicate)"),
            lab.send("POST", "/lists/\(list)/list-entries", ["entity_id": duplicate]),
            lab.send("POST", "/notes", ["content": "x", "organization_ids": [duplicate]] as [String: Any]),
            lab.get("/field-values?organization_id=\(duplicate)"),
            lab.send(
                "POST", "/opportunities",
                ["name": "x", "list_id": lab.listID("Fundraise"), "organization_ids": [duplicate]] as [String: Any]),
        ]
        for answer in answers {
            #expect(answer.status == 422)
            #expect(answer.messages == [message])
        }
        let row = lab.addRow("Third", to: "Dealflow")
        let written = lab.write(["id": duplicate], type: "company", to: "Lead Investor", entry: row.entry, list: "Dealflow")
        #expect(written.status == 422)
        #expect(written.error["message"] == "\(duplicate) no longer exists as it has been merged into \(primary)")
        #expect(lab.get("/v2/companies?ids=\(duplicate)").data.isEmpty)
    }

    @Test func aChainOfMergesIsFollowedStepByStep() {
        let first = organization("A", "a.example")
        let second = organization("B", "b.example")
        let third = organization("C", "c.example")
        _ = merge(first, into: second)
        _ = merge(second, into: third)
        #expect(lab.get("/organizations/\(first)").messages.first?.hasSuffix("into \(second)") == true)
        #expect(lab.get("/organizations/\(second)").messages.first?.hasSuffix("into \(third)") == true)
    }

    @Test func personsKeepAllTheirAddresses() {
        func person(_ email: String) -> Int {
            lab.send("POST", "/persons", ["first_name": "P", "last_name": "T", "emails": [email]] as [String: Any]).object.int("id") ?? 0
        }
        let primary = person("one@x.example")
        let duplicate = person("two@x.example")
        let answer = lab.send("POST", "/v2/person-merges", ["primaryPersonId": primary, "duplicatePersonId": duplicate])
        #expect(answer.status == 202)
        #expect(lab.get("/persons/\(primary)").object["emails"] as? [String] == ["one@x.example", "two@x.example"])
        #expect(
            lab.get("/persons/\(duplicate)").messages == ["person_id: \(duplicate) no longer exists as it has been merged into \(primary)"])
        let again = lab.send("POST", "/persons", ["first_name": "P", "last_name": "T", "emails": ["TWO@x.example"]] as [String: Any])
        #expect(again.messages == ["There exists a contact with this email address."])
    }

    @Test func aMergeThatCannotBeIsAcceptedAndFailsInItsTask() throws {
        let answer = merge(999_999, into: 100_001)
        #expect(answer.status == 202)
        let url = answer.object.text("taskUrl") ?? ""
        let task = try #require(lab.follow(url)).object
        #expect(task.text("status") == "failed")
        #expect(lab.get("/v2/company-merges?filter=taskId=\(task.text("id") ?? "")").data.first?["errorMessage"] is String)
        #expect(merge(100_001, into: 100_001).status == 202)
        #expect(lab.get("/organizations/100001").status == 200)
        let denied = try Lab(SimulatorConfiguration(deniedPermissions: [.manageDuplicates]))
        #expect(denied.get("/v2/company-merges").status == 403)
    }
}
