#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A point in time that sessions can compare: by Affinity's clock, and by the machine's clock that only goes forward as long as the machine
/// is up. The machine's calendar clock is not asked, since anybody may set it.
package struct Moment: Sendable, Hashable, Codable {
    /// By Affinity's clock, in milliseconds since 1970; nil where no answer said its time.
    package var affinity: Int64?
    /// Which start of the machine `ticks` counts from; nil where that is not known.
    package var boot: String?
    /// Milliseconds since the machine was started.
    package var ticks: Int64

    package init(affinity: Int64?, _ uptime: Uptime) {
        self.affinity = affinity
        boot = uptime.boot
        ticks = uptime.ticks
    }

    /// A `Date` header says whole seconds, so that two of them may be wrong about what lies between them by this much, in milliseconds.
    private static let resolution: Int64 = 1000

    /// How long ago it was, at least and at most: where both clocks tell, what neither of them rules out. Nil when none tells, or one
    /// says that it is still to come.
    package func age(at now: Moment) -> ClosedRange<Duration>? {
        var ages: [ClosedRange<Int64>] = []
        if let then = affinity, let now = now.affinity {
            guard let age = Self.age(from: then, to: now, within: Self.resolution) else { return nil }
            ages.append(age)
        }
        if boot != nil, boot == now.boot {
            guard let age = Self.age(from: ticks, to: now.ticks, within: 0) else { return nil }
            ages.append(age)
        }
        guard let least = ages.map(\.lowerBound).min(), let most = ages.map(\.upperBound).max() else { return nil }
        return .milliseconds(least) ... .milliseconds(most)
    }

    private static func age(from then: Int64, to now: Int64, within resolution: Int64) -> ClosedRange<Int64>? {
        let (age, overflow) = now.subtractingReportingOverflow(then)
        guard !overflow, age >= -resolution, age <= .max - resolution else { return nil }
        return max(0, age - resolution)...(age + resolution)
    }

    /// How much is left of a time that began then: all of it when nobody can tell, never more.
    package func rest(of duration: Duration, at now: Moment) -> Duration {
        guard let age = age(at: now) else { return max(.zero, duration) }
        return max(.zero, duration - age.lowerBound)
    }
}

/// The clock of a machine that only goes forward.
package struct Uptime: Sendable, Hashable {
    /// Names the start of the machine; nil where the system does not.
    package var boot: String?
    /// Milliseconds since then, those asleep included.
    package var ticks: Int64

    package init(boot: String?, ticks: Int64) {
        self.boot = boot
        self.ticks = ticks
    }

    /// Of this machine.
    package static func now() -> Uptime {
        var time = timespec()
        #if os(Linux)
            clock_gettime(CLOCK_BOOTTIME, &time)
        #else
            clock_gettime(CLOCK_MONOTONIC, &time)
        #endif
        return Uptime(boot: currentBoot, ticks: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
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
