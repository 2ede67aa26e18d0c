import Diagnostics
import Foundation
package import Runs
import Tables
import Text

/// Where run files are: `--runs-dir`, else `.ferry/runs` beside the pipeline for a new one and in the current folder for one
/// that is looked for.
package struct RunFolder: Sendable {
    private let surroundings: Surroundings

    package init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
    }

    /// The folder for a new run.
    package func prepare(forPipelineAt path: String) -> String {
        stated ?? Paths.folder(of: path) + "/.ferry/runs"
    }

    /// Where `status` and `resume` look. A pipeline's own folder counts too when it is a child of this one, so that a run
    /// planned as `ferry plan pipelines/x.yaml` is found from where it was started.
    package func searched() -> [String] {
        if let stated { return [stated] }
        let current = surroundings.currentDirectory
        var folders = [current + "/.ferry/runs"]
        let children = (try? FileManager.default.contentsOfDirectory(atPath: current)) ?? []
        folders += children.sorted().map { "\(current)/\($0)/.ferry/runs" }.filter { FileManager.default.fileExists(atPath: $0) }
        return folders
    }

    /// The run that a user means by a path, a name, or a beginning of names: then the newest that the command can act on.
    package func resolve(_ written: String, to action: RunAction = .look) throws -> RunChoice {
        let path = Paths.absolute(written, from: surroundings.currentDirectory)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue { return RunChoice(path: path) }
        let found = try RunFile.named(written, in: searched())
        if let only = found.exactly.first {
            guard found.exactly.count == 1 else { throw RunFileError.ambiguous(written, candidates: found.exactly, isExact: true) }
            return RunChoice(path: only)
        }
        guard let first = found.beginning.first else { throw RunFileError.notFound(written) }
        return found.beginning.count == 1 && !action.writes ? RunChoice(path: first) : try newest(found.beginning, written, action)
    }

    /// The newest of several runs of one pipeline. Of those that a command would write for, only the user's own count: others are to be
    /// named whole.
    private func newest(_ paths: [String], _ written: String, _ action: RunAction) throws -> RunChoice {
        var runs = paths.compactMap { path in (try? RunFile.open(at: path).overview()).map { (path: path, run: $0) } }
        let ofPipeline = runs.filter { $0.run.binding.name == written }
        if !ofPipeline.isEmpty { runs = ofPipeline }
        guard Set(runs.map(\.run.binding.pipeline.path)).count == 1 else {
            throw RunFileError.ambiguous(written, candidates: paths, isExact: false)
        }
        runs.sort { ($0.run.binding.createdAt, $0.run.name) > ($1.run.binding.createdAt, $1.run.name) }
        let registry = StateFolder.registry(surroundings)
        let own = action.writes ? runs.filter { registry.knows($0.run.identity) } : runs
        guard let newest = own.first ?? runs.first else { throw RunFileError.notFound(written) }
        if own.isEmpty {
            throw Failure(
                .refused, code: ApplicationCode.R524,
                "\(newest.run.name) was not planned by you on this machine, or not as far as ferry knows",
                hint: "look at it with ferry show \(RunMention.text(newest.path, surroundings)), and name it whole to go on with it")
        }
        // Where none can be acted on, the command says why of the newest.
        guard let able = own.first(where: { action.fits($0.run) }) else { return RunChoice(path: newest.path) }
        return RunChoice(path: able.path, amongRuns: runs.count)
    }

    /// What the runs are called, the newest first, without a look into them.
    package func names() -> [String] {
        let files = searched().flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
        let names = files.filter { $0.hasSuffix(RunName.suffix) }.map(RunName.name)
        return names.sorted { (RunName.time(of: $0) ?? "", $0) > (RunName.time(of: $1) ?? "", $1) }
    }

    /// All runs there are, the newest first.
    package func list() throws -> RunListing {
        var listing = RunListing(runs: [], unreadable: [])
        for folder in searched() {
            let found = try RunFile.list(in: folder)
            listing.runs += found.runs
            listing.unreadable += found.unreadable
        }
        listing.runs.sort { ($0.binding.createdAt, $0.name) > ($1.binding.createdAt, $1.name) }
        return listing
    }

    private var stated: String? {
        surroundings.runsDirectory.map { Paths.absolute($0, from: surroundings.currentDirectory) }
    }
}

/// The run that is meant.
package struct RunChoice: Sendable {
    package var path: String
    /// How many the words could have meant, of which it is the newest that fits.
    package var amongRuns = 1
}

/// What a command is going to do with a run, which decides which of several is meant.
package enum RunAction: Sendable {
    case look, approve, apply, resume, undo, rejects

    /// Whether Affinity is written to on the word of the run.
    var writes: Bool { self == .apply || self == .resume || self == .undo }

    func fits(_ run: RunOverview) -> Bool {
        switch self {
        case .look: true
        case .approve, .apply: run.state == .planned
        case .resume: run.state.isUnfinished
        case .undo: (try? RunFile.open(at: run.path).hasWritten()) ?? false
        case .rejects: run.outcomes.rejected + run.outcomes.conflict > 0
        }
    }
}
