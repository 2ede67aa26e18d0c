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
    /// The name in the file; that of the file where it cannot be read.
    var name: String
    /// The profile of `--accounts`.
    var profile: String?
    var tags: [String]
    var isImport: Bool
    /// What goes on one after the other: the account as far as it is known before the key is asked.
    var account: String
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

    /// - Parameter pipelines: as they were typed; one that is named twice counts once.
    /// - Returns: the pairs, those of the first account first, each in the order of the pipelines.
    /// - Throws: `Diagnostics` for a file of profiles that cannot be used, `Failure` U148 for a pipeline of an account that `--accounts` lacks.
    func all(_ pipelines: [String]) throws -> [RunJob] {
        var paths: Set<String> = []
        let pipelines = pipelines.filter { paths.insert(Paths.absolute($0, from: terminal.context.currentDirectory)).inserted }
        guard let accounts else { return try pipelines.map { try job($0, try terminal.withProfiles(pipeline: $0), nil) } }
        let chosen = accounts.profiles.map { ChosenProfile(profile: $0, path: accountsPath, reason: .named(by: "--accounts")) }
        var placed: Set<String> = []
        var jobs: [RunJob] = []
        for profile in chosen {
            for pipeline in pipelines {
                let path = Paths.absolute(pipeline, from: terminal.context.currentDirectory)
                let own = terminal.with(Profiles(profile), pipelineAt: path)
                let job = try job(pipeline, own, profile)
                guard Self.fits(job, profile) else { continue }
                placed.insert(path)
                jobs.append(job)
            }
        }
        let homeless = pipelines.filter { !placed.contains(Paths.absolute($0, from: terminal.context.currentDirectory)) }
        guard homeless.isEmpty else {
            throw Failure(
                .usage, code: CommandCode.U148,
                "no profile of \(terminal.shown(accountsPath)) is for the account of \(homeless.joined(separator: ", "))",
                hint: "add a profile with that account, or leave the pipeline out")
        }
        return jobs
    }

    private func job(_ pipeline: String, _ terminal: Terminal, _ profile: ChosenProfile?) throws -> RunJob {
        let path = Paths.absolute(pipeline, from: terminal.context.currentDirectory)
        var job = RunJob(
            pipeline: pipeline, path: path, name: URL(fileURLWithPath: path).lastPathComponent, profile: profile?.name, tags: [],
            isImport: false, account: profile?.profile.account ?? profile?.name ?? "", terminal: terminal)
        // What is wrong with the file is said when its turn comes.
        switch (try? PipelineFileBytes(pipeline, terminal.surroundings))?.reading.pipeline {
        case .importing(let found):
            (job.name, job.tags, job.isImport) = (found.name.value, found.tags, true)
            if let account = found.account { job.account = account.value.lowercased() }
        case .exporting(let found):
            (job.name, job.tags) = (found.name.value, found.tags)
            if let account = found.account { job.account = account.value.lowercased() }
        case nil: break
        }
        return job
    }

    /// A pipeline that names its account goes with the profile of that account alone, and with one that does not say whose it is.
    private static func fits(_ job: RunJob, _ profile: ChosenProfile) -> Bool {
        guard let account = profile.profile.account?.lowercased() else { return true }
        return job.account == account
    }
}
