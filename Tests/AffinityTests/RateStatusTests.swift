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

    @Test("an allowance is a number or a percentage")
    func allowance() {
        #expect(Allowance.count(450).count(of: 900) == 450)
        #expect(Allowance.percent(80).count(of: 900) == 720)
        #expect(Allowance.percent(20).count(of: 100_000) == 20_000)
        #expect(Allowance.percent(150).count(of: 900) == 900)
        #expect(Allowance.count(-1).count(of: 900) == 0)
    }
}
