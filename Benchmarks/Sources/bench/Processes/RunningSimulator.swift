import Foundation

/// `ferry simulate` in a process of its own, ready to answer.
struct RunningSimulator: ~Copyable {
    let port: Int
    let key: String
    private let child: Child

    /// Starts it on a free port, with limits so high that none is ever met.
    /// - Parameters:
    ///   - options: more of its options, such as `--seed`.
    ///   - label: names its files in the scratch folder.
    init(_ ferry: String, _ options: [String] = [], label: String, scratch: String) throws(BenchError) {
        let portFile = "\(scratch)/\(label).port"
        unlink(portFile)
        let command = Command(
            ferry, ["simulate", "--port", "0", "--port-file", portFile, "--rate-limit", "100000000", "--monthly-limit", "0"] + options,
            environment: ["HOME": scratch, "PATH": "/usr/bin:/bin"], label: label, folder: scratch)
        let child = try Child(command)
        guard let found = Self.address(of: child, portFile: portFile, output: command.output) else {
            child.stop()
            let said = (try? TextFile.read(command.errors)) ?? ""
            throw BenchError("the simulator did not start, or not within \(Self.patience) s\n\(said)")
        }
        self.child = child
        (port, key) = found
    }

    /// Waits until it listens and has printed its key.
    /// - Returns: nil when it ends instead, or takes too long.
    private static func address(of child: borrowing Child, portFile: String, output: String) -> (port: Int, key: String)? {
        for _ in 0..<patience * 20 {
            if let key = key(in: (try? TextFile.read(output)) ?? ""), let text = try? TextFile.read(portFile),
                let port = Int(text.prefix(while: \.isNumber))
            {
                return (port, key)
            }
            if child.hasEnded { return nil }
            usleep(50_000)
        }
        return nil
    }

    /// Seconds: a large account takes a while to read.
    private static let patience = 300

    private static func key(in output: String) -> String? {
        let mark = "export AFFINITY_API_KEY="
        guard let line = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().first(where: { $0.hasPrefix(mark) })
        else { return nil }
        return line.dropFirst(mark.count).trimmingCharacters(in: CharacterSet(charactersIn: "'\""))
    }

    var baseURL: String { "http://127.0.0.1:\(port)" }

    /// CPU seconds so far; nil where the system does not tell.
    var processorSeconds: Double? { ProcessorTime.seconds(of: child.pid) }

    /// `ferry` with these arguments, pointed at this simulator.
    func command(_ ferry: String, _ arguments: [String], label: String, scratch: String) -> Command {
        Command(
            ferry, arguments,
            environment: ["AFFINITY_BASE_URL": baseURL, "AFFINITY_API_KEY": key, "HOME": scratch, "PATH": "/usr/bin:/bin"], label: label,
            folder: scratch)
    }

    consuming func stop() {
        child.stop()
    }
}
