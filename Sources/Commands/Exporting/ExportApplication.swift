import Affinity
import Diagnostics
import Exporting
import Files
import Foundation
import Runs
import Tables
import Text

/// Carries out an export, or goes on with one, and says how it ended.
struct ExportApplication: Sendable {
    let terminal: Terminal
    let session: Session
    /// What to call the export where several are at work; nil for one alone.
    var label: String?

    /// Begins an export and works until it is whole or stopped.
    func begin(_ plan: ExportPlanning.Plan, _ request: ExportRequest) async throws -> ExitStatus {
        let now = Int64(terminal.context.now() * 1000)
        let frame = plan.frame
        try await waitUntilVisible(frame)
        if let target = frame.target {
            // Where it can't be made, what follows says why.
            try? SystemFile.createFolder(Paths.folder(of: target))
        }
        if let target = frame.target, let (reason, hint) = Self.obstacle(to: target) {
            throw Failure(
                .failed, code: "U114", "cannot write \(Paths.shown(target, from: terminal.context.currentDirectory)): \(reason)", hint: hint
            )
        }
        ExportFolder(terminal).removeFinished()
        try RunFile.makeFolder(request.runs)
        let random = UInt64(terminal.context.random() * Double(UInt64(1) << 48))
        let partial = PartialFile.path(for: frame.target ?? "\(request.runs)/\(frame.name)", random: random)
        let opening = ExportJournal.Opening(
            frame: frame, createdAt: now, partial: partial, toolVersion: FerryVersion.text, state: plan.last)
        let journal = try ExportFolder.begin(opening, in: request.runs) { firstLine in
            try StateFolder.registry(terminal).remember(ExportFolder.digest(firstLine))
        }
        return try await work(journal, rows: plan.rows)
    }

    /// What this machine has just written to the account is in the file: Affinity's pages may not know it for a moment, as its search.
    private func waitUntilVisible(_ frame: ExportFrame) async throws {
        try await RecentWrites(frame.account, session, terminal).waitUntilVisible(isCautious: false) { terminal.note($0) }
    }

    /// Why a path can't be a target, as far as that is known before any page is read.
    private static func obstacle(to target: String) -> (reason: String, hint: String)? {
        var status = stat()
        if stat(Paths.folder(of: target), &status) != 0 {
            return errno == ENOTDIR
                ? ("its folder is not a folder", "name another file")
                : ("its folder does not exist", "make the folder, or name another file")
        }
        if status.st_mode & S_IFMT != S_IFDIR { return ("its folder is not a folder", "name another file") }
        // It would be replaced by a file of its name.
        if stat(target, &status) != 0 { return errno == ENAMETOOLONG ? (FileError(target, errno).reason, "name another file") : nil }
        guard status.st_mode & S_IFMT != S_IFREG else { return nil }
        if status.st_mode & S_IFMT == S_IFDIR { return ("it is a folder", "name a file in it") }
        return ("it is not a file but a device or a pipe", "write to standard output, \"-\", and send that there")
    }

    /// - Parameter rows: How many there will be, where that is known.
    func work(_ journal: ExportJournal, rows: Int?) async throws -> ExitStatus {
        let started = terminal.context.clock.started
        let line = ExportProgress(terminal, rows: rows, label: label)
        let stop = terminal.context.stop
        let output = terminal.context.output
        let exporter = Exporter(session.client, isStopped: { stop.isSet }, observe: { line.show($0) })
        let result: Exporter.Result
        do {
            result = try await interruptible(by: stop) {
                try await exporter.run(journal, finishedAt: Self.time(terminal.context.now()), stated: rows) { output.write(bytes: $0) }
            }
            line.finish()
        } catch {
            line.finish()
            return ending(of: journal, error)
        }
        guard result.isWhole else { return ending(of: journal, CancellationError()) }
        let frame = journal.opening.frame
        if let digest = ExportFolder.digest(of: journal.path) { StateFolder.registry(terminal).forget(digest) }
        journal.removeFinished()
        if frame.target == nil, output.hasFailed {
            throw Failure(
                .failed, code: "U131", "standard output did not take all of the \(Numbers.count(result.rows, "row"))",
                hint: "write to a file with -o, or send standard output to one that has room")
        }
        warn(of: journal)
        if terminal.options.json, frame.target != nil {
            try terminal.print(
                json: ExportDocument(
                    run: nil, export: .init(frame, nil, rows: result.rows, terminal), requests: journal.progress.requests,
                    rows: result.rows, changes: result.changes, repeated: result.repeated,
                    seconds: (started.secondsSince * 10).rounded() / 10))
            return .done
        }
        let file = frame.target.map { Paths.shown($0, from: terminal.context.currentDirectory) } ?? "standard output"
        terminal.note(
            "Done in \(Numbers.duration(seconds: started.secondsSince)): \(Numbers.count(result.rows, "row")) of \(ExportPlanning.source(frame)) "
                + "written to \(file), with \(Numbers.count(journal.progress.requests, "read")).")
        if let changes = result.changes {
            terminal.note(
                "\(Numbers.grouped(changes.added)) added, \(Numbers.grouped(changes.changed)) changed, \(Numbers.grouped(changes.gone)) gone "
                    + (journal.opening.state.map { "since \($0.finishedAt)." } ?? "(the first export to this file)."))
        }
        if result.repeated > 0 {
            terminal.note(
                "The list changed while it was read: \(Numbers.count(result.repeated, "row")) came twice and stand in the file once.")
        }
        if frame.target != nil, frame.canComeBack { terminal.note("The way back in:  ferry init --from-export \(ShellWord.quoted(file))") }
        return .done
    }

    /// What stands in the file and may surprise.
    private func warn(of journal: ExportJournal) {
        let file = journal.opening.frame.target.map { Paths.shown($0, from: terminal.context.currentDirectory) } ?? "standard output"
        if let odd = journal.progress.odd {
            let what = journal.opening.frame.list == nil ? "record" : "list entry"
            let listed = odd.first.map { "\(what) \($0.row), \($0.column): \($0.reason)" }
            let more = odd.count > listed.count ? "; and \(Numbers.grouped(odd.count - listed.count)) more" : ""
            terminal.report(
                Diagnostic(
                    .warning, code: "W420",
                    "\(Numbers.count(odd.count, "cell")) of \(file) \(odd.count == 1 ? "is" : "are") written as Affinity gave them, not in the form of their field",
                    hint: listed.joined(separator: "; ") + more))
        }
        if let pages = journal.progress.repairedPages {
            terminal.report(
                Diagnostic(
                    .warning, code: "W421",
                    "\(Numbers.count(pages, "answer")) of Affinity held bytes that are no text; each stands in \(file) as \u{FFFD}"))
        }
    }

    private func ending(of journal: ExportJournal, _ error: any Error) -> ExitStatus {
        let resume = "ferry resume \(ExportFolder.mention(journal.path, terminal))"
        // Standard output has had nothing yet, and what is kept for it would never be read.
        guard journal.opening.frame.target != nil else {
            for end in ["", ".ids", ".sorted"] { unlink(journal.opening.partial + end) }
            try? FileManager.default.removeItem(atPath: journal.path)
            return Reporter(terminal).report(error)
        }
        // Nothing was begun that anybody could go on with.
        if let error = error as? ExportFileError, error.isBusy, journal.progress.pages == 0 {
            unlink(journal.path)
            return Reporter(terminal).report(error)
        }
        let now = Int64(terminal.context.now() * 1000)
        journal.stop(Self.words(error, at: now))
        switch error {
        case is CancellationError:
            terminal.report(
                Diagnostic(
                    .error, code: "U120", "interrupted after \(Numbers.count(journal.progress.rows, "row"))", hint: "go on with: \(resume)")
            )
            return .interrupted
        case let error as ShortRead:
            terminal.report(
                Diagnostic(
                    .error, code: "U130",
                    "Affinity states \(Numbers.count(error.stated, "row")), and its pages held \(Numbers.grouped(error.read)): an answer was cut on its way; nothing was written under the name",
                    hint: "read again with: \(resume)"))
            return .failed
        case let error as AffinityError where error == .cancelled: return ending(of: journal, CancellationError())
        case let error as AffinityError: return Reporter(terminal).report(error, resume: resume)
        default: return Reporter(terminal).report(error)
        }
    }

    /// Why it stopped, as `status` shows it.
    private static func words(_ error: any Error, at now: Int64) -> String {
        switch error {
        case let error as AffinityError: error.description(at: now)
        case let error as ExportFileError: "cannot use \(error.path): \(error.reason)"
        case is ShortRead: "an answer was cut on its way"
        case is CancellationError: "interrupted"
        default: "\(error)"
        }
    }

    /// ISO 8601, UTC.
    private static func time(_ seconds: Double) -> String {
        let stamp = Array(RunName.stamp(Int64(seconds * 1000)))
        func part(_ range: Range<Int>) -> String { String(stamp[range]) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z"
    }
}
