import Testing

@testable import Affinity

@Suite("The run's own share of the minute")
struct ShareTests {
    /// When each of `count` requests goes.
    func departures(_ limits: PacerLimits, _ count: Int, limit: Int = 900) -> [Duration] {
        var pacer = Pacer(limits)
        var now = Duration.zero
        var times: [Duration] = []
        while times.count < count {
            switch pacer.ask(at: now) {
            case .go:
                times.append(now)
                pacer.answered(RateStatus(headers: rateHeaders(limit - 1, of: limit, reset: 60)), at: now)
            case .wait(let until, _):
                guard until > now else { return times }
                now = until
            case .busy, .stop: return times
            }
        }
        return times
    }

    @Test(
        "is never exceeded in any 60 seconds",
        arguments: [(Allowance.count(450), 450), (.percent(80), 720), (.count(30), 30), (.count(1), 1)])
    func never(_ share: Allowance, perMinute: Int) {
        let times = departures(PacerLimits(requestsPerMinute: share), perMinute * 3 + 2)
        #expect(times.count == perMinute * 3 + 2)
        for index in times.indices.dropFirst(perMinute) {
            #expect(times[index] - times[index - perMinute] >= .milliseconds(59_990))
        }
    }

    @Test("is used almost wholly")
    func wholly() throws {
        let times = departures(PacerLimits(requestsPerMinute: .count(600)), 1200)
        #expect(try #require(times.last) < .seconds(126))
    }

    @Test("lets a small burst go at once, then spreads evenly")
    func burst() {
        let times = departures(PacerLimits(requestsPerMinute: .count(600)), 100)
        #expect(times.prefix { $0 == .zero }.count == 30)
        for (a, b) in zip(times.dropFirst(40), times.dropFirst(41)) { #expect(b - a < .milliseconds(120)) }
    }

    @Test("as a percentage follows the limit that the account has, also for what went before it was known")
    func percentage() {
        let times = departures(PacerLimits(requestsPerMinute: .percent(50)), 20, limit: 20)
        #expect(times.filter { $0 < .seconds(60) }.count <= 10)
    }

    @Test("says why it waits")
    func reason() {
        var pacer = Pacer(PacerLimits(requestsPerMinute: .count(10)))
        #expect(pacer.ask(at: .zero) == .go)
        guard case .wait(_, let reason) = pacer.ask(at: .zero) else { Issue.record("does not wait"); return }
        #expect(reason.description == "10 calls a minute are allowed to this run")
    }
}
