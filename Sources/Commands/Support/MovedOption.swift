import Application
import ArgumentParser
import Diagnostics
import Runs

/// `--moved`, for the commands that work on a run file.
struct MovedOption: ParsableArguments, Sendable {
    @Flag(
        name: .long,
        help: "The run file was made on another machine, where nobody works on it any more. Without this option it is refused.")
    var moved = false

    init() {}

    /// Sees to it that the file is the run itself, is worked on here, and comes from this user. A command that shows what it would do and
    /// asks says only that it does not.
    /// - Parameter isWanted: whether somebody said that a run of unknown origin is to be worked on; nil for a command that asks anyway.
    /// - Throws: `RunFileError.otherMachine`, `.copied`, `.outdated`; `Failure` R524.
    func claim(_ run: RunFile, _ terminal: Terminal, isWanted: Bool? = nil) throws {
        let standing = try run.standing(in: StateFolder.registry(terminal))
        try run.claim(for: .current(terminal.context.environment), hasMoved: moved)
        guard standing == .unknown, !moved else { return }
        let name = RunMention.text(run.path, terminal)
        let what = "\(run.name) was not planned by you on this machine, or not as far as ferry knows"
        if isWanted == nil { return terminal.note("\(what): ferry show \(name) tells what is in it.") }
        guard isWanted == true else {
            throw Failure(
                .refused, code: ApplicationCode.R524, what,
                hint: "look at it with ferry show \(name); to go on with it all the same, add --yes")
        }
    }
}
