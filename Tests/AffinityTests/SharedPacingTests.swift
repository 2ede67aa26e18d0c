import Testing

@testable import Affinity

/// Several processes of one key: what each may send when it knows of the others. `PacingTests` has what comes of it.
@Suite("Shared pacing")
struct SharedPacingTests {
    /// 100 calls a minute.
    func common(_ remaining: Int? = nil, othersInFlight: Int = 0) -> SharedRateWindow {
        var minute = MinutePace()
        minute.limit = 100
        minute.window = remaining.map {
            .init(remaining: $0, heard: .zero, earliestEnd: .seconds(18), latestEnd: .seconds(20), since: .zero)
        }
        return SharedRateWindow(minute: minute, othersInFlight: othersInFlight)
    }

    @Test("what another process has heard of the minute counts as if heard here")
    func hearing() {
        var pacer = Pacer(PacerLimits())
        pacer.hear(common(0), at: .seconds(3))
        #expect(pacer.ask(at: .seconds(3)) == .wait(until: .seconds(23), .minuteUsed(limit: 100, othersToo: true)))
        #expect(pacer.ask(at: .seconds(23)) == .go)
    }

    @Test("what other processes have under way is left to them")
    func others() {
        var pacer = Pacer(PacerLimits(concurrency: 20))
        pacer.hear(common(13, othersInFlight: 12), at: .zero)
        #expect(pacer.ask(at: .zero) == .go)
        #expect(pacer.ask(at: .zero) == .busy)
        pacer.hear(common(13, othersInFlight: 11), at: .zero)
        #expect(pacer.ask(at: .zero) == .go)
        for _ in 1...2 { pacer.failed() }
        pacer.hear(common(13, othersInFlight: 15), at: .zero)
        #expect(pacer.ask(at: .zero) == .wait(until: .milliseconds(100), .minuteUsed(limit: 100, othersToo: true)))
    }

    @Test("a minute of which nothing is known yet is begun with no more than its limit by all together")
    func freshMinute() {
        var pacer = Pacer(PacerLimits(concurrency: 20))
        pacer.hear(common(othersInFlight: 99), at: .zero)
        #expect(pacer.ask(at: .zero) == .go)
        #expect(pacer.ask(at: .zero) == .busy)
    }

    @Test("tells what it knows to a process whose clock began at another time; calls that went ahead went ahead for all")
    func telling() {
        var pacer = Pacer(PacerLimits())
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(RateStatus(headers: rateHeaders(77, of: 100, reset: 40)), at: .zero)
        while pacer.ask(at: .zero) == .go { pacer.failed() }
        var common = SharedRateWindow()
        pacer.tell(&common, at: .zero)
        #expect(common.minute.window?.remaining == 77 && common.minute.window?.latestEnd == .seconds(41))
        var other = Pacer(PacerLimits())
        other.hear(common, at: .seconds(500))
        guard case .wait(let until, .spread(perMinute: 100, othersToo: true)) = other.ask(at: .seconds(500)) else {
            Issue.record("does not wait"); return
        }
        #expect(until < .seconds(501))
    }
}
