#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the runs of this user, on this machine, have written to one account lately: the last two runs, which is enough to tell
/// any of them what another wrote.
package struct AccountHistory: Sendable, Hashable, Codable {
    package struct Writer: Sendable, Hashable, Codable {
        /// The identity of the run; empty for what nobody here saw.
        package var run: String
        package var name: String
        /// Counts the writes of all runs.
        package var sequence: Int64
        package var last: Moment
        /// Whether it may be writing still.
        package var isOpen: Bool
    }

    /// Tells this history from one that was begun anew.
    package var id: String
    /// The newest first, each run once.
    package var writers: [Writer]

    package var sequence: Int64 { writers.first?.sequence ?? 0 }
    package var newest: Writer? { writers.first }

    /// Where nothing is known of earlier runs, somebody may have written a moment ago.
    init(id: String, beganAt now: Moment) {
        self.id = id
        writers = [Writer(run: "", name: "", sequence: 1, last: now, isOpen: false)]
    }

    mutating func wrote(_ run: String, name: String, at now: Moment, isOpen: Bool) {
        let next = sequence &+ 1
        writers.removeAll { $0.run == run }
        writers.insert(Writer(run: run, name: name, sequence: next, last: now, isOpen: isOpen), at: 0)
        writers = Array(writers.prefix(2))
    }

    /// Whoever holds the account knows that the others have ended, at the latest now.
    mutating func closeAll(at now: Moment) {
        for index in writers.indices where writers[index].isOpen {
            writers[index].isOpen = false
            writers[index].last = now
        }
    }

    /// The run other than `run` that wrote last.
    package func latest(except run: String) -> Writer? { writers.first { $0.run != run } }

    /// What a reader may rely on.
    /// - Parameter lag: for how long Affinity's search may miss what was written.
    package func mark(at now: Moment, lag: Duration) -> AccountMark {
        let isSettled = writers.allSatisfy { !$0.isOpen && $0.last.rest(of: lag, at: now) == .zero }
        return AccountMark(history: id, sequence: sequence, isSettled: isSettled, at: now)
    }
}

/// What was known of the writes to an account when somebody looked at it.
package struct AccountMark: Sendable, Hashable, Codable {
    /// The history's id.
    package var history: String
    package var sequence: Int64
    /// Whether Affinity's search knew all that was written by then.
    package var isSettled: Bool
    package var at: Moment

    package init(history: String, sequence: Int64, isSettled: Bool, at: Moment) {
        self.history = history
        self.sequence = sequence
        self.isSettled = isSettled
        self.at = at
    }
}

/// A point in time that processes can compare: by the clock that only goes forward while the machine has not been started anew, else
/// by the wall clock.
package struct Moment: Sendable, Hashable, Codable {
    /// Milliseconds since 1970.
    package var wall: Int64
    /// Which start of the machine `ticks` counts from; nil where that is not known.
    package var boot: String?
    /// Milliseconds since the machine was started.
    package var ticks: Int64

    package init(wall: Int64, boot: String?, ticks: Int64) {
        self.wall = wall
        self.boot = boot
        self.ticks = ticks
    }

    /// - Parameter wall: milliseconds since 1970.
    package static func now(wall: Int64) -> Moment {
        var time = timespec()
        #if os(Linux)
            clock_gettime(CLOCK_BOOTTIME, &time)
        #else
            clock_gettime(CLOCK_MONOTONIC, &time)
        #endif
        return Moment(wall: wall, boot: currentBoot, ticks: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// How long ago it was; nil when the clocks say that it is still to come, which they can only when one of them was set.
    package func age(at now: Moment) -> Duration? {
        let isSameBoot = boot != nil && boot == now.boot
        let (later, earlier) = isSameBoot ? (now.ticks, ticks) : (now.wall, wall)
        let (age, overflow) = later.subtractingReportingOverflow(earlier)
        return overflow || age < 0 ? nil : .milliseconds(age)
    }

    /// Whether the machine was surely started anew in between: then the age is the wall clock's word alone.
    package func isOfEarlierStart(than now: Moment) -> Bool { boot != nil && now.boot != nil && boot != now.boot }

    /// How much is left of a time that began then: all of it when nobody can tell, never more.
    package func rest(of duration: Duration, at now: Moment) -> Duration {
        guard let age = age(at: now) else { return max(.zero, duration) }
        return max(.zero, duration - age)
    }

    private static let currentBoot: String? = {
        let handle = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard handle >= 0 else { return nil }
        defer { close(handle) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(handle, &bytes, bytes.count)
        guard count >= 32 else { return nil }
        return String(decoding: bytes.prefix(count).prefix { $0 > 0x20 }, as: UTF8.self)
    }()
}
