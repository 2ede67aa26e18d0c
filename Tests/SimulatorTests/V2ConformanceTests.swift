import Foundation
import Synchronization
import Testing

@testable import Simulator

/// Every v2 answer against the published document of version 2026-09-17.
@Suite
struct V2ConformanceTests {
    private let validator: SchemaValidator
    private let lab: Lab

    init() throws {
        validator = SchemaValidator(document: try Fixtures.json("openapi/v2-2026-09-17.json") as? [String: Any] ?? [:])
        lab = try Lab()
    }

    private func expectConformance(
        _ answer: Answer, _ method: String, _ template: String, status: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.status == status, "\(answer.text)", sourceLocation: sourceLocation)
        #expect(validator.declares(method, template, status: "\(status)"), "\(method) \(template)", sourceLocation: sourceLocation)
        guard let schema = validator.responseSchema(method, template, status: "\(status)") else {
            #expect(answer.body.isEmpty, "a body where none is declared", sourceLocation: sourceLocation)
            return
        }
        let problems = validator.problems(answer.json ?? "no JSON", schema)
        #expect(problems.isEmpty, "\(problems.prefix(5))", sourceLocation: sourceLocation)
    }

    private func expectError(
        _ answer: Answer, _ status: Int, code: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.status == status, "\(answer.text)", sourceLocation: sourceLocation)
        #expect(answer.error["code"] == code, "\(answer.text)", sourceLocation: sourceLocation)
        let problems = validator.problems(answer.json ?? "no JSON", ["$ref": "#/components/schemas/Errors"])
        #expect(problems.isEmpty, "\(problems.prefix(5))", sourceLocation: sourceLocation)
    }

    private static let allTypes = "fieldTypes=enriched&fieldTypes=global&fieldTypes=relationship-intelligence"

    @Test func accountRoutes() {
        expectConformance(lab.get("/v2/auth/whoami"), "GET", "/v2/auth/whoami", status: 200)
        expectConformance(lab.get("/v2/rate-limit"), "GET", "/v2/rate-limit", status: 200)
        expectConformance(lab.get("/v2/users"), "GET", "/v2/users", status: 200)
        expectConformance(lab.get("/v2/users/100001"), "GET", "/v2/users/{userId}", status: 200)
    }

    @Test func listsAndFields() {
        let list = lab.listID("Dealflow")
        let status = lab.fieldKey("Status", list: "Dealflow")
        expectConformance(lab.get("/v2/lists"), "GET", "/v2/lists", status: 200)
        expectConformance(lab.get("/v2/lists/\(list)"), "GET", "/v2/lists/{listId}", status: 200)
        for id in lab.get("/lists").array.compactMap({ $0.int("id") }) {
            expectConformance(
                lab.get("/v2/lists/\(id)/fields?includes=filterability&includes=sortability"), "GET", "/v2/lists/{listId}/fields",
                status: 200)
        }
        for field in lab.get("/v2/lists/\(list)/fields").data where field.text("valueType")?.contains("dropdown") == true {
            expectConformance(
                lab.get("/v2/lists/\(list)/fields/\(field.text("id") ?? "")/dropdown-options"), "GET",
                "/v2/lists/{listId}/fields/{fieldId}/dropdown-options", status: 200)
        }
        let option = lab.optionID("New", field: "Status", list: "Dealflow")
        expectConformance(
            lab.get("/v2/lists/\(list)/fields/\(status)/dropdown-options/\(option)"), "GET",
            "/v2/lists/{listId}/fields/{fieldId}/dropdown-options/{dropdownOptionId}", status: 200)
        expectConformance(lab.get("/v2/companies/fields"), "GET", "/v2/companies/fields", status: 200)
        expectConformance(lab.get("/v2/persons/fields"), "GET", "/v2/persons/fields", status: 200)
    }

    @Test func optionsOfRecordFields() {
        let industry = lab.get("/v2/companies/fields").data.first { $0.text("name") == "Industry" }?.text("id") ?? ""
        let seniority = lab.get("/v2/persons/fields").data.first { $0.text("name") == "Seniority" }?.text("id") ?? ""
        expectConformance(
            lab.get("/v2/companies/fields/\(industry)/dropdown-options"), "GET", "/v2/companies/fields/{fieldId}/dropdown-options",
            status: 200)
        expectConformance(
            lab.get("/v2/persons/fields/\(seniority)/dropdown-options"), "GET", "/v2/persons/fields/{fieldId}/dropdown-options",
            status: 200)
    }

    @Test(arguments: ["Dealflow", "Portfolio", "People", "Fundraise", "Candidates", "Rounds", "Compliance"])
    func rowsOfEveryKindOfList(name: String) {
        let list = lab.listID(name)
        let all = "\(Self.allTypes)&fieldTypes=list"
        let page = lab.get("/v2/lists/\(list)/list-entries?limit=20&\(all)")
        expectConformance(page, "GET", "/v2/lists/{listId}/list-entries", status: 200)
        #expect(!page.data.isEmpty)
        let entry = page.data.first?.int("id") ?? 0
        let template = "/v2/lists/{listId}/list-entries/{listEntryId}"
        expectConformance(lab.get("/v2/lists/\(list)/list-entries/\(entry)?\(all)"), "GET", template, status: 200)
        let fields = lab.get("/v2/lists/\(list)/list-entries/\(entry)/fields?limit=100")
        expectConformance(fields, "GET", "\(template)/fields", status: 200)
        for field in fields.data {
            let id = field.text("id") ?? ""
            expectConformance(
                lab.get("/v2/lists/\(list)/list-entries/\(entry)/fields/\(id)"), "GET", "\(template)/fields/{fieldId}", status: 200)
        }
        expectConformance(
            lab.send("POST", "/v2/lists/\(list)/list-entries/search?limit=5&\(all.replacing("fieldTypes=list", with: ""))", "{}"),
            "POST", "/v2/lists/{listId}/list-entries/search", status: 201)
    }

    @Test func everyValueTypeOccursWithAValue() {
        let page = lab.get("/v2/lists/\(lab.listID("Dealflow"))/list-entries?\(Self.allTypes)&fieldTypes=list")
        var seen: Set<String> = []
        for row in page.data {
            for field in row.object("entity").objects("fields") {
                let value = field.object("value")
                if !(value["data"] is NSNull), let type = value.text("type") { seen.insert(type) }
            }
        }
        #expect(seen == Set(ValueType.allCases.map(\.rawValue)))
    }

    @Test func remindersRelationshipsListsAndNoteSearches() {
        expectConformance(lab.get("/v2/reminders?totalCount=true"), "GET", "/v2/reminders", status: 200)
        expectConformance(lab.get("/v2/reminders/100001"), "GET", "/v2/reminders/{reminderId}", status: 200)
        expectConformance(
            lab.get("/v2/companies/100001/relationships"), "GET", "/v2/companies/{companyId}/relationships", status: 200)
        expectConformance(lab.send("POST", "/v2/lists", ["name": "Made", "type": "company"]), "POST", "/v2/lists", status: 201)
        expectConformance(
            lab.send("POST", "/v2/notes/search", ["prompt": "founders"]), "POST", "/v2/notes/search", status: 201)
    }

    @Test func interactionsAndWebhooks() {
        let call: [String: Any] = [
            "type": 1, "person_ids": [100_001, 100_006], "content": "x", "date": "2026-11-20T09:00:00Z", "direction": 0,
        ]
        for type in 0...2 { _ = lab.send("POST", "/interactions", call.merging(["type": type]) { $1 }) }
        for path in ["emails", "calls", "chat-messages", "meetings"] {
            let page = lab.get("/v2/\(path)")
            expectConformance(page, "GET", "/v2/\(path)", status: 200)
            #expect(!page.data.isEmpty)
        }
        expectConformance(lab.get("/v2/meetings/100001"), "GET", "/v2/meetings/{meetingId}", status: 200)
        expectConformance(lab.get("/v2/persons/100006?\(Self.allTypes)"), "GET", "/v2/persons/{personId}", status: 200)
        expectConformance(lab.get("/v2/notes"), "GET", "/v2/notes", status: 200)
        let made = lab.send("POST", "/v2/webhooks", ["url": "http://localhost:9/", "subscriptions": ["note.created"]] as [String: Any])
        expectConformance(made, "POST", "/v2/webhooks", status: 201)
        let path = "/v2/webhooks/\(made.object.int("id") ?? 0)"
        expectConformance(lab.get(path), "GET", "/v2/webhooks/{webhookId}", status: 200)
        expectConformance(lab.send("POST", path, ["status": "disabled"]), "POST", "/v2/webhooks/{webhookId}", status: 204)
        expectConformance(lab.get("/v2/webhooks?totalCount=true"), "GET", "/v2/webhooks", status: 200)
        expectConformance(lab.send("DELETE", path), "DELETE", "/v2/webhooks/{webhookId}", status: 204)
        expectConformance(
            lab.send("POST", "/v2/reminders/100001", ["content": "x"]), "POST", "/v2/reminders/{reminderId}", status: 204)
    }

    @Test func longCells() {
        let list = lab.listID("Dealflow")
        let entry = lab.get("/v2/lists/\(list)/list-entries?limit=1").data.first?.int("id") ?? 0
        for name in ["Owners", "Tags", "Competitors", "Offices", "Keywords", "Source", "Status", "Investment Stage"] {
            let key = lab.fieldKey(name, list: "Dealflow")
            expectConformance(
                lab.get("/v2/lists/\(list)/list-entries/\(entry)/fields/\(key)/values"), "GET",
                "/v2/lists/{listId}/list-entries/{listEntryId}/fields/{fieldId}/values", status: 200)
        }
    }

    @Test func savedViews() {
        let list = lab.listID("Dealflow")
        let views = lab.get("/v2/lists/\(list)/saved-views")
        expectConformance(views, "GET", "/v2/lists/{listId}/saved-views", status: 200)
        for view in views.data {
            let id = view.int("id") ?? 0
            expectConformance(lab.get("/v2/lists/\(list)/saved-views/\(id)"), "GET", "/v2/lists/{listId}/saved-views/{viewId}", status: 200)
            let rows = lab.get("/v2/lists/\(list)/saved-views/\(id)/list-entries")
            if view.text("type") == "sheet" {
                expectConformance(rows, "GET", "/v2/lists/{listId}/saved-views/{viewId}/list-entries", status: 200)
            } else {
                expectError(rows, 400, code: "bad-request")
            }
        }
    }

    @Test(arguments: [("companies", "{companyId}"), ("persons", "{personId}")])
    func records(path: String, id: String) {
        let page = lab.get("/v2/\(path)?limit=31&\(Self.allTypes)")
        expectConformance(page, "GET", "/v2/\(path)", status: 200)
        #expect(page.data.count == 31)
        for record in [page.data.first, page.data.dropFirst(7).first] {
            let number = record?.int("id") ?? 0
            expectConformance(lab.get("/v2/\(path)/\(number)?\(Self.allTypes)"), "GET", "/v2/\(path)/\(id)", status: 200)
            expectConformance(lab.get("/v2/\(path)/\(number)/lists"), "GET", "/v2/\(path)/\(id)/lists", status: 200)
            expectConformance(lab.get("/v2/\(path)/\(number)/list-entries"), "GET", "/v2/\(path)/\(id)/list-entries", status: 200)
            expectConformance(lab.get("/v2/\(path)/\(number)/fields"), "GET", "/v2/\(path)/\(id)/fields", status: 200)
            expectConformance(
                lab.get("/v2/\(path)/\(number)/fields/last-email"), "GET", "/v2/\(path)/\(id)/fields/{fieldId}", status: 200)
        }
        expectConformance(lab.send("POST", "/v2/\(path)/search?limit=1", "{}"), "POST", "/v2/\(path)/search", status: 201)
    }

    @Test func opportunities() {
        let page = lab.get("/v2/opportunities")
        expectConformance(page, "GET", "/v2/opportunities", status: 200)
        let id = page.data.first?.int("id") ?? 0
        expectConformance(lab.get("/v2/opportunities/\(id)"), "GET", "/v2/opportunities/{opportunityId}", status: 200)
    }

    @Test func notes() {
        let body: [String: Any] = [
            "type": "entities", "content": ["html": "<p>Hi</p>"], "companies": [["id": 100_001]], "persons": [["id": 100_006]],
            "opportunities": [["id": 100_001]],
        ]
        let made = lab.send("POST", "/v2/notes", body)
        expectConformance(made, "POST", "/v2/notes", status: 201)
        let id = made.object.int("id") ?? 0
        let reply: [String: Any] = ["type": "user-reply", "content": ["html": "<p>Re</p>"], "parent": ["id": id]]
        let replied = lab.send("POST", "/v2/notes", reply)
        expectConformance(replied, "POST", "/v2/notes", status: 201)
        let includes = ["companiesPreview", "personsPreview", "opportunitiesPreview", "repliesCount"].map { "includes=\($0)" }
        expectConformance(
            lab.get("/v2/notes?totalCount=true&\(includes.joined(separator: "&"))"), "GET", "/v2/notes", status: 200)
        expectConformance(lab.get("/v2/notes/\(id)?\(includes.joined(separator: "&"))"), "GET", "/v2/notes/{noteId}", status: 200)
        expectConformance(lab.get("/v2/notes/\(replied.object.int("id") ?? 0)"), "GET", "/v2/notes/{noteId}", status: 200)
        for part in ["replies", "attached-companies", "attached-persons", "attached-opportunities"] {
            let answer = lab.get("/v2/notes/\(id)/\(part)")
            expectConformance(answer, "GET", "/v2/notes/{noteId}/\(part)", status: 200)
            #expect(answer.data.count == 1)
        }
        expectConformance(lab.get("/v2/companies/100001/notes"), "GET", "/v2/companies/{companyId}/notes", status: 200)
        expectConformance(lab.get("/v2/persons/100006/notes"), "GET", "/v2/persons/{personId}/notes", status: 200)
        expectConformance(lab.get("/v2/opportunities/100001/notes"), "GET", "/v2/opportunities/{opportunityId}/notes", status: 200)
        expectConformance(lab.send("POST", "/v2/notes/\(id)", ["persons": [Int]()]), "POST", "/v2/notes/{noteId}", status: 204)
        expectConformance(lab.send("DELETE", "/v2/notes/\(id)"), "DELETE", "/v2/notes/{noteId}", status: 204)
    }

    @Test(arguments: [("company", "primaryCompanyId", "duplicateCompanyId"), ("person", "primaryPersonId", "duplicatePersonId")])
    func merges(kind: String, primary: String, duplicate: String) {
        let path = "/v2/\(kind)-merges"
        expectConformance(lab.send("POST", path, [primary: 100_010, duplicate: 100_011]), "POST", path, status: 202)
        let page = lab.get(path)
        expectConformance(page, "GET", path, status: 200)
        expectConformance(lab.get("\(path)/\(page.data.first?.int("id") ?? 0)"), "GET", "\(path)/{mergeId}", status: 200)
        let tasks = lab.get("/v2/tasks/\(kind)-merges")
        expectConformance(tasks, "GET", "/v2/tasks/\(kind)-merges", status: 200)
        #expect(tasks.data.first?.text("status") == "success")
        let task = lab.get("/v2/tasks/\(kind)-merges/\(tasks.data.first?.text("id") ?? "")")
        expectConformance(task, "GET", "/v2/tasks/\(kind)-merges/{taskId}", status: 200)
    }

    @Test func changesOfEveryType() {
        let list = lab.listID("Candidates")
        let path = "/v2/lists/\(list)/list-entries"
        let entry = lab.get("\(path)?limit=1").data.first?.int("id") ?? 0
        let cells = lab.get("\(path)/\(entry)/fields?types=list&limit=100").data
        for cell in cells where !["formula-number"].contains(cell.object("value").text("type")) && cell.text("id") != "created-at" {
            let value: [String: Any] = ["type": cell.object("value").text("type") ?? "", "data": NSNull()]
            #expect(lab.send("POST", "\(path)/\(entry)/fields/\(cell.text("id") ?? "")", ["value": value]).status == 204)
        }
        var types: Set<String> = []
        var next: Answer? = lab.get("/v2/field-value-changes?limit=100&orderBy=-changedAt")
        while let page = next {
            expectConformance(page, "GET", "/v2/field-value-changes", status: 200)
            types.formUnion(page.data.compactMap { $0.text("type") })
            next = lab.follow(page.pagination["nextUrl"])
        }
        // Single filterable texts are filled by Affinity only, which keeps no history of them.
        #expect(types.count == 14, "\(types.sorted())")
        expectConformance(
            lab.get("\(path)/\(entry)/field-value-changes"), "GET",
            "/v2/lists/{listId}/list-entries/{listEntryId}/field-value-changes", status: 200)
    }

    @Test func hiddenValues() {
        let entry = lab.get("/v2/lists/\(lab.listID("Fundraise"))/list-entries").data.first ?? [:]
        let id = entry.object("entity").int("id") ?? 0
        lab.simulator.world.account.withLock { $0.current.opportunities[id]?.isRedacted = true }
        let page = lab.get("/v2/lists/\(lab.listID("Fundraise"))/list-entries?\(Self.allTypes)&fieldTypes=list")
        expectConformance(page, "GET", "/v2/lists/{listId}/list-entries", status: 200)
        expectError(
            lab.write(1, type: "number", to: "Amount", entry: entry.int("id") ?? 0, list: "Fundraise"), 403, code: "authorization")
    }

    @Test func writes() {
        let row = lab.addRow("Written", to: "Dealflow")
        let list = lab.listID("Dealflow")
        let size = lab.fieldKey("Deal Size", list: "Dealflow")
        let base = "/v2/lists/\(list)/list-entries/\(row.entry)/fields"
        let update: [String: Any] = ["id": size, "value": ["type": "number", "data": 2.5]]
        expectConformance(
            lab.send("PATCH", base, ["operation": "update-fields", "updates": [update]]), "PATCH",
            "/v2/lists/{listId}/list-entries/{listEntryId}/fields", status: 200)
        expectConformance(
            lab.send("POST", "\(base)/\(size)", ["value": ["type": "number", "data": 3]]), "POST",
            "/v2/lists/{listId}/list-entries/{listEntryId}/fields/{fieldId}", status: 204)
        let founded: [String: Any] = ["id": "affinity-data-year-founded", "value": ["type": "number", "data": 1999]]
        expectConformance(
            lab.send("PATCH", "/v2/companies/\(row.organization)/fields", ["operation": "update-fields", "updates": [founded]]), "PATCH",
            "/v2/companies/{companyId}/fields", status: 200)
        expectConformance(
            lab.send(
                "POST", "/v2/companies/\(row.organization)/fields/affinity-data-year-founded", ["value": ["type": "number", "data": 2_000]]),
            "POST", "/v2/companies/{companyId}/fields/{fieldId}", status: 204)
    }

    @Test func options() {
        let base = "/v2/lists/\(lab.listID("Dealflow"))/fields"
        let template = "/v2/lists/{listId}/fields/{fieldId}/dropdown-options"
        let bodies: [(field: String, body: [String: Any])] = [
            ("Source", ["type": "dropdown", "text": "New one"]),
            ("Priority", ["type": "ranked-dropdown", "text": "New one", "rank": 4, "color": "red"]),
            ("Status", ["type": "status-dropdown", "text": "New one", "rank": 9, "color": "red", "statusCategory": "open", "winRate": 3]),
        ]
        for (field, body) in bodies {
            let path = "\(base)/\(lab.fieldKey(field, list: "Dealflow"))/dropdown-options"
            let made = lab.send("POST", path, body)
            expectConformance(made, "POST", template, status: 201)
            let one = "\(path)/\(made.object.int("id") ?? 0)"
            expectConformance(lab.get(one), "GET", "\(template)/{dropdownOptionId}", status: 200)
            expectConformance(lab.send("POST", one, ["text": "Renamed"]), "POST", "\(template)/{dropdownOptionId}", status: 204)
            expectConformance(lab.send("DELETE", one), "DELETE", "\(template)/{dropdownOptionId}", status: 204)
            expectError(lab.get(one), 404, code: "not-found")
            expectError(lab.send("POST", path, ["type": "dropdown-multi"]), 400, code: "validation")
        }
    }

    @Test func errors() throws {
        expectError(lab.send("GET", "/v2/auth/whoami", key: "wrong"), 401, code: "authentication")
        expectError(lab.get("/v2/companies/999999999"), 404, code: "not-found")
        expectError(lab.get("/v2/nonsense"), 404, code: "not-found")
        expectError(lab.get("/v2/lists?limit=0"), 400, code: "validation")
        expectError(lab.get("/v2/companies/fields?filter=age%20%3D%203"), 400, code: "bad-request")
        expectError(lab.send("GET", "/v2/lists", version: "2027-01-01"), 400, code: "validation")
        let refusing = try Lab(SimulatorConfiguration(perMinuteLimit: 0, deniedPermissions: [.exportAllOrganizations]))
        expectError(refusing.get("/v2/companies"), 429, code: "rate-limit")
        let limited = try Lab(SimulatorConfiguration(deniedPermissions: [.exportAllOrganizations]))
        expectError(limited.get("/v2/companies"), 403, code: "authorization")
    }

    @Test func theValidatorItselfRefusesWrongAnswers() {
        let schema = validator.responseSchema("GET", "/v2/companies/{companyId}", status: "200") ?? [:]
        let right: [String: Any] = ["id": 1, "name": "A", "domain": NSNull(), "domains": [String](), "isGlobal": false]
        #expect(validator.problems(right, schema).isEmpty)
        #expect(!validator.problems(right.merging(["extra": 1]) { $1 }, schema).isEmpty)
        #expect(!validator.problems(right.merging(["id": 0]) { $1 }, schema).isEmpty)
        #expect(!validator.problems(right.merging(["name": NSNull()]) { $1 }, schema).isEmpty)
        #expect(!validator.problems(right.filter { $0.key != "domains" }, schema).isEmpty)
        let wrongValue: [String: Any] = [
            "id": "f", "name": "F", "type": "list", "enrichmentSource": NSNull(), "value": ["type": "number", "data": "5"],
        ]
        #expect(!validator.problems(right.merging(["fields": [wrongValue]]) { $1 }, schema).isEmpty)
    }
}
