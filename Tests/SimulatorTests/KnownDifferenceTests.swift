import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// Where sources disagree or the real API is at its oddest: each by a switch, or as it was seen.
struct KnownDifferenceTests {
    @Test func theFirmsFieldsComeBeforeTheListsOwn() throws {
        let lab = try Lab()
        let types = lab.get("/v2/lists/\(lab.listID("Dealflow"))/fields").data.map {
            $0.text("id")?.hasPrefix("field-") == true ? $0.text("type") : nil
        }
        let firm = try #require(types.lastIndex(of: "global"))
        let own = try #require(types.firstIndex(of: "list"))
        #expect(firm < own)
        // So that they may begin on a second page (AffinityAPI.md#field-metadata).
        let page = lab.get("/v2/lists/\(lab.listID("Dealflow"))/fields?limit=20")
        #expect(!page.data.contains { $0.text("type") == "list" })
        #expect(lab.follow(page.pagination["nextUrl"])?.data.contains { $0.text("type") == "list" } == true)
    }

    @Test func v1sListOfFieldsKnowsOfAFieldLateAndV2AtOnce() throws {
        let lab = try Lab(SimulatorConfiguration(fieldLag: .seconds(180)))
        let list = lab.listID("Dealflow")
        let body: [String: Any] = ["name": "Fresh", "entity_type": 1, "value_type": 6, "list_id": list]
        let id = lab.send("POST", "/fields", body).object.int("id") ?? 0
        func isListed() -> Bool { lab.get("/fields?list_id=\(list)").array.contains { $0.int("id") == id } }
        #expect(!isListed())
        #expect(lab.get("/v2/lists/\(list)/fields").data.contains { $0.text("id") == "field-\(id)" })
        #expect(lab.get("/lists/\(list)").object.objects("fields").contains { $0.int("id") == id })
        lab.clock.advance(by: 180)
        #expect(isListed())
        #expect(lab.send("DELETE", "/fields/\(id)").status == 200)
        #expect(isListed())
        lab.clock.advance(by: 180)
        #expect(!isListed())
    }

    @Test func theLastPageHasANullTokenOrNone() throws {
        let usual = try Lab().get("/organizations?term=stripe").object
        #expect(usual.keys.contains("next_page_token"))
        let lab = try Lab(SimulatorConfiguration(lastPageToken: .absent))
        #expect(!lab.get("/organizations?term=stripe").object.keys.contains("next_page_token"))
        #expect(lab.get("/organizations?page_size=1").object.text("next_page_token") != nil)
    }

    @Test(arguments: [(DayOfOffset.utc, "2026-03-02T08:00:00Z"), (.written, "2026-03-01T08:00:00Z")])
    func aTimeWithAnOffsetKeepsTheDayInUTCOrTheOneThatIsWritten(day: DayOfOffset, stored: String) throws {
        let lab = try Lab(SimulatorConfiguration(dayOfOffset: day))
        let (organization, entry) = lab.addRow("Dated", to: "Dealflow")
        #expect(lab.write("2026-03-01T20:00:00-08:00", type: "datetime", to: "First Met", entry: entry, list: "Dealflow").status == 204)
        #expect(lab.value("First Met", entry: entry, list: "Dealflow").text("data") == stored)
        let reviewed = lab.get("/organizations/fields").array.first { $0.text("name") == "Last Reviewed" }?.int("id") ?? 0
        let value: [String: Any] = ["field_id": reviewed, "entity_id": organization, "value": "2026-03-01T20:00:00-08:00"]
        #expect(lab.send("POST", "/field-values", value).status == 200)
        #expect(lab.get("/v2/companies/\(organization)/fields/field-\(reviewed)").object.object("value").text("data") == stored)
    }

    @Test func linksGivenAtTheMakingMayShowLater() throws {
        let lab = try Lab(SimulatorConfiguration(linkLag: .seconds(3)))
        let person: [String: Any] = [
            "first_name": "New", "last_name": "Comer", "emails": ["new@comer.example"], "organization_ids": [100_001],
        ]
        let id = lab.send("POST", "/persons", person).object.int("id") ?? 0
        let organization = lab.send("POST", "/organizations", ["name": "New", "person_ids": [id]] as [String: Any]).object.int("id") ?? 0
        func links() -> [[Int]?] {
            [
                lab.get("/persons/\(id)").object["organization_ids"] as? [Int],
                lab.get("/organizations/\(organization)").object["person_ids"] as? [Int],
            ]
        }
        #expect(links() == [[], []])
        lab.clock.advance(by: 3)
        #expect(links() == [[100_001, organization], [id]])
    }

    @Test func aCollaboratorIsOfATypeOfItsOwnInV1AndInValues() throws {
        func object(_ members: KeyValuePairs<String, SeedValue>) -> SeedValue { .object(members.map { SeedMember($0.key, $0.value) }) }
        let seed = object([
            "users": .list([object(["first": .text("Joan"), "email": .text("joan@acme.vc")])]),
            "persons": .list([
                object([
                    "first": .text("Rolf"), "email": .text("rolf@law.example"), "collaborator": .bool(true),
                    "organizations": .list([.text("a.example")]),
                ])
            ]),
            "organizations": .list([object(["name": .text("A"), "domain": .text("a.example")])]),
        ])
        let lab = try Lab(SimulatorConfiguration(seed: try AccountSeed(seed)))
        #expect(lab.get("/persons/100002").object.int("type") == 2)
        #expect(lab.get("/v2/persons/100002").object.text("type") == "external")
        let people = lab.get("/v2/companies/100001/fields/persons").object.object("value").objects("data")
        #expect(people.first?.text("type") == "collaborator")
        #expect(lab.get("/v2/users").data.count == 1)
    }

    @Test func aMergeIntoASharedCompanyIsDoneAndNotListed() throws {
        let lab = try Lab()
        let shared = lab.get("/organizations?term=cloudflare.com").object.objects("organizations").first?.int("id") ?? 0
        let task = lab.send("POST", "/v2/company-merges", ["primaryCompanyId": shared, "duplicateCompanyId": 100_002]).object.text(
            "taskUrl")
        #expect(lab.follow(task)?.object.text("status") == "success")
        #expect(!lab.get("/v2/company-merges").data.contains { $0.int("primaryCompanyId") == shared })
    }
}
