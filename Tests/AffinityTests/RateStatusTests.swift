import Testing

@testable import Affinity

@Suite("Rate headers")
struct RateStatusTests {
    @Test("are read in any case")
    func cases() {
        let old = [
            "X-Ratelimit-Limit-User": "900", "X-Ratelimit-Limit-User-Remaining": "878", "X-RateLimit-Limit-User-Reset": "10",
            "X-Ratelimit-Limit-Org": "100000", "X-Ratelimit-Limit-Org-Remaining": " 99581 ", "X-Ratelimit-Limit-Org-Reset": "2124845",
        ]
        let expected = RateStatus(
            minute: .init(limit: 900, remaining: 878, resetsInSeconds: 10),
            month: .limited(.init(limit: 100_000, remaining: 99_581, resetsInSeconds: 2_124_845)))
        #expect(RateStatus(headers: old) == expected)
        #expect(RateStatus(headers: Dictionary(uniqueKeysWithValues: old.map { ($0.key.lowercased(), $0.value) })) == expected)
    }

    @Test("may say that the month has no limit, or nothing of it")
    func month() {
        #expect(
            RateStatus(headers: ["x-ratelimit-limit-org": "unlimited", "x-ratelimit-limit-org-remaining": "Unlimited"]).month == .unlimited)
        #expect(RateStatus(headers: rateHeaders(3)).month == .unstated)
        #expect(RateStatus(headers: ["x-ratelimit-limit-org-reset": "5"]).month == .unstated)
    }

    @Test("may be missing or nonsense")
    func missing() {
        #expect(RateStatus(headers: [:]) == RateStatus())
        #expect(RateStatus(headers: ["x-ratelimit-limit-user": "many", "x-ratelimit-limit-user-remaining": ""]).minute == nil)
        #expect(
            RateStatus(headers: ["x-ratelimit-limit-user-remaining": "7"]).minute == .init(limit: nil, remaining: 7, resetsInSeconds: nil))
        #expect(RateStatus(headers: ["x-ratelimit-limit-user-remaining": "-3"]).minute?.remaining == 0)
    }

    @Test(
        "of any size harm nobody who works with them",
        arguments: [
            "9223372036854775807", "99999999999999999999", "-9223372036854775808", "-99999999999999999999", "-1", "0", "many", "unlimited",
            "1e400", "", nil,
        ])
    func extremes(text: String?) {
        var headers: [String: String] = [:]
        for who in ["user", "org"] {
            for suffix in ["", "-remaining", "-reset"] { headers["x-ratelimit-limit-\(who)\(suffix)"] = text }
        }
        headers["retry-after"] = text
        let response = APIResponse(status: 429, headers: headers)
        let status = response.rateStatus
        for window in [status.minute, status.month.window].compactMap(\.self) {
            #expect((window.limit ?? 0) >= 0 && (window.remaining ?? 0) >= 0 && (0...31_622_400).contains(window.resetsInSeconds ?? 0))
        }
        var pacer = Pacer(PacerLimits(requestsPerMinute: .percent(80), monthlyReserve: .percent(10)))
        for second in 1...200 {
            let now = Duration.seconds(second)
            switch pacer.ask(at: now) {
            case .go where second.isMultiple(of: 2): pacer.answered(status, at: now)
            case .go: _ = pacer.refused(status, retryAfter: response.retryAfterSeconds, at: now)
            case .stop(let error): #expect(!error.description.isEmpty && !error.description(at: 1_700_000_000_000).isEmpty)
            case .busy, .wait: break
            }
            var common = SharedRateWindow()
            pacer.tell(&common, at: now)
            pacer.hear(common, at: now)
            #expect(pacer.time(for: 1e9, at: now).map { $0 >= .zero } ?? true)
        }
        let error = AffinityError.monthlyReserve(remaining: 1, reserve: 2, resetsInSeconds: status.month.window?.resetsInSeconds)
        #expect(!error.description.isEmpty && !error.description(at: 1_700_000_000_000).isEmpty)
    }

    @Test("an allowance is a number or a percentage")
    func allowance() {
        #expect(Allowance.count(450).count(of: 900) == 450)
        #expect(Allowance.percent(80).count(of: 900) == 720)
        #expect(Allowance.percent(20).count(of: 100_000) == 20_000)
        #expect(Allowance.percent(150).count(of: 900) == 900)
        #expect(Allowance.count(-1).count(of: 900) == 0)
    }
}
