import ArgumentParser
import Diagnostics

/// A command of `ferry`: its options as typed, and what it does with them in a given surrounding.
protocol Subcommand: ParsableCommand, Sendable {
    var global: GlobalOptions { get }

    /// - Throws: `Failure`, `Diagnostics`, `AffinityError`, `RunFileError`; `Reporter` turns each into words and a status.
    func execute(_ terminal: Terminal) async throws -> ExitStatus
}
