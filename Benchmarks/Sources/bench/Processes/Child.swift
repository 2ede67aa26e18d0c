import Foundation

/// A process that was started and not yet waited for.
struct Child: ~Copyable {
    let pid: pid_t
    private let command: Command
    private let started: ContinuousClock.Instant

    /// - Throws: `BenchError` when the program cannot be started.
    init(_ command: Command) throws(BenchError) {
        self.command = command
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, command.output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, command.errors, O_WRONLY | O_CREAT | O_TRUNC, 0o644)

        var arguments = ([command.executable] + command.arguments).map { strdup($0) } + [nil]
        var environment = command.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            for pointer in arguments + environment { free(pointer) }
        }
        var child = pid_t()
        started = .now
        let failure = posix_spawn(&child, command.executable, &actions, nil, &arguments, &environment)
        guard failure == 0 else { throw BenchError("cannot start \(command.executable): \(String(cString: strerror(failure)))") }
        pid = child
    }

    /// Whether it has ended already; `wait` still tells how.
    var hasEnded: Bool {
        var information = siginfo_t()
        #if canImport(Darwin)
            let found = waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT)
        #else
            let found = waitid(P_PID, id_t(pid), &information, Int32(WEXITED) | WNOHANG | Int32(WNOWAIT))
        #endif
        return found == 0 && information.si_signo == SIGCHLD
    }

    /// Waits for its end.
    /// - Throws: `BenchError` when a signal ended it, or with another status than one of `statuses`; with what it had to say.
    consuming func wait(expecting statuses: Set<Int32>) throws(BenchError) -> ResourceUse {
        let (status, use) = try end()
        let signal = status & 0x7f
        let code = status >> 8 & 0xff
        guard signal == 0, statuses.contains(code) else {
            let how = signal == 0 ? "status \(code)" : "signal \(signal)"
            let said = (try? TextFile.read(command.errors)) ?? ""
            throw BenchError("\(command.executable) \(command.arguments.joined(separator: " ")): \(how)\n\(said.suffix(2_000))")
        }
        return use
    }

    /// Asks it to end, and waits until it has.
    consuming func stop() {
        kill(pid, SIGTERM)
        _ = try? end()
    }

    private func end() throws(BenchError) -> (status: Int32, use: ResourceUse) {
        var status: Int32 = 0
        var usage = rusage()
        while wait4(pid, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw BenchError("wait4: \(String(cString: strerror(errno)))") }
        }
        let wall = started.duration(to: .now)
        return (status, ResourceUse(wall: wall / .seconds(1), usage))
    }
}
