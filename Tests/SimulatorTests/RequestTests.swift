import Foundation
import Testing

@testable import Simulator

/// Requests that do not fit: unknown paths and methods, parameters and hosts.
struct RequestTests {
    private let lab: Lab

    init() throws {
        lab = try Lab()
    }

    @Test(arguments: [
        ("GET", "/v2/nowhere", 404), ("PATCH", "/v2/companies", 405), ("DELETE", "/v2/lists", 405), ("PUT", "/v2/companies/100001", 405),
        ("DELETE", "/v2/companies/100001/fields", 405), ("GET", "/v2/companies/search", 405), ("PATCH", "/v2/notes/search", 405),
        ("POST", "/v2/users", 405), ("PUT", "/v2/auth/whoami", 405), ("POST", "/v2/companies/100001/nowhere", 404),
    ])
    func v2TellsAnUnknownPathFromAnUndeclaredMethod(method: String, path: String, status: Int) {
        let answer = lab.send(method, path)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.error["code"] == (status == 405 ? "method-not-allowed" : "not-found"))
        #expect((answer.headers["allow"] != nil) == (status == 405))
    }

    @Test func v1Has404ForUnknownPathsOnly() {
        #expect(lab.get("/organizations/999999999").status == 422)
        #expect(lab.send("PATCH", "/organizations/100001").status == 404)
        #expect(lab.get("/nowhere").text == "Unknown API endpoint")
    }

    @Test func headAnswersAsGetWithoutABody() {
        let answer = lab.send("HEAD", "/v2/companies/100001")
        #expect(answer.status == 200)
        #expect(answer.body.isEmpty)
        #expect(lab.send("HEAD", "/v2/companies/999999999").status == 404)
    }

    @Test(arguments: [
        "/v2/notes?includes=everything", "/v2/notes?totalCount=null", "/v2/notes?totalCount=1", "/v2/companies/fields?includes=all",
    ])
    func aParameterWithAnUnknownValueIs400(path: String) {
        #expect(lab.get(path).status == 400)
    }

    @Test(arguments: [
        ("127.0.0.1:8080", 200), ("localhost", 200), ("LOCALHOST:1", 200), ("[::1]:8080", 200), ("evil.example", 421),
        ("evil.example:8080", 421), ("127.0.0.1.evil.example", 421), ("", 421),
    ])
    func onlyThisMachinesNamesAreAnswered(host: String, status: Int) {
        let request = SimulatedRequest(method: "GET", path: "/v2/lists", authorization: "Bearer simulator-key", host: host)
        #expect(lab.simulator.handle(request).status == status)
    }

    @Test func theSharedDirectorysOrganizationsStay() {
        let id = lab.get("/organizations?term=cloudflare.com").object.objects("organizations").first?.int("id") ?? 0
        #expect(lab.send("DELETE", "/organizations/\(id)").messages == ["Cannot delete organization because it is global"])
    }
}
