package import PipelineSpec
package import Runs
import Tables

/// Whether a plan still stands on the files it was computed from.
package struct StalePlan {
    private let surroundings: Surroundings

    package init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
    }

    /// What has changed since; nothing when the plan may be applied.
    package func reasons(_ binding: RunBinding) throws -> [String] {
        var reasons: [String] = []
        if let reason = changed(binding.pipeline) { reasons.append("the pipeline \(reason)") }
        for input in binding.inputs where input.isFile {
            if let reason = changed(input) { reasons.append("the spreadsheet \(reason)") }
        }
        return reasons + addedRows(binding) + changedValues(binding)
    }

    /// What the pipeline takes from outside and is something else now. What is not said any more stays as it was planned: the run has it.
    private func changedValues(_ binding: RunBinding) -> [String] {
        (binding.values ?? []).compactMap { value in
            guard value.isSecret != true, let now = surroundings.outsideValues.text(value.origin, value.name), now != value.text else {
                return nil
            }
            return "\(value.written) of the pipeline has changed"
        }
    }

    /// Files that a folder or a pattern finds now and did not find then.
    private func addedRows(_ binding: RunBinding) -> [String] {
        guard let pattern = binding.pattern, let found = try? SourceFiles.find(pattern, from: "/", shown: pattern) else { return [] }
        let known = Set(binding.inputs.map(\.path))
        return found.paths.filter { !known.contains($0) }.map {
            "the spreadsheet \(Paths.shown($0, from: surroundings.currentDirectory)) has come"
        }
    }

    /// The limits of the pipeline as it is now; nil when it is gone or broken.
    package func limits(_ binding: RunBinding) -> Limits? { pipeline(binding)?.limits }

    /// The line of the spreadsheet on which the pipeline looks for the column names; 1 unless it says otherwise.
    package func headerLine(_ binding: RunBinding) -> Int {
        pipeline(binding)?.source.header ?? 1
    }

    private func pipeline(_ binding: RunBinding) -> ImportPipeline? {
        guard let file = try? PipelineFileBytes(binding.pipeline.path, surroundings, values: OutsideValues(binding.values ?? [])),
            case .importing(let pipeline) = file.reading.pipeline
        else { return nil }
        return pipeline
    }

    private func changed(_ input: RunBinding.Input) -> String? {
        let name = Paths.shown(input.path, from: surroundings.currentDirectory)
        do {
            // A run file names its files, and may be anybody's.
            try InputFile.refuseNoFile(input.path, hint: "")
            return try InputFile.sha256(of: input.path) == input.digest ? nil : "\(name) has changed"
        } catch {
            return "\(name) cannot be read (\(error.reason))"
        }
    }
}
