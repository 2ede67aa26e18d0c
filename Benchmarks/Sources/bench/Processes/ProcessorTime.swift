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

    /// Keeps this process, and those it starts from then on, on these cores, where there is `taskset` (of util-linux).
    /// - Parameter cores: such as `0` or `0-3`.
    /// - Returns: whether that could be done.
    static func pin(to cores: String, scratch: String) -> Bool {
        Machine.output("taskset", ["-c", "-p", cores, String(getpid())], scratch) != nil
    }

    /// How many cores there are.
    static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
