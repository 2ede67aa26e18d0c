import Affinity

/// The text of a budget file: what is known of the minute of one key, and who has how many requests under way.
///
/// ```
/// ferry-budget 2
/// limit 900
/// pace 120500 1795256001250 2500
/// window 512 1795256001250 1795256042100 1795256043000 1795255983000 0 380 7
/// process 4711 6 1795256001250
/// end
/// ```
/// `pace` is how far calls went ahead of the even pace and when, and what others took a second before this window, both in thousandths; `window` is what
/// `MinutePace.Window` holds, in its order. Times are milliseconds since the machine was started: after a new start they can't be true any more, or are forgotten within two minutes. A text that does not read like this is taken for an empty one.
struct BudgetLedger: Hashable {
    struct Holder: Hashable {
        var process: Int32
        var inFlight: Int
        /// When it last wrote.
        var at: Int64
    }

    static let first = "ferry-budget 2"
    static let last = "end"
    /// No request is under way for longer than the transport allows it, and then some.
    static let life: Int64 = 150_000
    /// No window ends later, nor is one that ended so long ago of use.
    static let longestWindow: Int64 = 125_000
    private static let most: Int64 = 1_000_000_000
    /// Milliseconds; no machine runs that long.
    private static let latest: Int64 = 1 << 52

    /// Its instants since the machine was started.
    var minute = MinutePace()
    var holders: [Holder] = []

    init() {}

    /// - Parameter now: what can't be true any more, or not yet, is left out.
    init(_ text: String, at now: Int64) {
        self.init(text)
        forget(at: now)
    }

    private init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 3, lines[0] == Self.first, lines[lines.count - 2] == Self.last, lines[lines.count - 1].isEmpty else { return }
        for line in lines[1..<(lines.count - 2)] {
            let words = line.split(separator: " ")
            let numbers = words.dropFirst().compactMap { Int64($0) }
            guard let kind = words.first, numbers.count == words.count - 1, numbers.allSatisfy((0...Self.latest).contains) else { continue }
            switch (kind, numbers.count) {
            case ("limit", 1) where (1...Self.most).contains(numbers[0]): minute.limit = Int(numbers[0])
            case ("pace", 3) where numbers[0] <= Self.most && numbers[2] <= Self.most:
                minute.ahead = Double(numbers[0]) / 1000
                minute.paced = .milliseconds(numbers[1])
                minute.othersBefore = Double(numbers[2]) / 1000
            case ("window", 8) where ([numbers[0]] + numbers[5...]).allSatisfy { $0 <= Self.most }:
                minute.window = MinutePace.Window(
                    remaining: Int(numbers[0]), heard: .milliseconds(numbers[1]), earliestEnd: .milliseconds(numbers[2]),
                    latestEnd: .milliseconds(numbers[3]), since: .milliseconds(numbers[4]), before: Int(numbers[5]), ours: Int(numbers[6]),
                    others: Int(numbers[7]))
            case ("process", 3) where (1...10_000).contains(numbers[1]):
                guard let process = Int32(exactly: numbers[0]), process > 0 else { continue }
                holders.append(Holder(process: process, inFlight: Int(numbers[1]), at: numbers[2]))
            default: continue
            }
        }
    }

    /// Leaves out what can't be true any more, or not yet.
    mutating func forget(at now: Int64) {
        let near = (now - Self.longestWindow)...(now + Self.longestWindow)
        if let end = minute.window?.latestEnd, !near.contains(Self.milliseconds(end)) { minute.window = nil }
        if Self.milliseconds(minute.paced) > near.upperBound { (minute.ahead, minute.paced) = (0, .milliseconds(now)) }
        holders.removeAll { $0.at > now + 1000 || $0.at <= now - Self.life }
    }

    var text: String {
        var text = Self.first + "\n"
        if let limit = minute.limit {
            text += "limit \(limit)\n"
            text += "pace \(Self.thousandths(minute.ahead)) \(Self.milliseconds(minute.paced)) \(Self.thousandths(minute.othersBefore))\n"
        }
        if let window = minute.window {
            let times = [window.heard, window.earliestEnd, window.latestEnd, window.since].map { String(Self.milliseconds($0)) }
            text += "window \(window.remaining) \(times.joined(separator: " ")) \(window.before) \(window.ours) \(window.others)\n"
        }
        for holder in holders { text += "process \(holder.process) \(holder.inFlight) \(holder.at)\n" }
        return text + Self.last + "\n"
    }

    /// As `process` sees it.
    func minute(of process: Int32, at now: Int64) -> SharedRateWindow {
        SharedRateWindow(
            minute: minute.shifted(by: .milliseconds(-now)),
            othersInFlight: holders.reduce(0) { $0 + ($1.process == process ? 0 : $1.inFlight) },
            ownInFlight: holders.first { $0.process == process }?.inFlight ?? 0)
    }

    /// Takes over what `process` has made of it.
    mutating func take(_ common: SharedRateWindow, of process: Int32, at now: Int64) {
        minute = common.minute.shifted(by: .milliseconds(now))
        holders.removeAll { $0.process == process }
        if common.ownInFlight > 0 { holders.append(Holder(process: process, inFlight: common.ownInFlight, at: now)) }
    }

    private static func milliseconds(_ time: Duration) -> Int64 { max(0, Int64(time / .milliseconds(1))) }
    private static func thousandths(_ number: Double) -> Int { Int((max(0, number) * 1000).rounded()) }

    static func == (a: Self, b: Self) -> Bool { a.text == b.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
