import Application
import Diagnostics
import Foundation

/// What the system lets this process have. Too little of it would end in the middle of a run, inside a library that does not say why.
enum ProcessLimits {
    /// Standard streams, the run file with its log, the sockets and what they wait on: with fewer than 28 nothing works.
    static let fewestFiles: UInt64 = 32
    /// The threads' stacks and the system's own libraries take some 300 MB of addresses before the first row is read.
    static let leastAddressSpace: UInt64 = 512 << 20

    /// Takes as many open files as the process may have.
    static func raise() {
        var files = rlimit()
        guard getrlimit(fileResource, &files) == 0, files.rlim_cur < files.rlim_max else { return }
        // More are of no use, and some systems refuse "without limit".
        files.rlim_cur = min(files.rlim_max, 10_240)
        setrlimit(fileResource, &files)
    }

    /// Why Ferry cannot work with what it has; nil when it can.
    static func problem() -> Diagnostic? {
        problem(files: current(fileResource), addressSpace: current(addressResource))
    }

    /// - Parameters: how much there is of each; nil for as much as one likes.
    static func problem(files: UInt64?, addressSpace: UInt64?) -> Diagnostic? {
        if let files, files < fewestFiles {
            return Diagnostic(
                .error, code: CommandCode.A520, "this process may open \(files) files at once, and Ferry needs \(fewestFiles)",
                hint: "raise the limit: ulimit -n 256")
        }
        if let addressSpace, addressSpace < leastAddressSpace {
            return Diagnostic(
                .error, code: CommandCode.A521,
                "this process may use \(addressSpace >> 20) MB of address space, and Ferry needs \(leastAddressSpace >> 20) MB",
                hint:
                    "raise the limit: ulimit -v unlimited; to hold memory down, limit what is really used (a cgroup, MemoryMax of systemd)")
        }
        return nil
    }

    /// What is left of the memory that this process may have.
    /// - Parameter environment: `FERRY_MEMORY_RESERVE` in megabytes counts as taken.
    static func memory(_ environment: [String: String]) -> @Sendable () -> MemoryRoom? {
        let limits = MemoryLimits.ofProcess(addressSpace: current(addressResource))
        let reserve = environment["FERRY_MEMORY_RESERVE"].flatMap { Int($0) }.flatMap { (0...1_048_576).contains($0) ? $0 : nil } ?? 0
        return {
            guard var room = limits.room() else { return nil }
            room.left -= reserve << 20
            return room
        }
    }

    #if canImport(Glibc)
        private static let fileResource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        private static let addressResource = __rlimit_resource_t(RLIMIT_AS.rawValue)
        private static func current(_ resource: __rlimit_resource_t) -> UInt64? {
            var limit = rlimit()
            guard getrlimit(resource, &limit) == 0, limit.rlim_cur != .max else { return nil }
            return UInt64(limit.rlim_cur)
        }
    #else
        private static let fileResource = RLIMIT_NOFILE
        private static let addressResource = RLIMIT_AS
        private static func current(_ resource: Int32) -> UInt64? {
            var limit = rlimit()
            guard getrlimit(resource, &limit) == 0, limit.rlim_cur != rlim_t(Int64.max) else { return nil }
            return UInt64(limit.rlim_cur)
        }
    #endif
}
