import Application
import Diagnostics
import Foundation
import PipelineSpec
import Tables

/// One pipeline for one account: what `ferry run` does at a time.
struct RunJob: Sendable {
    /// As it was typed.
    var pipeline: String
    /// Absolute.
    var path: String
    /// The name in the file; that of the file where it says none.
    var name: String
    /// The profile of `--accounts`.
    var profile: String?
    /// The account that the file names.
    var account: String?
    var tags: [String] = []
    /// Nil where not even that can be read: then it is selected, so that what is wrong is said.
    var isReadable = true
    var isImport = false
    /// Of an export, absolute; nil for standard output.
    var target: String?
    /// What goes on one after the other: all pipelines of one key.
    var lane: String
    var terminal: Terminal

    var label: String { profile.map { "\(name), \($0)" } ?? name }
}

/// Pairs pipelines with accounts.
struct RunJobs {
    let terminal: Terminal
    /// Of `--accounts`; nil where each pipeline finds its own.
    let accounts: ProfileFile?
    /// Of that file, absolute.
    let accountsPath: String
    /// The profiles of the user's own configuration, whose keys no pipeline may read either.
    var own: [Profile] = []

    /// - Parameters:
    ///   - pipelines: as they were typed; one that is named twice counts once.
    ///   - selections: what a pipeline must fit.
    /// - Returns: the pairs, those of the first account first, each in the order of the pipelines.
    /// - Throws: `Diagnostics` for a file of profiles that cannot be used, `Failure` U148 for what does not fit together.
    func all(_ pipelines: [String], _ selections: [RunSelection] = []) throws -> [RunJob] {
        var paths: Set<String> = []
        let pipelines = pipelines.filter { paths.insert(absolute($0)).inserted }
        let jobs =
            if let accounts {
                try jobs(pipelines, accounts, selections)
            } else {
                try pipelines.map { try job($0, try terminal.withProfiles(pipeline: $0), nil) }
                    .filter { job in selections.allSatisfy { $0.fits(job) } }
            }
        try checkTargets(jobs)
        return jobs
    }

    private func jobs(_ pipelines: [String], _ accounts: ProfileFile, _ selections: [RunSelection]) throws -> [RunJob] {
        try checkFolders(accounts.profiles)
        var jobs: [RunJob] = []
        var homeless = Set(pipelines)
        for profile in accounts.profiles {
            let chosen = ChosenProfile(profile: profile, path: accountsPath, reason: .named(by: "--accounts"))
            let profiles = Profiles(chosen, among: accounts.profiles + own)
            for pipeline in pipelines {
                let job = try job(pipeline, terminal.with(profiles, pipelineAt: absolute(pipeline)), chosen)
                guard selections.allSatisfy({ $0.fits(job) }) else {
                    homeless.remove(pipeline)
                    continue
                }
                guard Self.fits(job, profile) else { continue }
                homeless.remove(pipeline)
                jobs.append(job)
            }
        }
        guard homeless.isEmpty else {
            throw Failure(
                .usage, code: CommandCode.U148,
                "no profile of \(terminal.shown(accountsPath)) is for the account of \(homeless.sorted().joined(separator: ", "))",
                hint: "add a profile with that account, or leave the pipeline out")
        }
        return jobs
    }

    private func absolute(_ path: String) -> String { Paths.absolute(path, from: terminal.context.currentDirectory) }

    private func job(_ pipeline: String, _ terminal: Terminal, _ profile: ChosenProfile?) throws -> RunJob {
        let path = absolute(pipeline)
        var job = RunJob(
            pipeline: pipeline, path: path, name: URL(fileURLWithPath: path).lastPathComponent, profile: profile?.name,
            lane: profile?.name ?? Route.access(terminal).profile?.name ?? "", terminal: terminal)
        guard let file = try? PipelineFileBytes(pipeline, terminal.surroundings), let heading = PipelineFile.heading(of: file.bytes) else {
            job.isReadable = false
            return job
        }
        (job.name, job.account, job.tags) = (heading.name ?? job.name, heading.account, heading.tags)
        // What is wrong with the rest is said when its turn comes.
        switch file.reading.pipeline {
        case .importing: job.isImport = true
        case .exporting(let export): job.target = ExportRequest(export, pipelinePath: path, terminal.surroundings).target ?? "-"
        case nil: break
        }
        return job
    }

    /// A pipeline that names its account goes with the profile of that account alone, and with one that does not say whose it is.
    private static func fits(_ job: RunJob, _ profile: Profile) -> Bool {
        guard let own = profile.account, let account = job.account else { return true }
        return own.lowercased() == account.lowercased()
    }

    /// Runs of several accounts in one folder would be taken for each other's.
    private func checkFolders(_ profiles: [Profile]) throws {
        var names: [String?: String] = [:]
        for profile in profiles {
            if let other = names.updateValue(profile.name.value, forKey: profile.runsDirectory) {
                throw Failure(
                    .usage, code: CommandCode.U148,
                    "the profiles \(other) and \(profile.name.value) of \(terminal.shown(accountsPath)) keep their runs in one folder",
                    hint: "give each a folder of its own, such as runs-dir: runs/\(profile.name.value)")
            }
        }
    }

    /// Each export has a file of its own; what one would write over, or between the lines of another, is lost.
    private func checkTargets(_ jobs: [RunJob]) throws {
        var labels: [String: String] = [:]
        for job in jobs {
            guard let target = job.target else { continue }
            if target == "-" {
                throw Failure(
                    .usage, code: CommandCode.U148, "\(job.label) exports to standard output, where the summary goes",
                    hint: "let it write to a file")
            }
            if let other = labels.updateValue(job.label, forKey: target) {
                throw Failure(
                    .usage, code: CommandCode.U148, "\(other) and \(job.label) export to one file, \(terminal.shown(target))",
                    hint: "let each write its own, such as csv: !var FILE with vars in the profiles")
            }
        }
    }
}
