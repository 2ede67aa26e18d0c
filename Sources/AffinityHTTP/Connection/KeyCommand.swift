import Files
import Foundation

/// Runs the command that prints a key: `op read …`, `vault kv get …`, `pass show …`.
package enum KeyCommand {
    /// Says how it ended, never what it printed.
    package enum Failure: Error, Hashable, CustomStringConvertible {
        case exited(Int32)
        case signalled(Int32)
        case endlessOutput
        /// It did not end within these seconds.
        case tooSlow(Int)
        case stopped

        package var description: String {
            switch self {
            case .exited(let status): "it ended with exit code \(status)"
            case .signalled(let signal): "it was ended by signal \(signal)"
            case .endlessOutput: "it prints more than a key"
            case .tooSlow(let seconds): "it did not end within \(seconds) s"
            case .stopped: "it was stopped on request"
            }
        }
    }

    /// In seconds.
    package static let limit = 60
    /// Seconds after which it is said that there is something to wait for.
    static let patience = 3
    private static let maximumBytes = 65_536

    /// What the command prints on standard output. It has no standard input: the spreadsheet may come from there. Its standard
    /// error is dropped, so it must not need to ask. What it has started ends with it.
    ///
    /// - Parameters:
    ///   - limit: in seconds; a command that takes longer is ended, with what it has started.
    ///   - isStopped: whether somebody has asked to stop; then it is ended likewise.
    ///   - onWait: called once, when it takes more than a moment.
    package static func output(
        _ command: String, limit: Int = limit, until isStopped: () -> Bool = { false }, onWait: () -> Void = {}
    ) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let number = process.processIdentifier
        // Foundation gives a process a group of its own where the system lets it. One that has ended by now has none to ask for.
        let group = [number, -1].contains(getpgid(number)) ? -number : number
        let started = ContinuousClock.now
        var isSaid = false
        func isOver() -> Bool {
            let passed = started.duration(to: .now)
            if passed >= .seconds(patience), !isSaid {
                isSaid = true
                onWait()
            }
            return isStopped() || passed >= .seconds(limit)
        }
        do {
            let output = try read(pipe.fileHandleForReading.fileDescriptor, until: isOver)
            // It may have closed its output, and go on.
            while process.isRunning {
                // Foundation takes it for running for as long as anything lives that it has started.
                if group < 0, hasEnded(number) { kill(group, SIGKILL) }
                if isOver() { throw PatientRead.Failure.stopped }
                usleep(10_000)
            }
            guard process.terminationReason == .exit else { throw Failure.signalled(process.terminationStatus) }
            guard process.terminationStatus == 0 else { throw Failure.exited(process.terminationStatus) }
            return String(decoding: output, as: UTF8.self)
        } catch {
            end(process, group)
            guard case PatientRead.Failure.stopped = error else { throw error }
            throw isStopped() ? Failure.stopped : Failure.tooSlow(limit)
        }
    }

    /// Whether a child process has ended; who waits for it still learns how.
    private static func hasEnded(_ number: pid_t) -> Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(number), &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_signo == SIGCHLD
    }

    private static func read(_ descriptor: Int32, until isOver: () -> Bool) throws -> [UInt8] {
        var output: [UInt8] = []
        while true {
            let more = try PatientRead.bytes(from: descriptor, upTo: 4096, until: isOver)
            if more.isEmpty { return output }
            output += more
            if output.count > maximumBytes { throw Failure.endlessOutput }
        }
    }

    /// With all that it has started, which may outlive the shell.
    private static func end(_ process: Process, _ group: Int32) {
        kill(group, SIGTERM)
        for _ in 0..<50 where process.isRunning { usleep(10_000) }
        kill(group, SIGKILL)
        process.waitUntilExit()
    }
}
