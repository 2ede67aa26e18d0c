#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How much memory this process may still take, by the narrowest of the limits that it is under.
package struct MemoryRoom: Sendable, Hashable {
    package enum Limit: Sendable, Hashable {
        /// `ulimit -v`.
        case addressSpace
        /// A control group: a container's limit, `MemoryMax` of systemd.
        case group
        /// What the machine has.
        case machine
    }

    package var limit: Limit
    /// In bytes.
    package var left: Int
    /// In bytes, what is taken included.
    package var size: Int

    package init(_ limit: Limit, left: Int, size: Int) {
        self.limit = limit
        self.left = left
        self.size = size
    }

    /// A process ends in the midst of its work when the system gives it no more; so it stops in order before that.
    package var isNearlyUsedUp: Bool { left < min(size / 16, 64 << 20) }

    /// `31 MB of the 512 MB of address space (ulimit -v)`.
    package var text: String {
        let whole =
            switch limit {
            case .addressSpace: "of address space (ulimit -v)"
            case .group: "that its control group may hold (a container's limit, MemoryMax of systemd)"
            case .machine: "of this machine"
            }
        return "\(max(0, left) >> 20) MB of the \(size >> 20) MB \(whole)"
    }
}

/// The limits of memory that hold for this process, where the system tells of them in files, as Linux does.
package struct MemoryLimits: Sendable {
    /// A control group with a limit: the folder of its files, and how they are called.
    private struct Group: Sendable {
        var folder: String
        var files: GroupFiles
        var limit: Int
    }

    private let read: @Sendable (String) -> String?
    private let addressSpace: Int?
    private let pageSize: Int
    private let groups: [Group]

    /// - Parameters:
    ///   - read: the text of a file; nil where there is none.
    ///   - addressSpace: the most that this process may have, in bytes; nil for as much as it likes.
    ///   - pageSize: in bytes.
    package init(read: @escaping @Sendable (String) -> String?, addressSpace: Int?, pageSize: Int) {
        self.read = read
        self.addressSpace = addressSpace
        self.pageSize = pageSize
        groups = Self.groups(read)
    }

    /// Of this process.
    package static func ofProcess(addressSpace: UInt64?) -> MemoryLimits {
        MemoryLimits(
            read: SystemText.read, addressSpace: addressSpace.flatMap(Int.init(exactly:)), pageSize: Int(sysconf(Int32(_SC_PAGESIZE))))
    }

    /// What is left now; nil where the system does not say.
    package func room() -> MemoryRoom? {
        ([machine(), addressSpaceRoom()].compactMap(\.self) + groups.compactMap(room)).min { $0.left < $1.left }
    }

    private func machine() -> MemoryRoom? {
        guard let text = read("/proc/meminfo"), let all = Self.number("MemTotal:", in: text),
            let available = Self.number("MemAvailable:", in: text)
        else { return nil }
        return MemoryRoom(.machine, left: (available + (Self.number("SwapFree:", in: text) ?? 0)) << 10, size: all << 10)
    }

    private func addressSpaceRoom() -> MemoryRoom? {
        guard let addressSpace, let text = read("/proc/self/statm"), let pages = text.split(separator: " ").first.flatMap({ Int($0) })
        else { return nil }
        return MemoryRoom(.addressSpace, left: addressSpace - pages * pageSize, size: addressSpace)
    }

    private func room(_ group: Group) -> MemoryRoom? {
        guard let taken = read("\(group.folder)/\(group.files.taken)").flatMap(Self.number) else { return nil }
        // Copies of files make room when somebody needs it.
        let stat = read("\(group.folder)/memory.stat") ?? ""
        let files = group.files.reclaimable.reduce(0) { $0 + (Self.number($1, in: stat) ?? 0) }
        let swap = group.files.swap.map { limit, taken in
            guard let text = read("\(group.folder)/\(limit)") else { return 0 }
            let free = (Self.number("SwapFree:", in: read("/proc/meminfo") ?? "") ?? 0) << 10
            // No limit is `max`.
            guard let limit = Self.number(text) else { return free }
            return min(free, max(0, limit - (read("\(group.folder)/\(taken)").flatMap(Self.number) ?? 0)))
        }
        return MemoryRoom(.group, left: group.limit - taken + files + (swap ?? 0), size: group.limit)
    }

    /// The names of a control group's files, of the second version and of the first.
    private enum GroupFiles: Sendable {
        case second, first

        var limit: String { self == .second ? "memory.max" : "memory.limit_in_bytes" }
        var taken: String { self == .second ? "memory.current" : "memory.usage_in_bytes" }
        var reclaimable: [String] {
            self == .second ? ["inactive_file", "active_file", "slab_reclaimable"] : ["total_inactive_file", "total_active_file"]
        }
        var swap: (limit: String, taken: String)? { self == .second ? ("memory.swap.max", "memory.swap.current") : nil }
    }

    /// The groups with a limit among those that this process is in, from its own up to the first.
    private static func groups(_ read: (String) -> String?) -> [Group] {
        var groups: [Group] = []
        for line in (read("/proc/self/cgroup") ?? "").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[2].hasPrefix("/") else { continue }
            let (files, root): (GroupFiles, String)
            switch parts[1] {
            case "": (files, root) = (.second, "/sys/fs/cgroup")
            case "memory": (files, root) = (.first, "/sys/fs/cgroup/memory")
            default: continue
            }
            // In a container the path may be that of the host, and its own group is at the root.
            var path = parts[2].split(separator: "/")
            while true {
                let folder = ([root] + path.map(String.init)).joined(separator: "/")
                // No limit is `max`, or a number beyond all memory.
                if let limit = read("\(folder)/\(files.limit)").flatMap(number), limit < 1 << 50 {
                    groups.append(Group(folder: folder, files: files, limit: limit))
                }
                if path.isEmpty { break }
                path.removeLast()
            }
        }
        return groups
    }

    private static func number(_ text: String) -> Int? { Int(text.prefix { $0 != "\n" }) }

    /// The number behind a word at the beginning of a line.
    private static func number(_ word: String, in text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix(word) {
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            if words.count > 1, words[0] == word { return Int(words[1]) }
        }
        return nil
    }
}

/// The files in which the system tells of itself: small, and made while they are read.
private enum SystemText {
    static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { buffer in
            #if canImport(Darwin)
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
        }
    }
}
