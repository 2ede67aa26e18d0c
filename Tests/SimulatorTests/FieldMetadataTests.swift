import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// What fields an account has, as the published examples of 2026-09-17 have them (AffinityAPI.md#kinds-of-fields, #values).
struct FieldMetadataTests {
    private let lab: Lab

    init() throws {
        lab = try Lab()
    }

    private func fields(_ path: String) -> [String: [String: Any]] {
        var page = lab.get("\(path)?limit=100")
        var all = page.data
        while let next = lab.follow(page.pagination["nextUrl"]) {
            page = next
            all += page.data
        }
        return Dictionary(all.map { ($0.text("id") ?? "", $0) }) { first, _ in first }
    }

    @Test(arguments: [
        ("lists", "global", "list-multi"), ("notes", "global", "note"), ("reminders", "global", "reminder"),
        ("created-at", "enriched", "datetime"), ("time-in-current-status", "enriched", "datetime"),
        ("affinity-data-description", "enriched", "text"), ("affinity-data-linkedin-url", "enriched", "text"),
        ("affinity-data-investors", "enriched", "filterable-text-multi"), ("affinity-data-investment-stage", "enriched", "filterable-text"),
        ("affinity-data-last-funding-amount", "enriched", "number"), ("dealroom-description", "enriched", "text"),
        ("first-chat-message", "relationship-intelligence", "interaction"),
    ])
    func aFieldOfOrganizationsIsOfTheKindThatIsPublished(id: String, type: String, valueType: String) throws {
        let field = try #require(fields("/v2/lists/\(lab.listID("Dealflow"))/fields")[id])
        #expect(field.text("type") == type)
        #expect(field.text("valueType") == valueType)
    }

    @Test(arguments: [
        ("affinity-data-current-organization", "company"), ("affinity-data-current-job-title", "filterable-text"),
        ("affinity-data-phone-number", "filterable-text-multi"), ("affinity-data-industry", "filterable-text-multi"),
    ])
    func aFieldOfPersonsIsOfTheKindThatIsPublished(id: String, valueType: String) throws {
        #expect(try #require(fields("/v2/persons/fields")[id]).text("valueType") == valueType)
    }

    @Test func onlyListsWithAStatusKnowHowLongItHasStood() {
        #expect(fields("/v2/lists/\(lab.listID("People"))/fields")["time-in-current-status"] == nil)
        let (_, entry) = lab.addRow("Newcomer", to: "Dealflow")
        func since() -> String? { lab.value("Time in Current Status", entry: entry, list: "Dealflow").text("data") }
        #expect(since() == String(decoding: Timestamp.seconds(Int(lab.clock.seconds)), as: UTF8.self))
        lab.clock.advance(by: 3_600)
        let option = lab.optionID("Meeting", field: "Status", list: "Dealflow")
        #expect(
            lab.write(["dropdownOptionId": option], type: "ranked-dropdown", to: "Status", entry: entry, list: "Dealflow").status == 204)
        #expect(since() == String(decoding: Timestamp.seconds(Int(lab.clock.seconds)), as: UTF8.self))
    }

    @Test func theOrganizationAPersonWorksForNowIsWritten() {
        let path = "/v2/persons/100006/fields/affinity-data-current-organization"
        #expect(lab.send("POST", path, ["value": ["type": "company", "data": ["id": 100_009]] as [String: Any]]).status == 204)
        #expect(lab.get(path).object.object("value").object("data").int("id") == 100_009)
    }

    @Test func theCellOfNotesShowsTheLatestOneAndThatOfRemindersTheNextOne() {
        func cell(_ field: String) -> [String: Any] {
            lab.get("/v2/companies/100001/fields/\(field)").object.object("value").object("data")
        }
        #expect(cell("notes").object("content").text("html")?.contains("Met the founders") == true)
        #expect(cell("reminders").text("content") == "Ask for the data room")
        let klarna = lab.get("/v2/companies/100004/fields/reminders").object.object("value").object("data")
        #expect(klarna["content"] is NSNull)
        #expect(klarna.text("type") == "recurring")
        let note = lab.send("POST", "/notes", ["content": "Newer", "organization_ids": [100_001]] as [String: Any]).object.int("id") ?? 0
        #expect(cell("notes").int("id") == note)
        _ = lab.send("DELETE", "/notes/\(note)")
        #expect(cell("notes").int("id") != note)
    }

    @Test func whatPeopleMakeIsPlainText() {
        let kinds = fields("/v2/lists/\(lab.listID("Dealflow"))/fields").values
            .filter { $0.text("id")?.hasPrefix("field-") == true }.compactMap { $0.text("valueType") }
        #expect(kinds.contains("text"))
        #expect(!kinds.contains("filterable-text"))
    }
}
