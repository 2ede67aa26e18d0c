import Foundation
import Testing

@testable import Affinity

/// Answers of v1 in the shapes that were recorded, with made-up values.
private enum Recorded {
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "../Fixtures/recorded").standardizedFileURL

    static func answer(_ name: String) throws -> APIResponse {
        let data = try Data(contentsOf: folder.appending(path: "v1-\(name).json"))
        return APIResponse(status: 200, headers: ["content-type": "application/json"], body: [UInt8](data))
    }
}

@Suite("Recorded answers")
struct RecordedAnswersTests {
    @Test("whoami, which v1 and v2 answer alike")
    func whoAmI() throws {
        let found = try AffinityAPI.whoAmI().decode(Recorded.answer("whoami"))
        #expect(found.tenantName == "Example Ventures" && found.subdomain == "example-ventures")
        #expect(found.userID == PersonID(700_003_425) && found.emailAddress == "ines@moreau.test")
        #expect(found.grantType == "api-key" && found.scopes == ["external_api"])
    }

    @Test(
        "persons, as a page with a null token and as one without a token",
        arguments: [("persons-search", 3), ("persons-search_with_dates", 1)])
    func persons(name: String, count: Int) throws {
        let page = try AffinityAPI.searchPersons("x").page().decode(Recorded.answer(name))
        #expect(page.rows.count == count && page.next == nil)
        #expect(page.rows.allSatisfy { !$0.emailAddresses.isEmpty && !$0.firstName.isEmpty })
    }

    @Test("one person")
    func person() throws {
        let found = try AffinityAPI.person(PersonID(700_000_137)).decode(Recorded.answer("persons-get"))
        #expect(found.id == PersonID(700_000_137) && found.isInternal && found.fullName == "Jonas Weber")
        #expect(found.emailAddresses.first == "jonas@weber.test" && found.emailAddresses.count == 5)
    }

    @Test("list entries, with the entity and dates that can be read")
    func listEntries() throws {
        let entries = try JSON.read([V1ListEntryDTO].self, from: Recorded.answer("list_entries-all")).map(\.entry)
        #expect(entries.first?.id == ListEntryID(700_000_411) && entries.first?.entityName == "Clara Sample")
        #expect(entries.allSatisfy { $0.listID == ListID(700_000_548) && Instant(rfc3339: $0.createdAt) != nil })
    }

    @Test("one person with its organizations and rows")
    func personDetails() throws {
        let found = try AffinityAPI.personDetails(PersonID(700_000_137)).decode(Recorded.answer("persons-get"))
        #expect(found.person.fullName == "Jonas Weber" && !found.organizationIDs.isEmpty && !found.listEntries.isEmpty)
        #expect(found.listEntries.allSatisfy { $0.entityID == found.person.id.rawValue })
    }

    @Test("notes, whose dates can be read", arguments: ["notes-create", "notes-get", "notes-update"])
    func notes(name: String) throws {
        let call = AffinityAPI.createNote("", format: .text, of: [.organization(OrganizationID(700001096))])
        let note = try call.decode(Recorded.answer(name))
        #expect(Instant(rfc3339: note.createdAt) != nil && !note.content.isEmpty && note.format != nil && note.creatorID != nil)
    }

    @Test("a page of notes")
    func notesPage() throws {
        let page = try AffinityAPI.notes(of: .organization(OrganizationID(700_001_096))).page().decode(Recorded.answer("notes-all"))
        #expect(page.rows.map(\.content) == ["Met ***twice***\n\n* Berlin\n\n* Lyon\n\n* Oslo", "Short call"] && page.next == nil)
        #expect(page.rows.allSatisfy { $0.format == .html && $0.organizationIDs == [OrganizationID(700_001_096)] && $0.parentID == nil })
    }
}
