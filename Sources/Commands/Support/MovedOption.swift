import ArgumentParser
import Runs

/// `--moved`, for the commands that work on a run file.
struct MovedOption: ParsableArguments, Sendable {
    @Flag(
        name: .long,
        help: "The run file was made on another machine and is worked on there no more: without a word to that, it is refused.")
    var moved = false

    init() {}

    /// - Throws: `RunFileError.otherMachine`.
    func claim(_ run: RunFile, _ terminal: Terminal) throws {
        try run.claim(for: .current(terminal.context.environment), hasMoved: moved)
    }
}
