import ArgumentParser
import Diagnostics

/// A command of `ferry`: its options as typed, and what it does with them in a given surrounding.
protocol Subcommand: ParsableCommand, Sendable {
    var global: GlobalOptions { get }

    /// The pipeline file that was typed: `ferry.yaml` is looked for from there.
    var pipelinePath: String? { get }

    /// Whether a profile means anything to it.
    var usesProfile: Bool { get }

    /// Whether it ends when somebody asks it to stop. What does not is short, and is wanted when memory is short too.
    var isStoppable: Bool { get }

    /// - Throws: `Failure`, `Diagnostics`, `AffinityError`, `RunFileError`; `Reporter` turns each into words and a status.
    func execute(_ terminal: Terminal) async throws -> ExitStatus
}

extension Subcommand {
    var pipelinePath: String? { nil }
    var usesProfile: Bool { true }
    var isStoppable: Bool { true }
}
