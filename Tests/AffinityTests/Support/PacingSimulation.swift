import FerryTestSupport

@testable import Affinity

/// Affinity's minute, as far as it is known.
struct SimulatedMinute {
    enum Start {
        /// By Affinity's clock, this long before the simulation began.
        case byClock(Duration)
        case withFirstCall
    }

    var limit: Int
    var start: Start
    /// 429 with calls left, when more are under way.
    var atOnce = Int.max
    private(set) var began: Duration?
    private(set) var used = 0

    init(limit: Int, start: Start) {
        self.limit = limit
        self.start = start
    }

    /// - Returns: whether it is let in.
    mutating func admit(at now: Duration) -> Bool {
        switch start {
        case .byClock(let phase):
            let elapsed = now + phase
            let minute = now - (elapsed - .seconds(60) * Int(elapsed / .seconds(60)))
            if began != minute { (began, used) = (minute, 0) }
        case .withFirstCall:
            if began.map({ now >= $0 + .seconds(60) }) ?? true { (began, used) = (now, 0) }
        }
        guard used < limit else { return false }
        used += 1
        return true
    }

    func headers(at now: Duration) -> RateStatus {
        let left = (began ?? now) + .seconds(60) - now
        return RateStatus(
            minute: .init(limit: limit, remaining: max(0, limit - used), resetsInSeconds: Int(left.inSeconds.rounded(.up))))
    }
}

/// Pacers that all have as much to send as may go, on a clock that jumps from one event to the next.
struct PacingSimulation {
    struct Process {
        var pacer: Pacer
        /// Those with the same number share a file; nil is a host of its own.
        var file: Int?
        var begins = Duration.zero
        /// What it did: when each request came to Affinity, and whether it was refused.
        var calls: [(at: Duration, isRefused: Bool)] = []
        fileprivate var next: Duration?

        init(_ limits: PacerLimits, file: Int? = nil, begins: Duration = .zero) {
            pacer = Pacer(limits)
            self.file = file
            self.begins = begins
        }
    }

    private enum Event {
        case ask(process: Int)
        case arrive(process: Int, sent: Duration)
        case answer(process: Int, sent: Duration, RateStatus, isRefused: Bool)
        case other
        case limit(Int)
    }

    var affinity: SimulatedMinute
    var processes: [Process]
    /// From a request's leaving to its answer, in milliseconds.
    var latency = 50...400
    /// How late a timer is, in milliseconds.
    var lateness = 0...5
    /// Calls a second of somebody who knows nothing of Ferry; from when to when.
    var other: (perSecond: Double, from: Duration, to: Duration)?
    private(set) var others: [(at: Duration, isRefused: Bool)] = []
    private(set) var now = Duration.zero
    private var dice: SplitMix
    private var queue = EventQueue<Event>()
    private var files: [Int: SharedRateWindow] = [:]
    private var underWay = 0

    init(_ affinity: SimulatedMinute, processes: [Process], seed: UInt64) {
        self.affinity = affinity
        self.processes = processes
        dice = SplitMix(seed: seed)
    }

    /// How much of what is allowed from one time to another was used, by whomever.
    func used(of limit: Int, from start: Duration = .zero, to end: Duration) -> Double {
        let good = (processes.flatMap(\.calls) + others).count { !$0.isRefused && start <= $0.at && $0.at < end }
        return Double(good) / (Double(limit) * (end - start).inSeconds / 60)
    }

    /// The longest time without a call of Ferry's.
    func silence(from start: Duration = .zero) -> Duration {
        let times = processes.flatMap(\.calls).map(\.at).filter { $0 >= start }.sorted()
        return zip(times.dropFirst(), times).map { $0 - $1 }.max() ?? now
    }

    var refused: Int { processes.flatMap(\.calls).count(where: \.isRefused) }

    /// Accepted calls of each process.
    func calls(from start: Duration = .zero) -> [Int] {
        processes.map { $0.calls.count { !$0.isRefused && $0.at >= start } }
    }

    mutating func lower(to limit: Int, at time: Duration) { queue.add(.limit(limit), at: time) }

    mutating func run(until end: Duration) {
        for index in processes.indices { wake(index, at: processes[index].begins) }
        if let other { queue.add(.other, at: other.from) }
        while let (time, event) = queue.next(before: end) {
            now = time
            switch event {
            // Unless it has thought of another time since.
            case .ask(let index) where processes[index].next == now:
                processes[index].next = nil
                ask(index)
            case .ask: break
            case .arrive(let index, let sent): arrive(index, sent)
            case .answer(let index, let sent, let status, let isRefused):
                underWay -= 1
                together(index) { pacer, now in
                    if isRefused { _ = pacer.refused(status, sent: sent, at: now) } else { pacer.answered(status, sent: sent, at: now) }
                }
                ask(index)
            case .limit(let limit): affinity.limit = limit
            case .other:
                guard let other, now < other.to else { break }
                others.append((now, !affinity.admit(at: now)))
                queue.add(.other, at: now + .seconds(1 / other.perSecond * Double(pick(500...1500)) / 1000))
            }
        }
        now = end
    }

    private mutating func arrive(_ index: Int, _ sent: Duration) {
        underWay += 1
        let isCrowded = underWay > affinity.atOnce
        let isRefused = isCrowded || !affinity.admit(at: now)
        processes[index].calls.append((now, isRefused))
        let back = milliseconds(latency) / 2
        queue.add(.answer(process: index, sent: sent, affinity.headers(at: now), isRefused: isRefused), at: now + back)
    }

    private mutating func ask(_ index: Int) {
        while true {
            switch together(index, { $0.ask(at: $1) }) {
            case .go:
                queue.add(.arrive(process: index, sent: now), at: now + milliseconds(latency) / 2)
            case .wait(let until, _):
                wake(index, at: until + milliseconds(lateness))
                return
            case .busy, .stop: return
            }
        }
    }

    private mutating func wake(_ index: Int, at time: Duration) {
        if let next = processes[index].next, next <= time { return }
        processes[index].next = time
        queue.add(.ask(process: index), at: time)
    }

    @discardableResult
    private mutating func together<R>(_ index: Int, _ body: (inout Pacer, Duration) -> R) -> R {
        guard let file = processes[index].file else { return body(&processes[index].pacer, now) }
        var common = SharedRateWindow()
        if let minute = files[file]?.minute { common.minute = minute.shifted(by: .zero - now) }
        common.othersInFlight = processes.indices.reduce(0) {
            $0 + ($1 != index && processes[$1].file == file ? processes[$1].pacer.inFlight : 0)
        }
        processes[index].pacer.hear(common, at: now)
        let result = body(&processes[index].pacer, now)
        processes[index].pacer.tell(&common, at: now)
        common.minute = common.minute.shifted(by: now)
        files[file] = common
        return result
    }

    private mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
    private mutating func milliseconds(_ range: ClosedRange<Int>) -> Duration { .milliseconds(pick(range)) }
}

/// What is to happen, the earliest first; what was added first where that is the same.
private struct EventQueue<Event> {
    private var heap: [(at: Duration, number: Int, event: Event)] = []
    private var count = 0

    mutating func add(_ event: Event, at time: Duration) {
        count += 1
        heap.append((time, count, event))
        var index = heap.count - 1
        while index > 0, isBefore(index, (index - 1) / 2) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    mutating func next(before end: Duration) -> (Duration, Event)? {
        guard let first = heap.first, first.at < end else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var index = 0
        while let child = [2 * index + 1, 2 * index + 2].filter({ $0 < heap.count }).min(by: isBefore), isBefore(child, index) {
            heap.swapAt(index, child)
            index = child
        }
        return (first.at, first.event)
    }

    private func isBefore(_ a: Int, _ b: Int) -> Bool { (heap[a].at, heap[a].number) < (heap[b].at, heap[b].number) }
}
