import ArgumentParser
package import Diagnostics
import Foundation
import Runs

/// `ferry` as a process: arguments, signals and an exit status around the library.
package enum FerryProcess {
    package static func main() async -> Never {
        // A reader that goes away (`ferry show RUN --json | head`) is not a crash.
        signal(SIGPIPE, SIG_IGN)
        // EFBIG is reported like any failed write.
        signal(SIGXFSZ, SIG_IGN)
        ProcessLimits.raise()
        let stop = StopSignal()
        let signals = InterruptSignals(stop)
        var context = CommandContext(
            output: .descriptor(STDOUT_FILENO), errors: .descriptor(STDERR_FILENO), environment: ProcessInfo.processInfo.environment,
            currentDirectory: FileManager.default.currentDirectoryPath, now: { Date().timeIntervalSince1970 },
            uptime: Uptime.now, clock: ContinuousClock(), random: { Double.random(in: 0...1) }, stop: stop,
            readLine: { TerminalLine.read(until: stop) }, inputIsTerminal: isatty(STDIN_FILENO) == 1)
        if let problem = ProcessLimits.problem() {
            context.errors.write(DiagnosticText(colour: false).render(problem))
            exit(ExitStatus.failed.rawValue)
        }
        let arguments = Array(CommandLine.arguments.dropFirst())
        LastWords.prepare(text(LastWords.diagnostic, isJSON: arguments.contains("--json")))
        context.memory = ProcessLimits.memory(context.environment)
        let status = await run(arguments, context)
        signals.cancel()
        exit(status.rawValue)
    }

    /// Runs one command line and returns what the process should end with.
    package static func run(_ arguments: [String], _ context: CommandContext) async -> ExitStatus {
        let arguments = WaitOption.completed(LeadingOptions.moved(arguments, commands: UnknownCommand.names))
        let subcommand: any Subcommand
        do {
            var command = try FerryCommand.parseAsRoot(arguments)
            guard let known = command as? any Subcommand else {
                // `ferry`, `ferry help plan`: running it throws the help.
                try command.run()
                return .done
            }
            subcommand = known
        } catch {
            return usage(error, arguments, context)
        }
        var terminal = Terminal(context: context, options: subcommand.global)
        let watch = MemoryWatch(room: context.memory, stop: context.stop, say: terminal.report)
        let memory = subcommand.isStoppable ? watch.begin() : nil
        defer { memory?.cancel() }
        do {
            if subcommand.usesProfile { terminal = try terminal.withProfiles(pipeline: subcommand.pipelinePath) }
            let status = try await subcommand.execute(terminal)
            return ending(status, terminal)
        } catch {
            return Reporter(terminal).report(error)
        }
    }

    /// What could not be printed is not a result, however well all else went.
    private static func ending(_ status: ExitStatus, _ terminal: Terminal) -> ExitStatus {
        guard terminal.context.output.hasFailed else { return status }
        let ending: ExitStatus = [.done, .somethingToApply].contains(status) ? .failed : status
        guard let reason = terminal.context.output.failure else { return ending }
        let failure = Failure(
            .failed, code: CommandCode.U131, "standard output did not take all of the result: \(reason)",
            hint: "send it to a file on a disk that has room, or to a program that reads it")
        _ = Reporter(terminal).report(failure)
        return ending
    }

    /// Help and version are results; everything else is a wrong command line, with the near miss where there is one.
    private static func usage(_ error: any Error, _ arguments: [String], _ context: CommandContext) -> ExitStatus {
        let isHelp = FerryCommand.exitCode(for: error) == .success
        let unknown = isHelp ? nil : UnknownCommand(arguments)
        guard unknown != nil || (!isHelp && arguments.contains("--json")) else {
            let text = FerryCommand.fullMessage(for: error, columns: context.output.width)
            (isHelp ? context.output : context.errors).line(text)
            return isHelp ? context.output.hasFailed ? .failed : .done : .usage
        }
        let diagnostic = unknown?.diagnostic ?? wrongOptions(error, arguments)
        context.errors.write(text(diagnostic, isJSON: arguments.contains("--json")))
        return .usage
    }

    /// A diagnostic where there is no terminal to say it yet, with its line ending.
    private static func text(_ diagnostic: Diagnostic, isJSON: Bool) -> String {
        guard isJSON, let line = try? JSONText.encode(DiagnosticRecord(diagnostic)) else {
            return DiagnosticText(colour: false).render(diagnostic)
        }
        return line + "\n"
    }

    private static func wrongOptions(_ error: any Error, _ arguments: [String]) -> Diagnostic {
        let command = arguments.first.map { $0.hasPrefix("-") ? "" : " \($0)" } ?? ""
        return Diagnostic(
            .error, code: CommandCode.U100, FerryCommand.message(for: error), hint: "`ferry help\(command)` says how it is used")
    }
}
