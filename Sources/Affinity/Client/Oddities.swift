import Synchronization

/// What was odd about records that were read, for whoever sums up the reading.
final class Oddities: Sendable {
    /// More are not kept: nobody reads on.
    private static let most = 50
    private let seen = Mutex<[String]>([])

    var all: [String] { seen.withLock { $0 } }

    func add(_ odd: [String], of call: CallDescription) {
        guard !odd.isEmpty else { return }
        seen.withLock { seen in
            for text in odd.lazy.map({ "\(call.label): \($0)" }) where seen.count < Self.most && !seen.contains(text) { seen.append(text) }
        }
    }
}
