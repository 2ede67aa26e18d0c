import Synchronization
import Testing

@testable import Affinity

/// Several processes of one key: what each may send when it knows of the others.
@Suite("Shared pacing")
struct SharedPacingTests {
    func status(_ remaining: Int, of limit: Int = 100, reset: Int = 40) -> RateStatus {
        RateStatus(headers: rateHeaders(remaining, of: limit, reset: reset))
    }

    @Test("what another process has heard of the minute counts as if heard here")
    func hearing() {
        var pacer = Pacer(PacerLimits())
        pacer.hear(SharedRateWindow(limit: 100, window: .init(remaining: 5, endsIn: .seconds(20))), at: .seconds(3))
        #expect(pacer.ask(at: .seconds(3)) == .wait(until: .seconds(23), .minuteUsed(limit: 100, othersToo: true)))
        #expect(pacer.ask(at: .seconds(23)) == .go)
    }

    @Test("what other processes have under way is left to them")
    func others() {
        var pacer = Pacer(PacerLimits(concurrency: 20))
        pacer.hear(SharedRateWindow(limit: 100, window: .init(remaining: 20, endsIn: .seconds(20)), othersInFlight: 12), at: .zero)
        // 20 - 12 leaves three above the floor of five.
        for _ in 1...3 { #expect(pacer.ask(at: .zero) == .go) }
        #expect(pacer.ask(at: .zero) == .busy)
        pacer.hear(SharedRateWindow(limit: 100, window: .init(remaining: 20, endsIn: .seconds(20)), othersInFlight: 11), at: .zero)
        #expect(pacer.ask(at: .zero) == .go)
        for _ in 1...4 { pacer.failed() }
        pacer.hear(SharedRateWindow(limit: 100, window: .init(remaining: 20, endsIn: .seconds(20)), othersInFlight: 15), at: .zero)
        #expect(pacer.ask(at: .zero) == .wait(until: .milliseconds(100), .minuteUsed(limit: 100, othersToo: true)))
    }

    @Test("a minute of which nothing is known yet is begun with no more than its limit by all together")
    func freshMinute() {
        var pacer = Pacer(PacerLimits(concurrency: 20))
        pacer.hear(SharedRateWindow(limit: 20, othersInFlight: 15), at: .zero)
        for _ in 1...4 { #expect(pacer.ask(at: .zero) == .go) }
        #expect(pacer.ask(at: .zero) == .busy)
    }

    @Test("tells what it knows, and forgets a window that is over")
    func telling() {
        var pacer = Pacer(PacerLimits())
        #expect(pacer.ask(at: .zero) == .go)
        pacer.answered(status(77), at: .zero)
        #expect(pacer.ask(at: .zero) == .go)
        var common = SharedRateWindow()
        pacer.tell(&common, at: .seconds(1))
        #expect(common == SharedRateWindow(limit: 100, window: .init(remaining: 77, endsIn: .seconds(40)), ownInFlight: 1))
        pacer.tell(&common, at: .seconds(60))
        #expect(common == SharedRateWindow(limit: 100, ownInFlight: 1))
    }

    /// The minute as several pacers see it, in memory.
    private final class Table: Sendable {
        let common = Mutex((limit: Int?.none, window: (remaining: Int, end: Duration)?.none, inFlight: [Int: Int]()))

        func update<R>(_ id: Int, at now: Duration, _ pacer: inout Pacer, _ body: (inout Pacer) -> R) -> R {
            common.withLock { table in
                if let window = table.window, window.end <= now { table.window = nil }
                var minute = SharedRateWindow(
                    limit: table.limit, window: table.window.map { .init(remaining: $0.remaining, endsIn: $0.end - now) },
                    othersInFlight: table.inFlight.reduce(0) { $0 + ($1.key == id ? 0 : $1.value) })
                pacer.hear(minute, at: now)
                let result = body(&pacer)
                pacer.tell(&minute, at: now)
                table.limit = minute.limit
                table.window = minute.window.map { ($0.remaining, now + $0.endsIn) }
                table.inFlight[id] = minute.ownInFlight
                return result
            }
        }
    }

    @Test("four processes with twenty requests each under way never pass the limit of any minute, and use most of it", arguments: 1...20)
    func together(seed: UInt64) {
        var dice = SplitMix(state: seed)
        let table = Table()
        var pacers = (0..<4).map { _ in Pacer(PacerLimits(concurrency: 20)) }
        /// What is under way: whose it is, and what the server said when it took it.
        var flying: [(id: Int, due: Duration, said: RateStatus)] = []
        var used = 0
        var windowStart: Duration?
        var now = Duration.zero
        var sent = 0
        var waits = Array(repeating: Duration.zero, count: 4)
        while now < .seconds(185) {
            for id in pacers.indices where waits[id] <= now {
                while true {
                    let decision = table.update(id, at: now, &pacers[id]) { $0.ask(at: now) }
                    guard decision == .go else {
                        if case .wait(let until, _) = decision { waits[id] = until }
                        break
                    }
                    if let start = windowStart, now >= start + .seconds(60) { windowStart = nil }
                    if windowStart == nil { (windowStart, used) = (now, 0) }
                    used += 1
                    sent += 1
                    #expect(used <= 100, "a 429 at \(now)")
                    let rest = ((windowStart ?? now) + .seconds(60) - now).inSeconds.rounded(.up)
                    let delay = Duration.milliseconds(Int(dice.next() % 400) + 1)
                    flying.append((id, now + delay, status(100 - used, reset: Int(rest))))
                }
            }
            now += .milliseconds(50)
            for answer in flying where answer.due <= now {
                table.update(answer.id, at: now, &pacers[answer.id]) { $0.answered(answer.said, at: now) }
            }
            flying.removeAll { $0.due <= now }
        }
        #expect(sent > 300, "three minutes of a hundred calls: \(sent)")
    }
}

/// Steele, Lea and Flood's generator.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
