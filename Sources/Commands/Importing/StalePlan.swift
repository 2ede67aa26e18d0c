import PipelineSpec
import Runs

/// Whether a plan still stands on the files it was computed from.
struct StalePlan {
    private let terminal: Terminal

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    /// What has changed since; nothing when the plan may be applied.
    func reasons(_ binding: RunBinding) throws -> [String] {
        var reasons: [String] = []
        if let reason = changed(binding.pipeline) { reasons.append("the pipeline \(reason)") }
        // Standard input cannot be read again; its rows stand in the run file.
        if binding.csv.path != "-", let reason = changed(binding.csv) { reasons.append("the spreadsheet \(reason)") }
        return reasons
    }

    /// The limits of the pipeline as it is now; the usual ones when it is gone or broken.
    func limits(_ binding: RunBinding) -> Limits {
        guard let (reading, _, _, _) = try? PipelineSource.read(binding.pipeline.path, terminal),
            case .importing(let pipeline) = reading.pipeline
        else { return Limits() }
        return pipeline.limits
    }

    private func changed(_ input: RunBinding.Input) -> String? {
        let name = Paths.shown(input.path, from: terminal.context.currentDirectory)
        do {
            return try InputFile.sha256(of: input.path) == input.digest ? nil : "\(name) has changed"
        } catch {
            return "\(name) cannot be read (\(error.reason))"
        }
    }
}
