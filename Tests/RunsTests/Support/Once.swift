import Synchronization

/// True the first time.
final class Once: Sendable {
    private let left = Mutex(true)

    var isLeft: Bool { left.withLock { $0 } }

    func take() -> Bool {
        left.withLock { left in
            defer { left = false }
            return left
        }
    }
}
