package import Affinity
import Files
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A small file by which the processes of one key on this machine share its minute. It holds no key and no data, only numbers; the
/// kernel's lock on it goes with the process that has it, and whatever is in it that can't be read counts as nothing.
package final class BudgetFile: SharedBudget {
    private let descriptor: Int32
    private let process: Int32
    private let now: @Sendable () -> Int64
    private let isAlive: @Sendable (Int32) -> Bool
    private let last = Mutex(Written())

    private struct Written {
        var text: [UInt8] = []
        var ledger = BudgetLedger()
    }

    /// So often the lock is tried, giving way in between: it is held for microseconds, unless its holder was stopped in just them.
    private static let tries = 2000
    private static let largest = 16_384

    /// Opens or makes the file; its folder is made too.
    /// - Parameters:
    ///   - folder: the user's own.
    ///   - now: milliseconds since the machine was started, which all its processes have in common and nobody sets.
    ///   - process: the number of this process.
    ///   - isAlive: whether there is a process of a number.
    /// - Returns: nil when it can't be made; then nothing is shared.
    package init?(
        named name: String, in folder: String, now: @escaping @Sendable () -> Int64, process: Int32 = getpid(),
        isAlive: @escaping @Sendable (Int32) -> Bool = BudgetFile.isAlive
    ) {
        try? PrivateFile.createFolder(folder)
        descriptor = open("\(folder)/\(name)", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        self.process = process
        self.now = now
        self.isAlive = isAlive
        if descriptor < 0 { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    package func update<Result>(_ body: (inout SharedRateWindow) -> Result) -> Result {
        guard lock() else {
            var nothing = SharedRateWindow()
            return body(&nothing)
        }
        defer { flock(descriptor, LOCK_UN) }
        return last.withLock { last in
            let now = now()
            let length = read(&last, at: now)
            last.ledger.holders.removeAll { $0.process != process && !isAlive($0.process) }
            var minute = last.ledger.minute(of: process, at: now)
            let result = body(&minute)
            last.ledger.take(minute, of: process, at: now)
            last.text = Array(last.ledger.text.utf8)
            write(last.text, over: length)
            return result
        }
    }

    package static func isAlive(_ process: Int32) -> Bool {
        kill(process, 0) == 0 || errno != ESRCH
    }

    private func lock() -> Bool {
        for _ in 0..<Self.tries {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK || errno == EINTR else { return false }
            sched_yield()
        }
        return false
    }

    /// Reads the file, unless what is in it is what this process wrote last, which is nearly always so.
    /// - Returns: How long it is.
    private func read(_ last: inout Written, at now: Int64) -> Int {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.largest) { buffer in
            let count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
            if count == last.text.count, last.text.elementsEqual(buffer.prefix(count)) {
                last.ledger.forget(at: now)
            } else {
                last.ledger = BudgetLedger(String(decoding: buffer.prefix(count), as: UTF8.self), at: now)
            }
            return count
        }
    }

    /// A text that is only half there, after a kill or on a full disk, lacks its last line and counts as nothing.
    private func write(_ bytes: [UInt8], over length: Int) {
        _ = pwrite(descriptor, bytes, bytes.count, 0)
        if length > bytes.count { ftruncate(descriptor, off_t(bytes.count)) }
    }
}
