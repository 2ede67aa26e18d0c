import Application
import Diagnostics
import Exporting
import PipelineSpec
import Runs
import Tables
import Text

/// What the application needs of a command's surroundings, and what it says, put into words.
extension Terminal {
    var surroundings: Surroundings {
        var surroundings = Surroundings(
            environment: context.environment, variables: variables, currentDirectory: context.currentDirectory,
            runsDirectory: options.runsDirectory, version: FerryVersion.text, now: context.now, uptime: context.uptime,
            clock: context.clock, random: context.random, stop: context.stop)
        surroundings.profile = options.profile
        surroundings.keyVariables = profiles.keyVariables
        surroundings.memory = context.memory
        return surroundings
    }

    /// What `!var` of a pipeline is; of a name that is given twice the last.
    private var variables: [String: String] {
        Dictionary(options.variables.map { ($0.name, $0.value) }) { $1 }
    }

    /// A path as this user would write it.
    func shown(_ path: String) -> String { Paths.shown(path, from: context.currentDirectory) }

    /// The path of the run that was typed.
    func path(ofRun written: String, to action: RunAction = .look) throws -> String {
        let choice = try RunFolder(self).resolve(written, to: action)
        if choice.amongRuns > 1 {
            let runs = Numbers.count(choice.amongRuns, "run")
            note("\(written) means \(RunName.name(of: choice.path)), the newest of \(runs) \(action.words).")
        }
        return choice.path
    }

    /// The limits of a run's pipeline as it is now; the usual ones, with a notice, when it is gone or broken.
    func limits(of binding: RunBinding) -> Limits {
        if let limits = StalePlan(surroundings).limits(binding) { return limits }
        note("\(shown(binding.pipeline.path)) cannot be read any more, so its limits do not hold: the usual ones do.")
        return Limits()
    }

    /// A pipeline of an import, with its warnings said.
    func importPipeline(_ written: String) throws -> PipelineSource {
        let source = try PipelineSource.load(written, surroundings)
        for warning in source.warnings { report(warning) }
        return source
    }

    /// The export that a file asks for; nil for a file of another kind, or one with errors, which `importPipeline` throws.
    func exportPipeline(_ written: String) throws -> ExportRequest? {
        let file = try PipelineFileBytes(written, surroundings)
        guard case .exporting(let pipeline) = file.reading.pipeline else { return nil }
        for diagnostic in file.reading.diagnostics { report(diagnostic) }
        return ExportRequest(pipeline, pipelinePath: file.path, surroundings)
    }
}

extension RunFolder {
    init(_ terminal: Terminal) { self.init(terminal.surroundings) }
}

extension ExportFolder {
    init(_ terminal: Terminal) { self.init(terminal.surroundings) }
}

extension RunMention {
    static func text(_ path: String, _ terminal: Terminal) -> String { text(path, terminal.surroundings) }
}

extension StateFolder {
    static func registry(_ terminal: Terminal) -> RunRegistry { registry(terminal.surroundings) }
}

extension RunAction {
    /// After `the newest of 5 runs`.
    fileprivate var words: String {
        switch self {
        case .look: "there are"
        case .approve, .apply: "that is not applied yet"
        case .resume: "that is not finished"
        case .undo: "that wrote something"
        case .rejects: "with rejected rows"
        }
    }
}
