import Foundation
import Testing

@testable import Simulator

/// The routes against the published document of version 2026-09-17 and against the known operations of v1.
struct RouteTests {
    /// `GET /v2/lists` and so on.
    private func declared() throws -> Set<String> {
        let document = try Fixtures.json("openapi/v2-2026-09-17.json") as? [String: Any] ?? [:]
        var operations: Set<String> = []
        for (path, methods) in document.object("paths") {
            for method in (methods as? [String: Any] ?? [:]).keys { operations.insert("\(method.uppercased()) \(path)") }
        }
        return operations
    }

    private func names<Router>(_ table: RouteTable<Router>) -> [String] { table.routes.map { "\($0.method) \($0.path)" } }

    @Test func everyOperationOfTheDocumentIsServedOrListedAsNotServedAndThereAreNoOthers() throws {
        let known = names(V2Router.routes)
        #expect(known.count == Set(known).count)
        let document = try declared()
        #expect(document.count > 120)
        #expect(Set(known).subtracting(document) == [])
        #expect(document.subtracting(known) == [])
    }

    /// The beta operations of accounts that were not probed, and those of which nothing but their shape is known.
    @Test func whatIsNotServedIsKnown() {
        let parts = Set(V2Router.routes.routes.filter { $0.answer == nil }.map { String($0.path.split(separator: "/")[1]) })
        #expect(
            parts == [
                "companies", "persons", "lists", "opportunities", "duplicates", "feedback", "files", "inferred-connections",
                "semantic-search", "teams", "transcripts",
            ])
    }

    @Test func whatIsNotServedIs404AndAnotherMethodIs405() throws {
        let lab = try Lab()
        let ids = ["{companyId}": "100001", "{personId}": "100006", "{listId}": "3001", "{fieldId}": "field-4101"]
        for route in V2Router.routes.routes where route.answer == nil {
            let path = route.path.split(separator: "/").map { ids[String($0)] ?? ($0.hasPrefix("{") ? "1" : String($0)) }
            let answer = lab.send(route.method, "/" + path.joined(separator: "/"), "{}")
            #expect(answer.status == 404 && answer.error["message"]?.hasPrefix("no route matches") == true, "\(route.method) \(route.path)")
        }
        let methods = Dictionary(grouping: V2Router.routes.routes, by: \.path).mapValues { Set($0.map(\.method)) }
        for (path, declared) in methods where !declared.contains("PUT") {
            let answer = lab.send("PUT", path.replacing(/\{\w+\}/, with: "1"), "{}")
            #expect(answer.status == 405, "\(path)")
            #expect(Set((answer.headers["allow"] ?? "").components(separatedBy: ", ")) == declared, "\(path)")
        }
        #expect(lab.send("PUT", "/v2/nothing", "{}").status == 404)
    }

    /// All of v1 but files (AffinityAPI.md#files-and-reminders).
    @Test func v1ServesEveryKnownOperationButFiles() {
        let resources = ["organizations", "persons", "opportunities", "notes", "interactions", "reminders"]
        var known: Set<String> = [
            "GET /auth/whoami", "GET /rate-limit", "GET /lists", "POST /lists", "GET /lists/{list_id}", "GET /lists/{list_id}/list-entries",
            "POST /lists/{list_id}/list-entries", "GET /lists/{list_id}/list-entries/{id}", "DELETE /lists/{list_id}/list-entries/{id}",
            "GET /fields", "POST /fields", "DELETE /fields/{id}", "GET /field-values", "POST /field-values", "PUT /field-values/{id}",
            "DELETE /field-values/{id}", "GET /field-value-changes", "GET /organizations/fields", "GET /persons/fields",
            "GET /relationships-strengths", "GET /webhook", "POST /webhook/subscribe", "GET /webhook/{id}", "PUT /webhook/{id}",
            "DELETE /webhook/{id}",
        ]
        for name in resources {
            known.formUnion(["GET /\(name)", "POST /\(name)", "GET /\(name)/{id}", "PUT /\(name)/{id}", "DELETE /\(name)/{id}"])
        }
        #expect(known.count == 55)
        #expect(Set(names(V1Router.routes)) == known)
    }

    @Test func v1KnowsNoOtherMethodsAndNoPathsWithoutANumber() throws {
        let lab = try Lab()
        for (method, path) in [
            ("PATCH", "/field-values/1"), ("PUT", "/lists/3001"), ("GET", "/persons/x"), ("GET", "/lists/3001/fields"), ("GET", "/whoami"),
            ("PUT", "/organizations/fields"), ("GET", "/entity-files"),
        ] {
            let answer = lab.send(method, path)
            #expect(answer.status == 404 && answer.text == "Unknown API endpoint", "\(method) \(path)")
        }
    }

    /// A name that is written out goes before a parameter, and a parameter takes what no name fits.
    @Test func namesGoBeforeParameters() throws {
        let lab = try Lab()
        #expect(lab.get("/v2/companies/fields").data.first?.text("valueType") != nil)
        #expect(lab.get("/v2/companies/100001/fields/lists").object.text("id") == "lists")
        #expect(lab.send("POST", "/v2/companies/search", "{}").status == 201)
        #expect(lab.get("/v2/companies/search").status == 405)
        #expect(lab.get("/v2/companies/x").error["message"] == "value at `/companyId` is not a valid id")
    }
}
