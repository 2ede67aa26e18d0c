import Foundation
import Testing

@testable import Simulator

/// v1's answers against those that were recorded from Affinity: the same keys, the same kinds of values.
@Suite
struct V1RecordedShapeTests {
    private let lab: Lab

    init() throws {
        lab = try Lab(SimulatorConfiguration(monthlyLimit: nil))
    }

    /// The places at which an answer differs in keys or kinds; lists are compared by their first items.
    private func differences(_ made: Any, _ recorded: Any, at place: String = "$") -> [String] {
        if let recorded = recorded as? [String: Any] {
            guard let made = made as? [String: Any] else { return ["\(place): no object"] }
            var found: [String] = []
            for key in Set(made.keys).symmetricDifference(recorded.keys).sorted() { found.append("\(place).\(key): on one side only") }
            for (key, value) in recorded {
                if let own = made[key] { found += differences(own, value, at: "\(place).\(key)") }
            }
            return found
        }
        if let recorded = recorded as? [Any] {
            guard let made = made as? [Any] else { return ["\(place): no list"] }
            guard let first = made.first, let model = recorded.first else { return [] }
            return differences(first, model, at: "\(place)[0]")
        }
        if recorded is NSNull || made is NSNull { return [] }
        if recorded is String { return made is String ? [] : ["\(place): no text"] }
        return made is NSNumber ? [] : ["\(place): no number"]
    }

    private func expectShape(_ answer: Answer, _ file: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(answer.status == 200, sourceLocation: sourceLocation)
        let found = differences(answer.json ?? "no JSON", try Fixtures.json("recorded/\(file)"))
        #expect(found.isEmpty, "\(found)", sourceLocation: sourceLocation)
    }

    @Test func whoAmI() throws {
        try expectShape(lab.get("/auth/whoami"), "v1-whoami.json")
    }

    @Test func rateLimitOfAnAccountWithoutACap() throws {
        try expectShape(lab.get("/rate-limit"), "v1-rate_limit.json")
    }

    @Test func listEntriesWithoutPaging() throws {
        let answer = lab.get("/lists/\(lab.listID("People"))/list-entries")
        #expect(!answer.array.isEmpty)
        try expectShape(answer, "v1-list_entries-all.json")
    }

    @Test func personSearch() throws {
        try expectShape(lab.get("/persons?term=grace"), "v1-persons-search.json")
    }

    @Test func onePerson() throws {
        let id = lab.get("/lists/\(lab.listID("People"))/list-entries").array.first?.int("entity_id") ?? 0
        let answer = lab.get("/persons/\(id)")
        #expect(!answer.object.objects("list_entries").isEmpty)
        try expectShape(answer, "v1-persons-get.json")
    }

    @Test func notes() throws {
        let body: [String: Any] = [
            "content": "This is an <strong>important</strong> note", "type": 2, "organization_ids": [100_001],
            "created_at": "2021-01-01T00:00:00.000Z",
        ]
        let made = lab.send("POST", "/notes", body)
        try expectShape(made, "v1-notes-create.json")
        #expect(made.object.text("content") == "This is an **important** note")
        let id = made.object.int("id") ?? 0
        try expectShape(lab.get("/notes/\(id)"), "v1-notes-get.json")
        try expectShape(lab.get("/notes?organization_id=100001"), "v1-notes-all.json")
        try expectShape(
            lab.send("PUT", "/notes/\(id)", ["content": "This is a <strong>super important</strong> note"]), "v1-notes-update.json")
    }
}
