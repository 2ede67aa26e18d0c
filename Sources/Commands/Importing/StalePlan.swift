import PipelineSpec
import Runs
import Tables

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
        for input in binding.inputs where input.path != "-" {
            if let reason = changed(input) { reasons.append("the spreadsheet \(reason)") }
        }
        return reasons + addedRows(binding)
    }

    /// Files that a folder or a pattern finds now and did not find then.
    private func addedRows(_ binding: RunBinding) -> [String] {
        guard let pattern = binding.pattern, let found = try? SourceFiles.find(pattern, from: "/", shown: pattern) else { return [] }
        let known = Set(binding.inputs.map(\.path))
        return found.paths.filter { !known.contains($0) }.map {
            "the spreadsheet \(Paths.shown($0, from: terminal.context.currentDirectory)) has come"
        }
    }

    /// The limits of the pipeline as it is now; the usual ones, with a word, when it is gone or broken.
    func limits(_ binding: RunBinding) -> Limits {
        if let pipeline = pipeline(binding) { return pipeline.limits }
        let name = Paths.shown(binding.pipeline.path, from: terminal.context.currentDirectory)
        terminal.note("\(name) cannot be read any more, so its limits do not hold: the usual ones do.")
        return Limits()
    }

    /// The line of the spreadsheet on which the pipeline looks for the column names; 1 unless it says otherwise.
    func headerLine(_ binding: RunBinding) -> Int {
        pipeline(binding)?.source.header ?? 1
    }

    private func pipeline(_ binding: RunBinding) -> ImportPipeline? {
        guard let reading = try? PipelineSource.read(binding.pipeline.path, terminal).0, case .importing(let pipeline) = reading.pipeline
        else { return nil }
        return pipeline
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
