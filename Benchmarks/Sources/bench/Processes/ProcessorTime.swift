import Foundation

/// CPU time of a process that is still running, and which cores processes run on. Linux tells; elsewhere nothing is known.
enum ProcessorTime {
    /// User and system CPU seconds so far, in steps of a hundredth; nil where there is no /proc.
    static func seconds(of pid: pid_t) -> Double? {
        #if os(Linux)
            guard let text = try? TextFile.read("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return nil }
            // Behind the name, which may hold anything: the state is field 3, utime field 14, stime field 15 (proc(5)).
            let fields = text[text.index(after: end)...].split(separator: " ")
            guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return nil }
            return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
        #else
            return nil
        #endif
    }

    /// Keeps this process, and those it starts from then on, on one core.
    /// - Returns: whether that could be done.
    @discardableResult
    static func pin(to core: Int) -> Bool {
        #if os(Linux)
            var set = cpu_set_t()
            withUnsafeMutableBytes(of: &set) { $0[core / 8] = 1 << (core % 8) }
            return sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &set) == 0
        #else
            return false
        #endif
    }

    /// Gives this process back all the cores that it may use.
    static func unpin() {
        #if os(Linux)
            var set = cpu_set_t()
            withUnsafeMutableBytes(of: &set) { bytes in
                for index in bytes.indices { bytes[index] = 0xff }
            }
            sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &set)
        #endif
    }
}
