import Diagnostics
import Files
import Foundation
import Tables

/// What did not end well the last time, in a file of its own, for `--failed`.
struct RunLedger {
    private struct Content: Codable {
        var version = 1
        var failed: [Entry]
    }

    private struct Entry: Codable, Hashable {
        /// Of the pipeline, absolute.
        var pipeline: String
        var profile: String?
    }

    private static let limit = 16 << 20

    private let path: String

    init(_ terminal: Terminal) {
        let current = terminal.context.currentDirectory
        let folder = terminal.options.runsDirectory.map { Paths.absolute($0, from: current) } ?? "\(current)/.ferry"
        path = folder + "/last-run.json"
    }

    /// Those of the jobs that did not end well the last time.
    /// - Throws: `Failure` U149 where nothing is known of a last time.
    func failed(of jobs: [RunJob], _ terminal: Terminal) throws -> [RunJob] {
        guard let content = read() else {
            throw Failure(
                .usage, code: CommandCode.U149, "\(terminal.shown(path)) does not tell what failed the last time",
                hint: "leave --failed out: what is in Affinity already is left alone")
        }
        let failed = Set(content.failed)
        return jobs.filter { failed.contains(Self.entry($0)) }
    }

    /// Keeps what did not end well; what was not among these jobs stays as it was.
    func write(_ results: [JobResult]) throws(FileError) {
        let done = Set(results.map { Self.entry($0.job) })
        let others = (read()?.failed ?? []).filter { !done.contains($0) }
        let content = Content(failed: others + results.filter(\.isFailed).map { Self.entry($0.job) })
        guard let json = try? JSONText.encode(content) else { return }
        try? FileManager.default.createDirectory(atPath: Paths.folder(of: path), withIntermediateDirectories: true)
        let file = try AtomicFile(path: path, mode: 0o600, isNamedByUser: false)
        try file.write(Array(json.utf8))
        try file.commit()
    }

    private static func entry(_ job: RunJob) -> Entry {
        Entry(pipeline: job.path, profile: job.profile ?? Route.access(job.terminal).profile?.name)
    }

    private func read() -> Content? {
        guard (try? InputFile.refuseNoFile(path, hint: "")) != nil, let bytes = try? InputFile.readAll(path, limit: Self.limit).bytes,
            let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)), content.version == 1
        else { return nil }
        return content
    }
}
