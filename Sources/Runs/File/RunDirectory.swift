/// A run as `ferry status` shows it.
package struct RunOverview: Sendable, Hashable {
    package var path: String
    package var binding: RunBinding
    package var state: RunState
    /// All pending while the plan is being written.
    package var outcomes: OutcomeCounts
    /// Why it stopped, when it did.
    package var stopReason: String?

    package var name: String { RunName.name(of: path) }

    package init(path: String, binding: RunBinding, state: RunState, outcomes: OutcomeCounts, stopReason: String?) {
        self.path = path
        self.binding = binding
        self.state = state
        self.outcomes = outcomes
        self.stopReason = stopReason
    }
}

/// The runs of a folder.
package struct RunListing: Sendable, Hashable {
    /// The newest first.
    package var runs: [RunOverview]
    /// Files that end in `.ferry` and can't be read, each with the reason.
    package var unreadable: [RunFileError]

    package init(runs: [RunOverview], unreadable: [RunFileError]) {
        self.runs = runs
        self.unreadable = unreadable
    }

    /// What `resume` without a name goes on with.
    package var newestUnfinished: RunOverview? { runs.first { $0.state.isUnfinished } }
}

extension RunFile {
    package func overview() throws(RunFileError) -> RunOverview {
        let state = try state()
        return RunOverview(
            path: path, binding: try binding(), state: state, outcomes: state == .planning ? OutcomeCounts() : try counts(),
            stopReason: try stopReason())
    }

    /// Every run of a folder, the newest first. A folder that is missing holds none.
    /// - Throws: `.noPermission` and the like for the folder itself.
    package static func list(in folder: String) throws(RunFileError) -> RunListing {
        var listing = RunListing(runs: [], unreadable: [])
        for name in try SystemFiles.names(in: folder).sorted() where name.hasSuffix(RunName.suffix) && name != RunName.suffix {
            do throws(RunFileError) {
                listing.runs.append(try open(at: folder + "/" + name).overview())
            } catch {
                listing.unreadable.append(error)
            }
        }
        listing.runs.sort { ($0.binding.createdAt, $0.name) > ($1.binding.createdAt, $1.name) }
        return listing
    }

    /// The path of the run that a person means: a file, or any unambiguous beginning of a name in the folder.
    /// - Throws: `.notFound`, `.ambiguousName`.
    package static func resolve(_ name: String, in folder: String) throws(RunFileError) -> String {
        if name.contains("/") || name.hasSuffix(RunName.suffix), SystemFiles.exists(name) { return name }
        let wanted = RunName.name(of: name)
        let names = try SystemFiles.names(in: folder).filter { $0.hasSuffix(RunName.suffix) }.map(RunName.name(of:)).sorted()
        if names.contains(wanted) { return folder + "/" + wanted + RunName.suffix }
        let candidates = wanted.isEmpty ? [] : names.filter { $0.hasPrefix(wanted) }
        guard let only = candidates.first else { throw .notFound(name) }
        guard candidates.count == 1 else { throw .ambiguous(name, candidates: candidates, directory: folder) }
        return folder + "/" + only + RunName.suffix
    }
}
