import ArgumentParser
import Diagnostics

/// A first word that names no command.
struct UnknownCommand {
    /// What other tools call it.
    private static let otherwise = [
        "import": "an import is `ferry plan PIPELINE` and then `ferry apply`",
        "run": "`ferry apply PIPELINE` plans, shows, asks and applies",
        "list": "`ferry lists` shows the lists, `ferry status` the runs", "runs": "`ferry status` shows the runs",
        "check": "`ferry validate PIPELINE` checks a file, `ferry doctor` the key and the network",
        "rollback": "`ferry undo RUN` takes a run back", "revert": "`ferry undo RUN` takes a run back",
        "prune": "`ferry clean` removes old runs", "version": "`ferry --version` says which one this is",
        "login": "there is no sign-in: the key comes from AFFINITY_API_KEY or a key file, and `ferry doctor` tries it",
    ]

    private let written: String

    /// - Returns: Nil when the command line begins with an option or with a command that there is.
    init?(_ arguments: [String]) {
        guard let first = arguments.first, !first.hasPrefix("-"), first != "help", !Self.names.contains(first) else { return nil }
        written = first
    }

    var diagnostic: Diagnostic {
        let hint =
            Self.otherwise[written] ?? NearMiss.question(written, among: Self.names)
            ?? "its commands: \(Self.shown.joined(separator: ", "))"
        return Diagnostic(.error, code: CommandCode.U101, "ferry has no command \"\(written)\"", hint: hint)
    }

    private static var shown: [String] {
        FerryCommand.configuration.subcommands.filter { $0.configuration.shouldDisplay }.compactMap { $0.configuration.commandName }
    }

    static var names: [String] { FerryCommand.configuration.subcommands.compactMap { $0.configuration.commandName } }
}
