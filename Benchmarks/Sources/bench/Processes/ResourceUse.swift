import Foundation

/// What the kernel says that a process took, from its start to its end.
struct ResourceUse {
    /// Seconds by the clock on the wall, from before the spawn to the end.
    var wall: Double
    /// CPU seconds in the program itself.
    var user: Double
    /// CPU seconds in the kernel on its behalf.
    var system: Double
    /// The most memory it held at a time, in bytes.
    ///
    /// Linux counts the moment between fork and exec, too, when the child still is its parent: it cannot be less than what the parent held
    /// then. So this program streams all it writes and stays small, and `Trial` shows no number that may be its own.
    var peakMemory: Int

    var cpu: Double { user + system }

    init(wall: Double, _ usage: rusage) {
        self.wall = wall
        user = Self.seconds(usage.ru_utime)
        system = Self.seconds(usage.ru_stime)
        peakMemory = Self.bytes(usage.ru_maxrss)
    }

    /// This process so far.
    static func own() -> ResourceUse {
        var usage = rusage()
        #if canImport(Glibc)
            getrusage(RUSAGE_SELF.rawValue, &usage)
        #else
            getrusage(RUSAGE_SELF, &usage)
        #endif
        return ResourceUse(wall: 0, usage)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }

    /// Linux counts in KiB, Darwin in bytes.
    private static func bytes(_ maximum: Int) -> Int {
        #if os(Linux)
            maximum * 1_024
        #else
            maximum
        #endif
    }
}
