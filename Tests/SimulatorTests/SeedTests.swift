import Foundation
import Synchronization
import Testing

@testable import Simulator

/// Accounts from a document, and the built-in one.
struct SeedTests {
    private func object(_ members: KeyValuePairs<String, SeedValue>) -> SeedValue {
        .object(members.map { SeedMember($0.key, $0.value) })
    }

    private func document(entryFields: SeedValue = .object([]), listFields: [SeedValue]? = nil) -> SeedValue {
        let status = object([
            "name": .text("Status"), "type": .text("ranked-dropdown"), "status": .bool(true),
            "options": .list([.text("Open"), object(["text": .text("Lost"), "category": .text("lost"), "color": .text("red")])]),
        ])
        let fields =
            listFields ?? [
                status, object(["name": .text("Met"), "type": .text("datetime")]),
                object(["name": .text("Who"), "type": .text("person-multi")]),
                object(["name": .text("Where"), "type": .text("location")]),
            ]
        return object([
            "tenant": object(["name": .text("Acme Capital"), "subdomain": .text("acme")]),
            "users": .list([object(["first": .text("Joan"), "last": .text("Clarke"), "email": .text("joan@acme.vc")])]),
            "organizations": .list([object(["name": .text("Bletchley"), "domain": .text("bletchley.example")])]),
            "lists": .list([
                object([
                    "name": .text("Deals"), "type": .text("company"), "fields": .list(fields),
                    "entries": .list([object(["record": .text("bletchley.example"), "fields": entryFields])]),
                    "views": .list([object(["name": .text("All"), "type": .text("sheet"), "columns": .list([.text("Status")])])]),
                ])
            ]),
        ])
    }

    private func failure(_ value: SeedValue) -> SeedError? {
        do throws(SeedError) {
            _ = try World(seed: try AccountSeed(value), now: { 1_000_000_000 })
            return nil
        } catch {
            return error
        }
    }

    @Test func aDocumentBecomesAnAccount() throws {
        let cells = object([
            "Status": .text("Lost"), "Met": .text("2026-01-31"), "Who": .list([.text("joan@acme.vc")]),
            "Where": object(["city": .text("Milton Keynes")]),
        ])
        let lab = try Lab(SimulatorConfiguration(seed: try AccountSeed(document(entryFields: cells))))
        #expect(lab.get("/v2/auth/whoami").object.object("tenant").text("name") == "Acme Capital")
        let list = lab.listID("Deals")
        let entry = lab.get("/v2/lists/\(list)/list-entries").data.first?.int("id") ?? 0
        #expect(lab.value("Status", entry: entry, list: "Deals").object("data").text("text") == "Lost")
        #expect(lab.value("Met", entry: entry, list: "Deals").text("data") == "2026-01-31T08:00:00Z")
        #expect(lab.value("Who", entry: entry, list: "Deals").objects("data").count == 1)
        #expect(lab.value("Where", entry: entry, list: "Deals").object("data").text("city") == "Milton Keynes")
    }

    @Test func anUnknownKeyIsNamedWithItsPlace() {
        let error = failure(object(["users": .list([object(["first": .text("A"), "email": .text("a@b.c"), "age": .number(3)])])]))
        #expect(error?.path == "users[0].age")
        #expect(error?.message.contains("unknown key") == true)
    }

    @Test func aWrongKindOfValueSaysWhatItShouldBe() {
        let error = failure(object(["users": .list([object(["first": .number(3), "email": .text("a@b.c")])])]))
        #expect(error?.description == "users[0].first: this should be text, but is a number")
    }

    @Test func aMissingKeyIsNamed() {
        #expect(failure(object(["tenant": object([:])]))?.message == "`users` is missing")
        #expect(failure(.list([]))?.message.contains("an object") == true)
    }

    @Test func danglingNamesAreNamedWithTheirPlace() {
        let option = failure(document(entryFields: object(["Status": .text("Won")])))
        #expect(option?.path == "lists[0].entries[0].fields.Status")
        #expect(option?.message == "Status has no option \"Won\"; it has Open, Lost")
        #expect(failure(document(entryFields: object(["Nope": .text("x")])))?.path == "lists[0].entries[0].fields.Nope")
        #expect(failure(document(entryFields: object(["Who": .list([.text("x@y.z")])])))?.path == "lists[0].entries[0].fields.Who[0]")
        #expect(failure(document(entryFields: object(["Met": .text("31/01/2026")])))?.message.contains("2026-01-31") == true)
        let field = object(["name": .text("F"), "type": .text("boolean")])
        #expect(failure(document(listFields: [field]))?.path == "lists[0].fields[0].type")
    }

    @Test func theBuiltInAccountIsWhatItPromises() throws {
        let lab = try Lab()
        #expect(lab.get("/auth/whoami").object.object("user").text("email") == "ada@contoso.vc")
        #expect(lab.get("/v2/users").data.count == 5)
        let state = lab.simulator.world.account.withLock { $0.current }
        #expect(state.workspaceOrganizationIDs.count == 500)
        #expect(state.organizations.count > 500)
        #expect(
            lab.get("/lists").array.map { $0.text("name") } == [
                "Dealflow", "Portfolio", "People", "Fundraise", "Partners Only", "Candidates", "Rounds", "Compliance",
            ])
        let views = lab.get("/v2/lists/\(lab.listID("Dealflow"))/saved-views").data.compactMap { $0.text("type") }
        #expect(Set(views) == ["sheet", "board", "dashboard"])
        let own = state.workspaceOrganizationIDs.compactMap { state.organizations[$0] }
        #expect(own.contains { $0.domains.count > 1 } && own.contains { $0.domains.isEmpty })
        for domain in ["stripe.com", "deliveroo.co.uk", "adyen.com"] { #expect(own.contains { $0.domains.contains(domain) }, "\(domain)") }
    }

    @Test(arguments: [("Candidates", "person"), ("Rounds", "opportunity")])
    func personsAndOpportunitiesHaveEveryTypeOfCell(list: String, kind: String) throws {
        let lab = try Lab()
        let id = lab.listID(list)
        let row = lab.get("/v2/lists/\(id)/list-entries?fieldTypes=list&limit=1").data.first ?? [:]
        #expect(row.text("type") == kind)
        let filled = row.object("entity").objects("fields").map { $0.object("value") }.filter { !($0["data"] is NSNull) }
        let expected = Set(ValueType.allCases).subtracting([.interaction, .filterableText, .listMulti, .note, .reminder]).map(\.rawValue)
        #expect(Set(filled.compactMap { $0.text("type") }) == Set(expected))
    }

    @Test func theBuiltInAccountHasItsHardCases() throws {
        let lab = try Lab()
        let rounds = lab.get("/v2/opportunities?limit=100").data.filter { $0.text("listName") == "Rounds" }
        #expect(rounds.filter { $0["isRestricted"] as? Bool == true }.map { $0.text("name") } == ["Project Lovelace", "[Hidden]"])
        let topics = lab.get("/v2/lists/\(lab.listID("Candidates"))/list-entries?fieldTypes=list&limit=1").data.first?
            .object("entity").objects("fields").first { $0.text("name") == "Topics" }?.object("value")
        #expect(topics?.int("totalCount") == 130)
        #expect((topics?["data"] as? [String])?.count == 100)
        let merged = lab.simulator.world.account.withLock { $0.current.mergedOrganizations }
        #expect(merged.values.sorted() == [100_004])
        #expect(lab.get("/organizations/\(merged.keys.first ?? 0)").messages.first?.hasSuffix("merged into 100004") == true)
        #expect(lab.get("/notes?organization_id=100001").object.objects("notes").count == 1)
    }

    @Test func aDocumentMayHoldMergedRecordsHiddenDealsAndNotes() throws {
        let organization = object(["name": .text("Old"), "domain": .text("old.example"), "merged-into": .text("new.example")])
        let value = object([
            "users": .list([object(["first": .text("A"), "email": .text("a@b.c")])]),
            "organizations": .list([object(["name": .text("New"), "domain": .text("new.example")]), organization]),
            "lists": .list([
                object([
                    "name": .text("Deals"), "type": .text("opportunity"),
                    "entries": .list([object(["record": .text("Secret"), "redacted": .bool(true)])]),
                ])
            ]),
            "reminders": .list([object(["organization": .text("old.example"), "due": .text("2030-01-31T12:00:00Z")])]),
            "notes": .list([
                object(["text": .text("Hi"), "organizations": .list([.text("old.example")]), "at": .text("2026-01-31T12:00:00Z")])
            ]),
        ])
        let lab = try Lab(SimulatorConfiguration(seed: try AccountSeed(value)))
        #expect(lab.get("/organizations/100001").object["domains"] as? [String] == ["new.example", "old.example"])
        #expect(lab.get("/organizations/100002").status == 422)
        #expect(lab.get("/v2/opportunities").data.first?.text("name") == "[Hidden]")
        #expect(lab.get("/notes?organization_id=100001").object.objects("notes").first?.text("content") == "Hi")
        let cells = lab.get("/v2/companies/100001?fieldIds=notes&fieldIds=reminders").object.objects("fields").map { $0.object("value") }
        #expect(cells.first?.object("data").object("content").text("html") == "<p>Hi</p>")
        #expect(cells.last?.object("data")["content"] is NSNull)
        let bare = object([
            "users": .list([object(["first": .text("A"), "email": .text("a@b.c")])]), "notes": .list([object(["text": .text("Hi")])]),
        ])
        #expect(failure(bare)?.path == "notes[0]")
    }

    @Test func theBuiltInAccountIsTheSameEachTime() throws {
        #expect(BuiltInAccount().seed() == AccountSeed.builtIn)
        let first = try Lab().get("/v2/companies?fieldTypes=global&fieldTypes=enriched").text
        #expect(try Lab().get("/v2/companies?fieldTypes=global&fieldTypes=enriched").text == first)
    }

    @Test func idsOfDifferentKindsOverlap() throws {
        let state = try Lab().simulator.world.account.withLock { $0.current }
        #expect(state.persons.ids.first == state.organizations.ids.first)
        #expect(state.entries.ids.first == state.organizations.ids.first)
    }
}
