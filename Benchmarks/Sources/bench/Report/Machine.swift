import Foundation

/// What kind of machine this is; nothing that says which one.
struct Machine {
    private let lines: [[String]]

    /// - Parameters:
    ///   - ferry: the binary that is measured.
    ///   - scratch: a folder for what the tools print.
    init(ferry: String, scratch: String) {
        var lines: [[String]] = []
        func add(_ what: String, _ value: String?) {
            if let value, !value.isEmpty { lines.append([what, value]) }
        }
        add("Processor", Self.processor)
        add("Cores", String(ProcessorTime.cores))
        add("Memory", Self.memory)
        add("System", Self.system)
        add("Swift", Self.output("swift", ["--version"], scratch).flatMap(Self.swiftVersion))
        add("Ferry", Self.output(ferry, ["--version"], scratch))
        add("Busy with other things before", Self.load)
        self.lines = lines
    }

    var section: Section { Section("The machine", words: "", table: MarkdownTable(header: ["", ""], rows: lines)) }

    /// What a program prints first; nil when it cannot be run. Found on the caller's PATH.
    static func output(_ program: String, _ arguments: [String], _ scratch: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let command = Command(
            "/usr/bin/env", [program] + arguments, environment: ["PATH": path, "HOME": NSHomeDirectory()], label: "version", folder: scratch
        )
        guard let child = try? Child(command), (try? child.wait(expecting: [0])) != nil else { return nil }
        return (try? TextFile.read(command.output))?.split(separator: "\n").first.map(String.init)
    }

    private static func swiftVersion(_ line: String) -> String? {
        guard let start = line.range(of: "Swift version ") else { return line }
        return line[start.upperBound...].split(separator: " ").first.map(String.init)
    }

    private static var processor: String? {
        value(of: "model name", separator: ":", in: "/proc/cpuinfo")
    }

    private static var memory: String? {
        let bytes = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
        return bytes > 0 ? "\(Figure.number(bytes / 1_073_741_824, decimals: 0)) GiB" : nil
    }

    private static var system: String? {
        #if os(Linux)
            let name = value(of: "PRETTY_NAME", separator: "=", in: "/etc/os-release")
            return name?.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        #else
            return ProcessInfo.processInfo.operatingSystemVersionString
        #endif
    }

    private static var load: String? {
        guard let minute = (try? TextFile.read("/proc/loadavg"))?.split(separator: " ").first else { return nil }
        return "load average \(minute)"
    }

    private static func value(of key: String, separator: Character, in path: String) -> String? {
        guard let text = try? TextFile.read(path), let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) }),
            let mark = line.firstIndex(of: separator)
        else { return nil }
        return line[line.index(after: mark)...].trimmingCharacters(in: .whitespaces)
    }
}
