import Diagnostics
import PipelineSpec
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
                .refused, code: ApplicationCode.R511, "this run was begun already",
                hint: "go on with: ferry resume \(RunMention.text(path, surroundings))")
        case .finished:
            throw Failure(
                .refused, code: ApplicationCode.R511, "this run is finished: a run is applied once",
                hint: "plan anew, what is in Affinity already is left alone: ferry plan \(ShellWord.quoted(pipeline))")
        }
        try checkIsFresh(binding, surroundings)
    }

    /// A plan that is whole, fits its files, and was not begun.
    /// - Throws: `Failure` R510, R515 and R534.
    package func checkMayBeApproved(_ surroundings: Surroundings) throws {
        switch try state() {
        case .planned: break
        case .refused: try checkIsUsable(surroundings)
        case .planning, .running, .stopped, .finished, .undoing, .undone:
            throw Failure(
                .refused, code: ApplicationCode.R534, "this run was begun already: there is nothing left to approve",
                hint: "ferry status \(RunMention.text(path, surroundings)) tells how far it is")
        }
        try checkIsFresh(try binding(), surroundings)
    }

    /// A run that was begun can be gone on with; one that is finished has nothing left to do.
    /// - Throws: `Failure` R512, R515, R516 and R540.
    package func checkMayGoOn(_ surroundings: Surroundings) throws {
        try checkIsUsable(surroundings)
        guard try state() == .planned else { return }
        throw Failure(
            .refused, code: ApplicationCode.R512, "this plan was never applied", hint: "ferry apply \(RunMention.text(path, surroundings))")
    }

    /// The pipeline and the spreadsheet are those that were planned.
    private func checkIsFresh(_ binding: RunBinding, _ surroundings: Surroundings) throws {
        let stale = try StalePlan(surroundings).reasons(binding)
        guard stale.isEmpty else {
            let pipeline = Paths.shown(binding.pipeline.path, from: surroundings.currentDirectory)
            throw Failure(
                .refused, code: ApplicationCode.R510, "this plan is stale: \(stale.joined(separator: "; "))",
                hint: "plan again: ferry plan \(pipeline)")
        }
    }

    private func checkIsUsable(_ surroundings: Surroundings) throws {
        let undo = "ferry undo \(RunMention.text(path, surroundings))"
        switch try state() {
        case .undoing: throw Failure(.refused, code: ApplicationCode.R540, "this run is being taken back", hint: "go on with: \(undo)")
        case .undone:
            throw Failure(
                .refused, code: ApplicationCode.R516, "this run was taken back",
                hint: "plan anew to do it again; \(undo) looks again at what was kept")
        case .refused:
            throw Failure(
                .refused, code: ApplicationCode.R515, "this plan breaks a guard rail: \(try brokenGuardRails().joined(separator: "; "))",
                hint: "change the rows, or `expect` in the pipeline, and plan again")
        case .planning, .planned, .running, .stopped, .finished: break
        }
    }
}
