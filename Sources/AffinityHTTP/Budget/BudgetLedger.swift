import Affinity

/// The text of a budget file: what is known of the minute of one key, and who has how many requests under way.
///
/// ```
/// ferry-budget 1
/// limit 900
/// window 512 1795256043000
/// process 4711 6 1795256001250
/// end
/// ```
/// Times are milliseconds since the machine was started: after a new start they can't be true any more, or are forgotten within two minutes. A text that does not read like this is taken for an empty one.
struct BudgetLedger: Hashable {
    struct Holder: Hashable {
        var process: Int32
        var inFlight: Int
        /// When it last wrote.
        var at: Int64
    }

    static let first = "ferry-budget 1"
    static let last = "end"
    /// No request is under way for longer than the transport allows it, and then some.
    static let life: Int64 = 150_000
    /// No window ends later.
    static let longestWindow: Int64 = 125_000
    private static let most = 1_000_000

    var limit: Int?
    var window: (remaining: Int, end: Int64)?
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
            guard let kind = words.first, numbers.count == words.count - 1, numbers.allSatisfy({ $0 >= 0 }) else { continue }
            switch (kind, numbers.count) {
            case ("limit", 1) where (1...Int64(Self.most)).contains(numbers[0]): limit = Int(numbers[0])
            case ("window", 2) where numbers[0] <= Int64(Self.most):
                window = (Int(numbers[0]), numbers[1])
            case ("process", 3) where (1...10_000).contains(numbers[1]):
                guard let process = Int32(exactly: numbers[0]), process > 0 else { continue }
                holders.append(Holder(process: process, inFlight: Int(numbers[1]), at: numbers[2]))
            default: continue
            }
        }
    }

    /// Leaves out what can't be true any more, or not yet.
    mutating func forget(at now: Int64) {
        if let end = window?.end, end <= now || end > now + Self.longestWindow { window = nil }
        holders.removeAll { $0.at > now + 1000 || $0.at <= now - Self.life }
    }

    var text: String {
        var text = Self.first + "\n"
        if let limit { text += "limit \(limit)\n" }
        if let window { text += "window \(window.remaining) \(window.end)\n" }
        for holder in holders { text += "process \(holder.process) \(holder.inFlight) \(holder.at)\n" }
        return text + Self.last + "\n"
    }

    /// As `process` sees it.
    func minute(of process: Int32, at now: Int64) -> SharedRateWindow {
        SharedRateWindow(
            limit: limit, window: window.map { .init(remaining: $0.remaining, endsIn: .milliseconds($0.end - now)) },
            othersInFlight: holders.reduce(0) { $0 + ($1.process == process ? 0 : $1.inFlight) },
            ownInFlight: holders.first { $0.process == process }?.inFlight ?? 0)
    }

    /// Takes over what `process` has made of it.
    mutating func take(_ minute: SharedRateWindow, of process: Int32, at now: Int64) {
        limit = minute.limit
        window = minute.window.map { window in
            (max(0, window.remaining), now + Int64(window.endsIn / .milliseconds(1)))
        }
        holders.removeAll { $0.process == process }
        if minute.ownInFlight > 0 { holders.append(Holder(process: process, inFlight: minute.ownInFlight, at: now)) }
    }

    static func == (a: Self, b: Self) -> Bool { a.text == b.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
