import Testing

@testable import Affinity

@Suite("Pacing")
struct PacerTests {
    /// Sends `count` requests one after the other, each answered at once by `answer`; returns when the last one went.
    func run(_ pacer: inout Pacer, _ count: Int, from start: Duration = .zero, answer: (Int, Duration) -> RateStatus) -> Duration? {
        var now = start
        var sent = 0
        while sent < count {
            switch pacer.ask(at: now) {
            case .go:
                sent += 1
                pacer.answered(answer(sent, now), at: now)
            case .wait(let until, _):
                guard until > now else { return nil }
                now = until
            case .busy, .stop: return nil
            }
        }
        return now
    }

    func status(_ remaining: Int?, of limit: Int? = 900, reset: Int? = 40, month: Int? = nil, ofMonth: Int = 100_000) -> RateStatus {
        RateStatus(headers: rateHeaders(remaining, of: limit, reset: reset, month: month, ofMonth: ofMonth))
    }

    @Test("lets as many go at once as configured, before anything is known, and one more for each that ends")
    func concurrency() {
        var pacer = Pacer(PacerLimits(concurrency: 3))
        for _ in 1...3 { #expect(pacer.ask(at: .zero) == .go) }
        #expect(pacer.ask(at: .zero) == .busy)
        pacer.answered(status(899), at: .zero)
        #expect(pacer.ask(at: .zero) == .go)
        #expect(pacer.ask(at: .zero) == .busy)
        pacer.failed()
        #expect(pacer.ask(at: .zero) == .go)
    }

    @Test("lets three quarters of a fresh minute go at once, and the rest evenly")
    func fresh() {
        var pacer = Pacer(PacerLimits())
        #expect(run(&pacer, 673) { sent, _ in status(900 - sent) } == .zero)
        guard case .wait(let until, let reason) = pacer.ask(at: .zero) else { Issue.record("does not wait"); return }
        #expect(reason == .spread(perMinute: 900, othersToo: false), "its own calls are not those of others")
        #expect(until < .milliseconds(200))
    }

    @Test("1,900 calls take two minutes' ends, and leave two calls of each minute to others")
    func threeMinutes() {
        var pacer = Pacer(PacerLimits())
        var used: [Int: Int] = [:]
        let end = run(&pacer, 1900) { _, now in
            // Windows of the server: [0, 60), [60, 120), …
            let window = Int(now.inSeconds) / 60
            used[window, default: 0] += 1
            return status(900 - used[window, default: 0], reset: 60 - Int(now.inSeconds) % 60)
        }
        #expect(end.map { $0 < .seconds(130) } == true)
        #expect(used[0] == 898)
        // The very last may fall into the next one.
        #expect((895...898).contains(used[1] ?? 0))
    }

    @Test("waits for the minute's end when others have used it, and says so")
    func others() {
        var pacer = Pacer(PacerLimits())
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(status(2, reset: 12), at: .zero)
        let decision = pacer.ask(at: .seconds(1))
        #expect(decision == .wait(until: .seconds(13), .minuteUsed(limit: 900, othersToo: true)))
        guard case .wait(_, let reason) = decision else { return }
        #expect(reason.description == "900 calls a minute used (others use this key too)")
        #expect(pacer.ask(at: .seconds(13)) == .go)
    }

    @Test("counts requests under way against what is left")
    func underWay() {
        var pacer = Pacer(PacerLimits(concurrency: 6))
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(status(3), at: .zero)
        #expect(pacer.ask(at: .zero) == .go)
        #expect(pacer.ask(at: .zero) == .wait(until: .seconds(41), .minuteUsed(limit: 900, othersToo: true)))
    }

    @Test("leaves a 450th of the limit", arguments: [(3, 0), (90, 0), (450, 1), (900, 2)])
    func floor(limit: Int, left: Int) {
        for more in [0, 1] {
            var pacer = Pacer(PacerLimits())
            #expect(pacer.ask(at: .zero) == .go)
            pacer.answered(status(left + more, of: limit), at: .zero)
            #expect((pacer.ask(at: .zero) == .go) == (more == 1))
        }
    }

    @Test("believes the lower of two numbers of one minute, in whatever order they come")
    func outOfOrder() {
        for numbers in [[2, 700], [700, 2]] {
            var pacer = Pacer(PacerLimits(concurrency: 2))
            #expect(pacer.ask(at: .zero) == .go)
            #expect(pacer.ask(at: .zero) == .go)
            pacer.answered(status(numbers[0], reset: 30), at: .zero)
            pacer.answered(status(numbers[1], reset: 30), at: .milliseconds(100))
            #expect(pacer.ask(at: .seconds(1)) != .go)
        }
    }

    @Test("a late answer says nothing of the minute that has begun since")
    func lateAnswer() {
        var pacer = Pacer(PacerLimits(concurrency: 2))
        #expect(pacer.ask(at: .zero) == .go)
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(status(899, reset: 60), at: .seconds(3))
        pacer.answered(status(2, reset: 1), sent: .zero, at: .seconds(4))
        #expect(pacer.ask(at: .seconds(4)) == .go)
    }

    @Test("starts afresh with a new minute, known by its later end")
    func newMinute() {
        var pacer = Pacer(PacerLimits(concurrency: 2))
        #expect(pacer.ask(at: .zero) == .go)
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(status(5, reset: 2), at: .zero)
        pacer.answered(status(899, reset: 60), at: .seconds(1))
        #expect(pacer.ask(at: .seconds(1)) == .go)
    }

    @Test("waits after a 429 until the minute's end, with everyone")
    func limited() {
        var pacer = Pacer(PacerLimits(concurrency: 2))
        #expect(pacer.ask(at: .zero) == .go)
        #expect(pacer.refused(status(0, reset: 20), at: .seconds(1)) == nil)
        #expect(pacer.ask(at: .seconds(2)) == .wait(until: .seconds(22), .minuteUsed(limit: 900, othersToo: true)))
        #expect(pacer.ask(at: .seconds(22)) == .go)
        #expect(pacer.concurrency == 2)
    }

    @Test("waits 60 s after a 429 that says nothing, and takes a Retry-After should one come")
    func limitedSilently() {
        var pacer = Pacer(PacerLimits())
        #expect(pacer.ask(at: .zero) == .go)
        #expect(pacer.refused(RateStatus(), at: .zero) == nil)
        #expect(pacer.ask(at: .zero) == .wait(until: .seconds(61), .minuteUsed(limit: nil, othersToo: false)))
        var told = Pacer(PacerLimits())
        #expect(told.ask(at: .zero) == .go)
        #expect(told.refused(RateStatus(), retryAfter: 7, at: .zero) == nil)
        #expect(told.ask(at: .seconds(8)) == .go)
    }

    @Test("never sleeps into next month, whatever a header says")
    func absurdReset() {
        var pacer = Pacer(PacerLimits())
        #expect(pacer.ask(at: .zero) == .go)
        #expect(pacer.refused(status(0, reset: 2_000_000), at: .zero) == nil)
        guard case .wait(let until, _) = pacer.ask(at: .zero) else { Issue.record("does not wait"); return }
        #expect(until <= .seconds(121))
    }

    @Test("goes on with fewer at once after a 429 that leaves calls, counting one burst as one, and grows back, but not as far")
    func tooMany() {
        var pacer = Pacer(PacerLimits(concurrency: 8))
        for _ in 1...6 { #expect(pacer.ask(at: .zero) == .go) }
        #expect(pacer.ask(at: .zero) == .busy, "it begins with six")
        for _ in 1...4 { #expect(pacer.refused(status(800), at: .zero) == nil) }
        for _ in 1...2 { pacer.answered(status(800), at: .zero) }
        #expect(pacer.concurrency == 3)
        #expect(pacer.ask(at: .zero) == .wait(until: .milliseconds(500), .tooManyAtOnce(now: 3)))
        for most in [3, 4, 5, 5] {
            for _ in 1...most { #expect(pacer.ask(at: .seconds(1)) == .go) }
            #expect(pacer.ask(at: .seconds(1)) == .busy)
            for _ in 1...most { pacer.answered(status(800), at: .seconds(1)) }
        }
    }

    @Test("more go at once, one more for each round, as long as more would")
    func grows() {
        var pacer = Pacer(PacerLimits(concurrency: 8))
        for most in [6, 7, 8, 8] {
            for _ in 1...most { #expect(pacer.ask(at: .zero) == .go) }
            #expect(pacer.ask(at: .zero) == .busy)
            for _ in 1...most { pacer.answered(status(800), at: .zero) }
        }
        var calm = Pacer(PacerLimits(concurrency: 8))
        #expect(run(&calm, 100) { _, _ in status(800) } == .zero)
        #expect(calm.concurrency == 6)
    }

    @Test("stops when the month is used up, before sending and after a 429")
    func month() {
        var pacer = Pacer(PacerLimits())
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(status(500, month: 0), at: .zero)
        #expect(pacer.ask(at: .zero) == .stop(.monthlyLimit(resetsInSeconds: 1_000_000)))
        var refused = Pacer(PacerLimits())
        #expect(refused.ask(at: .zero) == .go)
        #expect(refused.refused(status(500, month: 0), at: .zero) == .monthlyLimit(resetsInSeconds: 1_000_000))
    }

    @Test("lets exactly the month's last calls go, with several under way")
    func lastOfTheMonth() {
        var pacer = Pacer(PacerLimits(concurrency: 6))
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(status(500, month: 2), at: .zero)
        #expect(pacer.ask(at: .zero) == .go)
        #expect(pacer.ask(at: .zero) == .go)
        #expect(pacer.ask(at: .zero) == .busy)
        pacer.answered(status(499, month: 1), at: .zero)
        #expect(pacer.ask(at: .zero) == .busy)
        pacer.answered(status(498, month: 0), at: .zero)
        #expect(pacer.ask(at: .zero) == .stop(.monthlyLimit(resetsInSeconds: 1_000_000)))
    }

    @Test("stops at the reserve, as a number and as a percentage", arguments: [Allowance.count(20_000), .percent(20)])
    func reserve(_ reserve: Allowance) {
        var pacer = Pacer(PacerLimits(monthlyReserve: reserve))
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(status(500, month: 20_001), at: .zero)
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(status(499, month: 20_000), at: .zero)
        #expect(
            pacer.ask(at: .zero) == .stop(.monthlyReserve(remaining: 20_000, reserve: 20_000, resetsInSeconds: 1_000_000)))
    }

    @Test("sends as many in all as it may, whatever became of them")
    func requestsInAll() {
        var pacer = Pacer(PacerLimits(requests: 3))
        for answer in 0..<3 {
            #expect(pacer.ask(at: .zero) == .go)
            if answer == 1 { pacer.failed() } else { pacer.answered(status(500), at: .zero) }
        }
        #expect(pacer.ask(at: .seconds(3600)) == .stop(.requestLimit(3)))
    }

    @Test("a month without limit or without headers never stops")
    func unlimited() {
        var pacer = Pacer(PacerLimits(monthlyReserve: .percent(50)))
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(RateStatus(headers: ["x-ratelimit-limit-org": "unlimited"]), at: .zero)
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(RateStatus(), at: .zero)
        #expect(pacer.ask(at: .zero) == .go)
    }
}
