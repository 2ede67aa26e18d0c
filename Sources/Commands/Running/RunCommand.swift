import ArgumentParser
import Diagnostics
import Foundation
import PipelineSpec
import Tables

struct RunCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Carry out many pipelines, over many accounts, with one summary and one exit status.",
        discussion: """
            Imports are planned and applied without a question, exports are written. What an earlier run of a pipeline left is finished \
            first. Accounts go side by side, the pipelines of one account one after the other in the order given. The exit status is the worst of all.

            EXAMPLES
              ferry run pipelines/*.yaml
              ferry run pipelines/*.yaml --select tag:nightly
              ferry run pipelines/*.yaml --accounts accounts.yaml --workers 8
              ferry run pipelines/*.yaml --failed                  only what did not end well the last time
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var patience: PatienceOption

    @Argument(help: "The pipeline files.", completion: .pipelineOrRun)
    var pipelines: [String]

    @Option(
        name: .long,
        help: ArgumentHelp("Only pipelines with this tag or name; may be repeated, all must fit.", valueName: "tag:word|name:name"),
        transform: { try RunSelection($0) })
    var select: [RunSelection] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file of profiles, written as ferry.yaml is: each pipeline is carried out for each of them, one that names its account for that account.",
            valueName: "file"), completion: .file())
    var accounts: String?

    @Option(name: .long, help: ArgumentHelp("How many accounts at once.", valueName: "count"))
    var workers = 4

    @Flag(name: .long, help: "Only what did not end well the last time.")
    var failed = false

    init() {}

    /// Each pipeline has its own.
    var usesProfile: Bool { false }

    func validate() throws {
        guard (1...64).contains(workers) else { throw ValidationError("--workers takes a number from 1 to 64") }
        let global = global
        if accounts != nil, [global.profile, global.apiKeyFile, global.baseURL, global.runsDirectory].contains(where: { $0 != nil }) {
            throw ValidationError("with --accounts the profiles of that file say whose key and address it is, and where runs go")
        }
        for pipeline in pipelines where !pipeline.hasSuffix(".yaml") && !pipeline.hasSuffix(".yml") {
            throw ValidationError("run takes pipeline files (.yaml), not \(pipeline)")
        }
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let ledger = RunLedger(terminal)
        var jobs = try jobs(terminal)
        guard !jobs.isEmpty else {
            throw Failure(
                .usage, code: CommandCode.U149, "none of \(pipelines.count) pipelines is selected",
                hint: "tags stand in the pipelines: tags: [nightly]")
        }
        if failed {
            jobs = try ledger.failed(of: jobs, terminal)
            if jobs.isEmpty { terminal.note("All of them ended well the last time.") }
        }
        let work = RunWork(workers: workers, patience: patience, stop: terminal.context.stop, clock: terminal.context.clock)
        // Whoever is killed has ended nothing well.
        try ledger.write(jobs.map { JobResult(job: $0, status: nil, seconds: 0, documents: [], problems: []) })
        let results = await work.run(jobs) { tell($0, terminal) }
        let summary = RunSummary(results: results)
        if terminal.options.json {
            try terminal.print(json: RunSummaryDocument(summary))
        } else if !results.isEmpty {
            terminal.print(
                summary.table.aligned(terminal.style, within: terminal.context.output.isTerminal ? terminal.context.output.width : nil))
            terminal.note(summary.closing)
        }
        do { try ledger.write(results) } catch { return ExitStatus.worse(summary.status, Reporter(terminal).report(error)) }
        return summary.status
    }

    private func jobs(_ terminal: Terminal) throws -> [RunJob] {
        let path = accounts.map { Paths.absolute($0, from: terminal.context.currentDirectory) } ?? ""
        let files = ProfileFiles(environment: terminal.context.environment, starts: [], currentDirectory: terminal.context.currentDirectory)
        let file = try accounts.map { _ in try files.read(path, .project) }
        let own = try files.own.map { try files.read($0, .own).profiles } ?? []
        return try RunJobs(terminal: terminal, accounts: file, accountsPath: path, own: own).all(pipelines, select)
    }

    /// What is wrong, under the name of the pipeline. With `--json` it stands in the document.
    private func tell(_ result: JobResult, _ terminal: Terminal) {
        guard !terminal.options.json, let status = result.status else { return }
        let problems = terminal.options.quiet ? result.problems.filter { $0.severity >= .warning } : result.problems
        if problems.isEmpty {
            terminal.note("\(result.job.label): \(status.words)")
        } else {
            terminal.context.errors.line("\(result.job.label): \(status.words)")
            for problem in problems { terminal.report(problem) }
        }
    }
}
