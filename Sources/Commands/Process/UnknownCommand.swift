import ArgumentParser
import Diagnostics

/// A first word that names no command.
struct UnknownCommand {
    private let written: String

    /// - Returns: Nil when the command line begins with an option or with a command that there is.
    init?(_ arguments: [String]) {
        guard let first = arguments.first, !first.hasPrefix("-"), first != "help", !Self.names.contains(first) else { return nil }
        written = first
    }

    var diagnostic: Diagnostic {
        let hint = NearMiss.question(written, among: Self.names) ?? "its commands: \(Self.names.joined(separator: ", "))"
        return Diagnostic(.error, code: "U101", "ferry has no command \"\(written)\"", hint: hint)
    }

    private static var names: [String] { FerryCommand.configuration.subcommands.compactMap { $0.configuration.commandName } }
}
