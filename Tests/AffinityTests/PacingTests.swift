import Testing

@testable import Affinity

/// What becomes of the minute: Ferry has as much to send as may go, on a clock that jumps.
@Suite("Pacing, simulated")
struct PacingTests {
    static let tenMinutes = Duration.seconds(600)
    static let hour = Duration.seconds(3600)

    static func simulation(
        _ limit: Int = 90, _ start: SimulatedMinute.Start = .withFirstCall, processes: Int = 1, file: Int? = nil, seed: UInt64 = 1
    ) -> PacingSimulation {
        PacingSimulation(
            SimulatedMinute(limit: limit, start: start),
            processes: (0..<processes).map { _ in .init(PacerLimits(concurrency: 20), file: file) }, seed: seed)
    }

    @Test("ten minutes are used to 99%, without a 429 and without a pause", arguments: [90, 900], [1, 2])
    func alone(limit: Int, seed: UInt64) {
        var simulation = Self.simulation(limit, seed: seed)
        simulation.run(until: Self.tenMinutes)
        #expect(simulation.used(of: limit, to: Self.tenMinutes) >= 0.99)
        #expect(simulation.refused == 0)
        #expect(simulation.silence() < .seconds(4))
    }

    @Test("so is an hour, in minutes that begin at any second", arguments: [0, 7, 13, 20, 31, 44, 52, 59])
    func anySecond(second: Int) {
        var simulation = Self.simulation(90, .byClock(.milliseconds(second * 1000 + second * 17)), seed: UInt64(second))
        simulation.run(until: Self.hour)
        // From the second full minute on: of the one in which it begins more than its part is left.
        #expect(simulation.used(of: 90, from: .seconds(120), to: Self.hour) >= 0.99)
        #expect(simulation.refused == 0)
        #expect(simulation.silence() < .seconds(4))
    }

    @Test("evenly from the second minute on: no ten seconds hold more than a fifth of it")
    func evenly() {
        var simulation = Self.simulation(900)
        simulation.run(until: .seconds(300))
        let times = simulation.processes[0].calls.map(\.at).filter { $0 > .seconds(62) }
        #expect(!zip(times.dropFirst(180), times).contains { $0 - $1 < .seconds(10) })
        #expect(simulation.silence() < .seconds(2))
    }

    @Test("short work goes at once, three quarters of the minute's calls")
    func shortWork() throws {
        var simulation = Self.simulation(900)
        simulation.run(until: .seconds(60))
        let calls = simulation.processes[0].calls
        try #require(calls.count > 675)
        #expect(calls[674].at < .seconds(20), "by latency and concurrency alone")
    }

    @Test("a limit that Affinity lowers is kept to from then on")
    func lowered() {
        var simulation = Self.simulation(90)
        simulation.lower(to: 30, at: .seconds(1810))
        simulation.run(until: Self.hour)
        #expect(simulation.refused == 0)
        #expect(simulation.used(of: 30, from: .seconds(1920), to: Self.hour) >= 0.98)
    }

    @Test("somebody else who comes is yielded to, and the rest is used", arguments: [0.1, 0.3, 0.5])
    func competing(share: Double) {
        var simulation = Self.simulation(90)
        simulation.other = (perSecond: 1.5 * share, from: .seconds(300), to: .seconds(2700))
        simulation.run(until: Self.hour)
        #expect(simulation.others.count { $0.isRefused } * 100 <= simulation.others.count, "1% of the other's at most")
        #expect(simulation.refused * 1000 <= simulation.processes[0].calls.count, "one in a thousand of Ferry's")
        #expect(simulation.used(of: 90, from: .seconds(360), to: .seconds(2700)) >= 0.95)
        #expect(simulation.used(of: 90, from: .seconds(2820), to: Self.hour) >= 0.98, "and when the other has gone all of it")
    }

    @Test("processes that share a file are as one", arguments: 2...8)
    func oneFile(processes: Int) {
        var simulation = Self.simulation(90, processes: processes, file: 1, seed: UInt64(processes))
        simulation.run(until: Self.tenMinutes)
        #expect(simulation.refused == 0)
        #expect(simulation.used(of: 90, to: Self.tenMinutes) >= 0.985)
        #expect(simulation.silence() < .seconds(4))
        #expect(simulation.calls().allSatisfy { $0 > 0 })
    }

    @Test("hosts that know of each other by the headers alone come to equal shares, nearly without a 429", arguments: 2...8)
    func hosts(processes: Int) throws {
        var simulation = Self.simulation(900, .byClock(.seconds(20)), processes: processes, seed: UInt64(processes))
        // One after the other, a quarter of a minute apart.
        for index in 1..<processes { simulation.processes[index].begins = .seconds(15 * index) }
        simulation.run(until: Self.tenMinutes)
        #expect(simulation.refused * 100 < simulation.calls().reduce(0, +))
        #expect(simulation.used(of: 900, from: .seconds(300), to: Self.tenMinutes) >= 0.97)
        let later = simulation.calls(from: .seconds(300))
        let (least, most) = (try #require(later.min()), try #require(later.max()))
        #expect(most * 10 <= least * 13, "\(later)")
    }

    @Test("where answers take their time, more go at once until the minute is used")
    func slowAnswers() {
        var simulation = Self.simulation(900)
        simulation.latency = 900...1300
        simulation.run(until: Self.tenMinutes)
        #expect(simulation.refused == 0)
        #expect(simulation.used(of: 900, from: .seconds(120), to: Self.tenMinutes) >= 0.98)
        #expect(simulation.processes[0].pacer.concurrency > 14)
    }

    @Test("how many at once Affinity bears is found, and kept to")
    func crowd() {
        var simulation = Self.simulation(900)
        simulation.latency = 500...700
        simulation.affinity.atOnce = 8
        simulation.run(until: Self.tenMinutes)
        // Half of them are on their way to it.
        #expect((6...16).contains(simulation.processes[0].pacer.concurrency))
        #expect(simulation.refused * 500 < simulation.calls()[0], "\(simulation.refused) of \(simulation.calls())")
    }

    @Test("after its first minute a run says within 5% when it ends", arguments: [(90, 0.0), (900, 0), (900, 0.3)])
    func timeLeft(limit: Int, others: Double) throws {
        let total = limit * 8
        var simulation = Self.simulation(limit)
        if others > 0 { simulation.other = (perSecond: Double(limit) / 60 * others, from: .zero, to: .seconds(1200)) }
        simulation.run(until: .seconds(1000))
        let ends = try #require(simulation.processes[0].calls.dropFirst(total - 1).first).at
        for minute in 1...5 {
            // The same again, up to there.
            var part = Self.simulation(limit)
            part.other = simulation.other
            let now = Duration.seconds(minute * 60 + 5)
            part.run(until: now)
            let left = total - part.processes[0].calls.count
            let said = try #require(PaceOutlook(part.processes[0].pacer, at: now).seconds(for: Double(left)))
            let really = (ends - now).inSeconds
            #expect(abs(said - really) <= 0.05 * really, "after \(minute) min: \(said) s for \(really)")
        }
    }
}
