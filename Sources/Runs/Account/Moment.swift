#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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
