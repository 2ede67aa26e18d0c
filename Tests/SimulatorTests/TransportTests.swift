import FerryTestSupport
import Foundation
import Synchronization
import Testing

@testable import Simulator

/// Keys, versions, rate headers, limits and faults: what happens before a route is reached.
struct TransportTests {
    private func raw(_ lab: Lab, _ path: String, authorization: String?) -> Answer {
        Answer(lab.simulator.handle(SimulatedRequest(method: "GET", path: path, authorization: authorization)))
    }

    private func basic(_ pair: String) -> String { "Basic \(Data(pair.utf8).base64EncodedString())" }

    @Test func v1TakesBasicWithAnyUserAndBearer() throws {
        let lab = try Lab()
        #expect(raw(lab, "/auth/whoami", authorization: basic(":simulator-key")).status == 200)
        #expect(raw(lab, "/auth/whoami", authorization: basic("someone:simulator-key")).status == 200)
        #expect(raw(lab, "/auth/whoami", authorization: "Bearer simulator-key").status == 200)
        #expect(raw(lab, "/auth/whoami", authorization: basic("simulator-key:")).status == 401)
    }

    @Test func v2TakesBearerOnly() throws {
        let lab = try Lab()
        #expect(raw(lab, "/v2/auth/whoami", authorization: basic(":simulator-key")).status == 401)
        #expect(raw(lab, "/v2/auth/whoami", authorization: "Bearer simulator-key").status == 200)
    }

    @Test(arguments: [nil, "Bearer wrong", "Basic !!!", "nonsense"])
    func aWrongKeyIsPlainTextOnV1AndJSONOnV2(authorization: String?) throws {
        let lab = try Lab()
        let old = raw(lab, "/lists", authorization: authorization)
        #expect(old.status == 401)
        #expect(old.text == "Unauthorized API Key.")
        #expect(old.contentType == "text/html;charset=utf-8")
        let new = raw(lab, "/v2/lists", authorization: authorization)
        #expect(new.status == 401)
        #expect(new.error["code"] == "authentication")
    }

    @Test func anUnknownV1RouteIsPlainText404() throws {
        let answer = try Lab().get("/v1/lists")
        #expect(answer.status == 404)
        #expect(answer.text == "Unknown API endpoint")
    }

    @Test func everyAnswerHasSixRateHeaders() throws {
        let lab = try Lab()
        let names = [
            "x-ratelimit-limit-user", "x-ratelimit-limit-user-remaining", "x-ratelimit-limit-user-reset", "x-ratelimit-limit-org",
            "x-ratelimit-limit-org-remaining", "x-ratelimit-limit-org-reset",
        ]
        for answer in [lab.get("/lists"), lab.get("/v2/lists"), lab.get("/nowhere"), lab.send("GET", "/v2/lists", key: "wrong")] {
            for name in names { #expect(answer.headers[name].flatMap { Int($0) } != nil, "\(name)") }
        }
    }

    @Test func withoutAMonthlyCapTheAccountsHeadersAreLeftOut() throws {
        let lab = try Lab(SimulatorConfiguration(monthlyLimit: nil))
        for path in ["/lists", "/v2/lists"] { #expect(!lab.get(path).headers.keys.contains { $0.contains("limit-org") }, "\(path)") }
    }

    @Test func v1MaySayUnlimitedInstead() throws {
        let lab = try Lab(SimulatorConfiguration(monthlyLimit: nil, unlimitedHeaders: .word))
        #expect(lab.get("/v2/lists").headers["x-ratelimit-limit-org"] == nil)
        #expect(lab.get("/lists").headers["x-ratelimit-limit-org"] == "unlimited")
        #expect(lab.get("/v2/rate-limit").object["orgPerMonth"] == nil)
        #expect(lab.get("/rate-limit").object.object("rate").object("org_monthly").text("limit") == "unlimited")
    }

    @Test func theMinuteStartsAtTheFirstCallAndEverythingIsRefusedUntilItEnds() throws {
        let lab = try Lab(SimulatorConfiguration(perMinuteLimit: 2))
        #expect(lab.get("/v2/lists").headers["x-ratelimit-limit-user-remaining"] == "1")
        lab.clock.advance(by: 50)
        #expect(lab.get("/lists").headers["x-ratelimit-limit-user-reset"] == "10")
        let refused = lab.get("/lists")
        #expect(refused.status == 429)
        #expect(refused.json == nil)
        #expect(refused.headers["retry-after"] == nil)
        #expect(lab.get("/v2/lists").error["code"] == "rate-limit")
        lab.clock.advance(by: 10)
        #expect(lab.get("/lists").status == 200)
    }

    @Test func theMonthEndsWithTheCalendarMonthAndSparesWhoAmI() throws {
        let lab = try Lab(SimulatorConfiguration(monthlyLimit: 10, monthlyUsed: 9))
        let last = lab.get("/lists")
        #expect(last.status == 200)
        #expect(last.headers["x-ratelimit-limit-org-remaining"] == "0")
        // 21 November, 10:15 UTC, to 1 December.
        #expect(last.headers["x-ratelimit-limit-org-reset"] == "827100")
        #expect(lab.get("/v2/lists").status == 429)
        #expect(lab.get("/v2/auth/whoami").status == 200)
        #expect(lab.get("/rate-limit").object.object("rate").object("org_monthly").int("used") == 10)
        lab.clock.advance(by: 827_100)
        #expect(lab.get("/v2/lists").status == 200)
    }

    @Test func moreAtOnceThanAllowedIs429AndCountsNothing() throws {
        let lab = try Lab(SimulatorConfiguration(concurrentLimit: 2))
        #expect(lab.send("GET", "/lists", inFlight: 2).headers["x-ratelimit-limit-user-remaining"] == "899")
        let refused = lab.send("GET", "/lists", inFlight: 3)
        #expect(refused.status == 429)
        #expect(refused.headers["x-ratelimit-limit-user-remaining"] == "899")
    }

    @Test func theVersionIsEchoedAndUnknownOnesAreRefused() throws {
        let lab = try Lab()
        #expect(lab.send("GET", "/v2/lists", version: "2026-07-15").headers["x-affinity-api-version"] == "2026-07-15")
        #expect(lab.send("GET", "/v2/lists", version: "current").headers["x-affinity-api-version"] == "2026-09-17")
        #expect(lab.send("GET", "/v2/lists", version: nil).headers["x-affinity-api-version"] == "2024-01-01")
        let wrong = lab.send("GET", "/v2/lists", version: "2027-01-01")
        #expect(wrong.status == 400)
        #expect(wrong.headers["x-affinity-api-version"] == "2024-01-01")
        #expect(wrong.error["param"] == "X-Affinity-Api-Version")
        #expect(wrong.error["message"] == "The provided version: '2027-01-01' is not valid.")
        #expect(lab.send("GET", "/lists", version: "2027-01-01").status == 200)
    }

    @Test func olderVersionsLackNewerOperationsAndShapes() throws {
        let lab = try Lab()
        #expect(lab.send("GET", "/v2/rate-limit", version: "2024-01-01").status == 404)
        #expect(lab.send("GET", "/v2/rate-limit", version: "2026-07-15").status == 200)
        let old = lab.send("GET", "/v2/companies/fields", version: "2026-07-15").data
        #expect(old.first?["isRequired"] == nil)
        #expect(!old.contains { $0.text("valueType") == "list-multi" })
        #expect(lab.send("GET", "/v2/companies/fields").data.contains { $0.text("valueType") == "list-multi" })
        let list = lab.listID("Dealflow")
        let options = "/v2/lists/\(list)/fields/\(lab.fieldKey("Status", list: "Dealflow"))/dropdown-options"
        #expect(lab.send("GET", options, version: "2024-01-01").data.first?.text("type") == "ranked-dropdown")
        #expect(lab.send("GET", options).data.first?.text("type") == "status-dropdown")
    }

    @Test func faultsComeAtTheConfiguredRateAndRepeatWithTheSeed() throws {
        func statuses(seed: UInt64) throws -> [Int] {
            let lab = try Lab(SimulatorConfiguration(perMinuteLimit: 10_000, failRate: 0.25, randomSeed: seed))
            return (0..<1_000).map { _ in lab.get("/lists").status }
        }
        let first = try statuses(seed: 7)
        #expect(try statuses(seed: 7) == first)
        #expect(try statuses(seed: 8) != first)
        #expect((200...300).contains(first.count { $0 >= 500 }))
        #expect(Set(first) == [200, 500, 502, 503])
    }

    @Test func halfOfTheFaultsComeAfterTheWriteTookEffect() throws {
        let lab = try Lab(SimulatorConfiguration(perMinuteLimit: 10_000, failRate: 1, randomSeed: 3))
        let before = lab.simulator.world.account.withLock { $0.current.organizations.count }
        for number in 0..<200 {
            let answer = lab.send("POST", "/organizations", ["name": "Fault \(number)"])
            #expect(answer.status >= 500)
            #expect(answer.contentType == "text/html")
        }
        let made = lab.simulator.world.account.withLock { $0.current.organizations.count } - before
        #expect((70...130).contains(made))
    }
}
