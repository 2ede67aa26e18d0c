import Diagnostics
package import Runs
import Tables
import Text

/// Whether a run is in a state to be worked on.
extension RunFile {
    /// A run is applied once, only on the files that it was planned with, and never against a guard rail.
    /// - Throws: `Failure` R510, R511, R515, R516 and R540.
    package func checkMayBegin(_ surroundings: Surroundings) throws {
        let binding = try binding()
        let pipeline = Paths.shown(binding.pipeline.path, from: surroundings.currentDirectory)
        try checkIsUsable(surroundings)
        switch try state() {
        case .planning, .planned, .refused, .undoing, .undone: break
        case .running, .stopped:
            throw Failure(
                .refused, code: "R511", "this run was begun already",
                hint: "go on with: ferry resume \(RunMention.text(path, surroundings))")
        case .finished:
            throw Failure(
                .refused, code: "R511", "this run is finished: a run is applied once",
                hint: "plan anew, what is in Affinity already is left alone: ferry plan \(ShellWord.quoted(pipeline))")
        }
        let stale = try StalePlan(surroundings).reasons(binding)
        guard stale.isEmpty else {
            throw Failure(
                .refused, code: "R510", "this plan is stale: \(stale.joined(separator: "; "))", hint: "plan again: ferry plan \(pipeline)")
        }
    }

    /// A run that was begun can be gone on with; one that is finished has nothing left to do.
    /// - Throws: `Failure` R512, R515, R516 and R540.
    package func checkMayGoOn(_ surroundings: Surroundings) throws {
        try checkIsUsable(surroundings)
        guard try state() == .planned else { return }
        throw Failure(
            .refused, code: "R512", "this plan was never applied", hint: "ferry apply \(RunMention.text(path, surroundings))")
    }

    private func checkIsUsable(_ surroundings: Surroundings) throws {
        let undo = "ferry undo \(RunMention.text(path, surroundings))"
        switch try state() {
        case .undoing: throw Failure(.refused, code: "R540", "this run is being taken back", hint: "go on with: \(undo)")
        case .undone:
            throw Failure(
                .refused, code: "R516", "this run was taken back", hint: "plan anew to do it again; \(undo) looks again at what was kept")
        case .refused:
            throw Failure(
                .refused, code: "R515", "this plan breaks a guard rail: \(try brokenGuardRails().joined(separator: "; "))",
                hint: "change the rows, or `expect` in the pipeline, and plan again")
        case .planning, .planned, .running, .stopped, .finished: break
        }
    }
}
