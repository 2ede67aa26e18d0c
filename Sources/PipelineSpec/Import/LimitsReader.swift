import Diagnostics
import YAMLTree

/// `limits:`.
struct LimitsReader {
    static let batch = 1...10_000
    static let concurrency = 1...20

    /// - Parameter connection: a proxy counts no calls for us, and does not say what Affinity counts: nothing is reserved through it.
    func read(_ slot: Slot?, _ keys: KeySet, through connection: Connection?) -> Limits {
        var limits = connection == nil ? Limits() : Limits(monthlyReserve: .count(0))
        guard let slot else { return limits }
        guard let reader = slot.mapping(keys, expected: "a mapping such as { concurrency: 6 }") else { return limits }
        if let batch = reader.slot("batch")?.integer(in: Self.batch) { limits.batch = batch }
        if let concurrency = reader.slot("concurrency")?.integer(in: Self.concurrency) { limits.concurrency = concurrency }
        limits.requestsPerMinute = reader.slot("requests-per-minute").flatMap(pace) ?? limits.requestsPerMinute
        limits.monthlyReserve = reader.slot("monthly-reserve").flatMap(reserve) ?? limits.monthlyReserve
        if connection != nil, limits.monthlyReserve != .count(0) {
            slot.sink.add(.reserveThroughProxy(at: slot.location(slot.head)))
        }
        return limits
    }

    private func pace(_ slot: Slot) -> Limits.Share? {
        let expected = "a number from 1, or a percentage above 0% up to 100%"
        return share(slot, expected: expected, count: { $0 >= 1 }, percent: { $0 > 0 && $0 <= 100 })
    }

    private func reserve(_ slot: Slot) -> Limits.Share? {
        share(slot, expected: "a number from 0, or a percentage below 100%", count: { _ in true }, percent: { $0 < 100 })
    }

    private func share(_ slot: Slot, expected: String, count: (Int) -> Bool, percent: (Double) -> Bool) -> Limits.Share? {
        guard let scalar = slot.scalar(expected: expected) else { return nil }
        let text = Digits.trimmed(scalar.text)
        if let number = Digits.integer(text), count(number) { return .count(number) }
        if let number = Digits.percent(text), percent(number) { return .percent(number) }
        slot.sink.add(.notInRange(slot.name, text: scalar.text, expected: expected, at: slot.location(scalar.span)))
        return nil
    }
}
