import Foundation

/// Another program that is run for what it prints. It has no standard input, and what it has started ends with it.
package struct ChildProgram {
    /// Says how it ended, never what it printed.
    package enum Failure: Error, Hashable, CustomStringConvertible {
        case exited(Int32)
        case signalled(Int32)
        /// It prints more than this, in the words of a sentence.
        case tooMuch(String)
        /// It did not end within these seconds.
        case tooSlow(Int)
        case stopped

        package var description: String {
            switch self {
            case .exited(let status): "it ended with exit code \(status)"
            case .signalled(let signal): "it was ended by signal \(signal)"
            case .tooMuch(let limit): "it prints more than \(limit)"
            case .tooSlow(let seconds): "it did not end within \(seconds) s"
            case .stopped: "it was stopped on request"
            }
        }
    }

    package enum Stream { case output, errors }

    private let path: String
    private let arguments: [String]
    private let folder: String?
    private let environment: [String: String]?
    private let limit: Int
    private let readsErrors: Bool

    /// Seconds after which it is said that there is something to wait for.
    private static let patience = 3
    private static let chunk = 65_536

    /// - Parameters:
    ///   - path: of the program.
    ///   - folder: where it works; nil for the current one.
    ///   - environment: nil for this process's own.
    ///   - limit: in seconds; a program that takes longer is ended, with what it has started.
    ///   - readsErrors: whether its standard error is read; else it is dropped.
    package init(
        _ path: String, _ arguments: [String], in folder: String? = nil, environment: [String: String]? = nil, limit: Int,
        readsErrors: Bool = false
    ) {
        self.path = path
        self.arguments = arguments
        self.folder = folder
        self.environment = environment
        self.limit = limit
        self.readsErrors = readsErrors
    }

    /// The program that a name means, as a shell finds it.
    ///
    /// - Parameters:
    ///   - folder: from which a name with a slash starts.
    ///   - search: the folders of `PATH`.
    package static func find(_ name: String, from folder: String, search: String?) -> String? {
        let places =
            name.contains("/")
            ? [name.hasPrefix("/") ? name : folder + "/" + name] : (search ?? "").split(separator: ":").map { "\($0)/\(name)" }
        var isFolder: ObjCBool = false
        return places.first {
            FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue && access($0, X_OK) == 0
        }
    }

    /// - Parameters:
    ///   - isStopped: whether somebody has asked to stop; then it is ended, as at its time limit.
    ///   - onWait: called once, when it takes more than a moment.
    ///   - take: is given what it prints, as it comes.
    /// - Throws: `Failure`; what `take` throws; an error of the system when the program cannot be started.
    package func run(
        until isStopped: () -> Bool = { false }, onWait: () -> Void = {}, _ take: (Stream, [UInt8]) throws -> Void
    ) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        if let environment { process.environment = environment }
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = readsErrors ? errors : FileHandle.nullDevice
        try process.run()
        let number = process.processIdentifier
        // Foundation gives a process a group of its own where the system lets it. One that has ended by now has none to ask for.
        let group = [number, -1].contains(getpgid(number)) ? -number : number
        let started = ContinuousClock.now
        var isSaid = false
        func checkTime() throws {
            let passed = started.duration(to: .now)
            if passed >= .seconds(Self.patience), !isSaid {
                isSaid = true
                onWait()
            }
            if isStopped() { throw Failure.stopped }
            if passed >= .seconds(limit) { throw Failure.tooSlow(limit) }
        }
        var open: [(stream: Stream, descriptor: Int32)] = [(.output, output.fileHandleForReading.fileDescriptor)]
        if readsErrors { open.append((.errors, errors.fileHandleForReading.fileDescriptor)) }
        func read(within milliseconds: Int32) throws -> Bool {
            guard let index = PatientRead.ready(open.map(\.descriptor), within: milliseconds) else { return false }
            guard let bytes = try PatientRead.bytesNow(from: open[index].descriptor, upTo: Self.chunk) else { return true }
            if bytes.isEmpty { open.remove(at: index) } else { try take(open[index].stream, bytes) }
            return true
        }
        do {
            // It may have closed its output, and go on.
            while case let printsMore = open.contains(where: { $0.stream == .output }), printsMore || process.isRunning {
                try checkTime()
                // Foundation takes it for running for as long as anything lives that it has started.
                if !printsMore, group < 0, Self.hasEnded(number) { kill(group, SIGKILL) }
                _ = try read(within: printsMore ? PatientRead.attention : 10)
            }
            // What it has started may keep its standard error open: no more of it is waited for.
            while !open.isEmpty, try read(within: 0) {}
        } catch {
            Self.end(process, group)
            throw error
        }
        guard process.terminationReason == .exit else { throw Failure.signalled(process.terminationStatus) }
        guard process.terminationStatus == 0 else { throw Failure.exited(process.terminationStatus) }
    }

    /// Whether a child process has ended; who waits for it still learns how.
    private static func hasEnded(_ number: pid_t) -> Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(number), &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_signo == SIGCHLD
    }

    /// With all that it has started, which may outlive it.
    private static func end(_ process: Process, _ group: Int32) {
        kill(group, SIGTERM)
        for _ in 0..<50 where process.isRunning { usleep(10_000) }
        kill(group, SIGKILL)
        // What has left the group lives on, and is not waited for.
        for _ in 0..<50 where process.isRunning { usleep(10_000) }
    }
}
