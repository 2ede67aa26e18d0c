import Testing

@testable import Affinity

@Suite("Errors")
struct AffinityErrorTests {
    let call = CallDescription(.patch, "/v2/lists/{list}/list-entries/{entry}/fields", "list entry fields")

    func error(_ response: APIResponse, _ repeatability: APIRequest.Repeatability = .idempotent) -> AffinityError? {
        AffinityError.error(for: response, to: call, repeatability: repeatability)
    }

    @Test("a 2xx is none, a 201 or 204 either", arguments: [200, 201, 202, 204])
    func success(status: Int) {
        #expect(error(APIResponse(status: status)) == nil)
    }

    @Test("400, 404, 409, 422 and similar ones are refusals with what was asked", arguments: [400, 404, 405, 406, 409, 413, 415, 422, 501])
    func refusals(status: Int) {
        let body = #"{"errors":[{"code":"validation","message":"no such option","param":"updates"}]}"#
        let refusal = Refusal(
            status: status, messages: [.init(code: "validation", text: "no such option", parameter: "updates")],
            request: "PATCH list entry fields")
        #expect(error(.json(body, status: status)) == .refused(refusal))
        #expect(AffinityError.refused(refusal).description == "Affinity refused PATCH list entry fields (\(status)): no such option")
        #expect(AffinityError.refused(refusal).consequence == .rejectsRow)
    }

    @Test("a 401 in plain text with an HTML content type is a wrong key")
    func unauthorized() {
        let error = self.error(.text("Unauthorized API Key.", status: 401))
        #expect(error == .unauthorized(message: "Unauthorized API Key."))
        #expect(error?.consequence == .stopsRun)
    }

    @Test("a 401 of v2 is one too")
    func unauthorizedV2() {
        let body = #"{"errors":[{"code":"authentication","message":"Invalid token"}]}"#
        #expect(error(.json(body, status: 401)) == .unauthorized(message: "Invalid token"))
    }

    @Test("a 403 names the missing permission and the call")
    func forbidden() {
        let body = #"{"errors":[{"code":"authorization","message":"Missing permission: export-all-orgs"}]}"#
        #expect(error(.json(body, status: 403)) == .forbidden(message: "Missing permission: export-all-orgs [PATCH list entry fields]"))
    }

    @Test("a web page instead of an error is not Affinity's", arguments: [400, 404, 422])
    func webPage(status: Int) {
        #expect(
            error(.html(status: status)) == .notAffinity(status: status, contentType: "text/html", reason: "a web page instead of JSON"))
    }

    @Test("a redirect is not followed but said", arguments: [301, 302, 307])
    func redirect(status: Int) throws {
        let error = try #require(self.error(APIResponse(status: status)))
        #expect(error.shortDescription == "not Affinity")
        #expect(error.description.contains("status \(status)"))
    }

    @Test("server trouble on a create leaves the outcome unknown, on others it is unreachable", arguments: [408, 500, 502, 503, 504])
    func serverTrouble(status: Int) {
        #expect(error(.html(status: status), .once) == .outcomeUnknown(reason: "PATCH list entry fields was answered with \(status)"))
        #expect(error(.html(status: status), .read) == .unreachable(reason: "PATCH list entry fields was answered with \(status)"))
    }

    @Test("a 429 was never applied, not even to a create")
    func limited() {
        #expect(error(APIResponse(status: 429), .once)?.shortDescription == "unreachable")
    }

    struct MergeCase: Sendable {
        let text: String
        let merge: Refusal.Merge?
    }

    @Test(
        "the message about a merged record is understood in both APIs' words",
        arguments: [
            MergeCase(text: "organization_id: 11 no longer exists as it has been merged into 12", merge: .init(old: 11, new: 12)),
            MergeCase(text: "123 no longer exists as it has been merged into 456.", merge: .init(old: 123, new: 456)),
            MergeCase(text: "x no longer exists as it has been merged into 456", merge: nil),
            MergeCase(text: "12 no longer exists", merge: nil),
        ])
    func merged(_ example: MergeCase) {
        let refusal = Refusal(status: 422, messages: [.init(text: "other"), .init(text: example.text)], request: "GET organization")
        #expect(refusal.merged == example.merge)
    }

    @Test("a merge is told as one")
    func mergeSentence() {
        let error = self.error(.json(#"["organization_id: 11 no longer exists as it has been merged into 12"]"#, status: 422))
        #expect(error?.description == "record 11 has been merged into 12")
        #expect(error?.shortDescription == "merged")
    }

    @Test(
        "says whether the record is gone or the route is not there",
        arguments: [
            (404, #"{"errors":[{"code":"not-found","message":"Resource not found"}]}"#, Refusal.Missing.record),
            (404, #"{"errors":[{"code":"not-found","message":"no route matches DELETE /v2/lists/1"}]}"#, .route),
            (404, "Unknown API endpoint", .route),
            (404, #"["organization not found"]"#, .route),
            (404, "", .route),
            (404, #"{"error":"not found"}"#, .route),
            (422, #"["organization_id: 1 is not a valid id"]"#, .record),
            (422, #"["1 is not a valid id for model Note"]"#, .record),
            (422, #"["creator_id is not a valid id of a user"]"#, nil),
            (422, #"["There exists a contact with this email address."]"#, nil),
            (400, #"["a valid id is wanted"]"#, nil),
        ] as [(Int, String, Refusal.Missing?)])
    func missing(status: Int, body: String, expected: Refusal.Missing?) {
        guard case .refused(let refusal)? = error(.json(body, status: status)) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.missing == expected)
        #expect(refusal.isGone == (expected == .record))
    }

    @Test("a short description holds nothing of the answer")
    func shortDescriptions() {
        let refusal = Refusal(status: 422, messages: [.init(text: "secret 42")], request: "x")
        let all: [AffinityError] = [
            .refused(refusal), .unauthorized(message: "secret 42"), .forbidden(message: "secret 42"), .monthlyLimit(resetsInSeconds: 42),
            .monthlyReserve(remaining: 42, reserve: 42, resetsInSeconds: 42), .outcomeUnknown(reason: "secret 42"),
            .requestLimit(42), .unreachable(reason: "secret 42"), .notAffinity(status: 42, contentType: "secret", reason: "secret 42"),
            .cancelled,
        ]
        #expect(all.allSatisfy { !$0.shortDescription.contains("42") && !$0.shortDescription.contains("secret") })
        #expect(Set(all.map(\.shortDescription)).count == all.count)
    }

    @Test("limits say when they end", arguments: [(3600, "1 h"), (172_800, "48 h"), (1_000_000, "12 days")])
    func limits(seconds: Int, text: String) {
        #expect(
            AffinityError.monthlyLimit(resetsInSeconds: seconds).description
                == "the account's calls of this month are used up; they come back in \(text)")
    }

    @Test(
        "limits say on which day they end",
        arguments: [(3600, "2026-11-30 at 23:00"), (3601, "2026-11-30 at 23:01"), (7200, "2026-12-01 at 00:00")])
    func limitDates(seconds: Int, text: String) {
        let now: Int64 = 1_796_076_000_000  // 2026-11-30T22:00:00Z
        #expect(
            AffinityError.monthlyLimit(resetsInSeconds: seconds).description(at: now)
                == "the account's calls of this month are used up; they come back on \(text) UTC")
        #expect(
            AffinityError.monthlyReserve(remaining: 5, reserve: 9, resetsInSeconds: seconds).description(at: now)
                == "5 calls are left this month, and 9 are to be left to others; they come back on \(text) UTC")
        #expect(AffinityError.monthlyLimit(resetsInSeconds: nil).description(at: now) == "the account's calls of this month are used up")
    }
}
