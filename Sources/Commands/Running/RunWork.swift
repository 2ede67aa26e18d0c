import Application
import ArgumentParser
import Diagnostics
import Foundation
import PipelineSpec
import Runs
import Synchronization
import Text

/// How one pipeline ended for one account.
struct JobResult: Sendable {
    var job: RunJob
    /// Nil for one that was not begun: somebody asked to stop.
    var status: ExitStatus?
    var seconds: Double
    /// What the commands would have printed with `--json`: of a run that was gone on with, then of the new one.
    var documents: [any Encodable & Sendable]
    var problems: [Diagnostic]

    /// Whether it is to be done again.
    var isFailed: Bool { status != .done && status != .rowsRejected }
}

/// Does the pipelines of each account one after the other, and several accounts side by side.
struct RunWork: Sendable {
    /// How many accounts at once.
    let workers: Int
    let patience: PatienceOption
    let stop: StopSignal
    let clock: any Clock<Duration>

    /// - Parameter tell: what has ended, as soon as it has.
    /// - Returns: how each ended, in the order of the jobs.
    func run(_ jobs: [RunJob], tell: @escaping @Sendable (JobResult) -> Void) async -> [JobResult] {
        var lanes: [(name: String, places: [Int])] = []
        for (place, job) in jobs.enumerated() {
            if let lane = lanes.firstIndex(where: { $0.name == job.lane }) {
                lanes[lane].places.append(place)
            } else {
                lanes.append((job.lane, [place]))
            }
        }
        return await withTaskGroup(of: [(Int, JobResult)].self) { group in
            var waiting = lanes.map(\.places)[...]
            var results: [(Int, JobResult)] = []
            for _ in 0..<workers {
                guard let lane = waiting.popFirst() else { break }
                group.addTask { await work(lane, jobs, tell) }
            }
            for await ended in group {
                results += ended
                if let lane = waiting.popFirst() { group.addTask { await work(lane, jobs, tell) } }
            }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func work(_ lane: [Int], _ jobs: [RunJob], _ tell: @Sendable (JobResult) -> Void) async -> [(Int, JobResult)] {
        var results: [(Int, JobResult)] = []
        for place in lane {
            let result = await work(jobs[place])
            tell(result)
            results.append((place, result))
        }
        return results
    }

    private func work(_ job: RunJob) async -> JobResult {
        var result = JobResult(job: job, status: nil, seconds: 0, documents: [], problems: [])
        guard !stop.isSet else { return result }
        let started = clock.started
        let heard = Mutex<(documents: [any Encodable & Sendable], problems: [Diagnostic])>(([], []))
        var terminal = job.terminal
        terminal.options.json = true
        terminal.listener = Listener(
            document: { document in heard.withLock { $0.documents.append(document) } },
            diagnostic: { problem in heard.withLock { $0.problems.append(problem) } })
        do {
            result.status = try await execute(job, terminal)
        } catch {
            result.status = Reporter(terminal).report(error)
        }
        result.seconds = started.secondsSince
        (result.documents, result.problems) = heard.withLock { $0 }
        return result
    }

    /// What an earlier run left is finished first: the new plan then knows what that one made.
    private func execute(_ job: RunJob, _ terminal: Terminal) async throws -> ExitStatus {
        var before = ExitStatus.done
        if let run = try unfinished(job, terminal) {
            var command = try ResumeCommand.parse(WaitOption.completed([run, "--json", "--wait"]))
            command.patience = patience
            before = try await command.execute(terminal)
            guard before == .done || before == .rowsRejected else { return before }
        }
        var command = try ApplyCommand.parse(WaitOption.completed([job.pipeline, "--yes", "--json", "--wait"]))
        command.patience = patience
        return ExitStatus.worse(before, try await command.execute(terminal))
    }

    /// The path of the last run of this pipeline that this user began, if it is not finished. An older one that was left is not gone on with:
    /// what came after it knew better.
    private func unfinished(_ job: RunJob, _ terminal: Terminal) throws -> String? {
        guard job.isImport else { return nil }
        let folder = RunFolder(terminal).prepare(forPipelineAt: job.path)
        guard FileManager.default.fileExists(atPath: folder) else { return nil }
        let registry = StateFolder.registry(terminal)
        let account = job.terminal.profile()?.profile.account?.lowercased()
        let runs = try RunFile.list(in: folder).runs.filter { run in
            run.state != .planning && run.state != .planned && run.binding.pipeline.path == job.path && registry.knows(run.identity)
                && (account == nil || run.binding.account.lowercased() == account)
        }
        let last = runs.max { ($0.binding.createdAt, $0.name) < ($1.binding.createdAt, $1.name) }
        return last.flatMap { $0.state.isUnfinished ? $0.path : nil }
    }
}
