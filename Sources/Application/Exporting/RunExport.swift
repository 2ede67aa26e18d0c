import Affinity
import Diagnostics
package import Exporting
import Files
import Foundation
import Runs
import Tables

/// Carries out an export, or goes on with one.
package struct RunExport: Sendable {
    private let session: AccountSession
    private let output: @Sendable ([UInt8]) -> Void

    /// - Parameter output: takes the file in pieces when it goes to standard output.
    package init(_ session: AccountSession, output: @escaping @Sendable ([UInt8]) -> Void) {
        self.session = session
        self.output = output
    }

    /// Begins an export and works until it is whole or stopped.
    /// - Throws: `Failure` U114 when the file can't be written there; `ExportFileError`; `RunFileError`.
    package func begin(_ plan: ExportPlan) async throws -> ExportReport {
        let surroundings = session.surroundings
        let now = surroundings.milliseconds
        let (frame, runs) = (plan.frame, plan.request.runs)
        // What this machine has just written to the account is in the file: Affinity's pages may not know it for a moment, as its search.
        try await RecentWrites(frame.account, session).waitUntilVisible(isCautious: false)
        if let target = frame.target {
            // Where it can't be made, what follows says why.
            try? SystemFile.createFolder(Paths.folder(of: target))
        }
        if let target = frame.target, let (reason, hint) = Self.obstacle(to: target) {
            throw Failure(
                .failed, code: ApplicationCode.U114, "cannot write \(Paths.shown(target, from: surroundings.currentDirectory)): \(reason)",
                hint: hint)
        }
        ExportFolder(surroundings).removeFinished()
        try RunFile.makeFolder(runs)
        let random = UInt64(surroundings.random() * Double(UInt64(1) << 48))
        let partial = PartialFile.path(for: frame.target ?? "\(runs)/\(frame.name)", random: random)
        let header = ExportJournal.Header(
            frame: frame, createdAt: now, partial: partial, toolVersion: surroundings.version, state: plan.last)
        let journal = try ExportFolder.begin(header, in: runs) { firstLine in
            try StateFolder.registry(surroundings).remember(ExportFolder.digest(firstLine))
        }
        return try await work(journal, rows: plan.rows)
    }

    /// Goes on with an export that was stopped.
    /// - Throws: `RunFileError` and so on before a page is read; why it stops again is part of the report.
    package func goOn(_ journal: ExportJournal) async throws -> ExportReport {
        try await work(journal, rows: nil)
    }

    /// - Parameter rows: How many there will be, where that is known.
    private func work(_ journal: ExportJournal, rows: Int?) async throws -> ExportReport {
        let surroundings = session.surroundings
        let started = surroundings.clock.started
        session.observe(.exporting(rows: rows))
        defer { session.observe(.idle) }
        let stop = surroundings.stop
        let exporter = Exporter(session.client, isStopped: { stop.isSet }, observe: { [session] in session.observe(.exported($0)) })
        let ending: ExportReport.Ending
        do {
            let result = try await interruptible(by: stop) {
                try await exporter.run(
                    journal, finishedAt: Timestamp.iso(milliseconds: surroundings.milliseconds), stated: rows, output: output)
            }
            guard result.isWhole else { throw CancellationError() }
            ExportFolder(surroundings).remove(journal)
            ExportFolder(surroundings).removeSuperseded(by: journal)
            ending = .whole(result)
        } catch {
            ending = stopped(journal, error)
        }
        return ExportReport(
            ending: ending, frame: journal.header.frame, journal: journal.path, progress: journal.progress, last: journal.header.state,
            seconds: started.secondsSince)
    }

    /// Keeps what can be gone on with, and removes the rest.
    private func stopped(_ journal: ExportJournal, _ error: any Error) -> ExportReport.Ending {
        // Standard output has had nothing yet, and what is kept for it would never be read.
        guard journal.header.frame.target != nil else {
            journal.discard()
            return .stopped(error, isKept: false)
        }
        // Nothing was begun that anybody could go on with.
        if let error = error as? ExportFileError, error.isBusy, journal.progress.pages == 0 {
            unlink(journal.path)
            return .stopped(error, isKept: false)
        }
        let error = error as? AffinityError == .cancelled ? CancellationError() : error
        journal.stop(Self.words(error, at: session.surroundings.milliseconds))
        return .stopped(error, isKept: true)
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
}

/// How an export ended.
package struct ExportReport: Sendable {
    package enum Ending: Sendable {
        case whole(Exporter.Result)
        /// - Parameter isKept: whether the export can be gone on with.
        case stopped(any Error, isKept: Bool)
    }

    package var ending: Ending
    package var frame: ExportFrame
    /// The path of the journal, which is there while the export can be gone on with.
    package var journal: String
    package var progress: ExportJournal.Progress
    /// What an export of changes was compared with.
    package var last: ExportJournal.LastExport?
    /// How long it took.
    package var seconds: Double
}
