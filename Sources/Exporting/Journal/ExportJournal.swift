import Files
import Foundation

/// What an export has done so far, so that another process can go on with it: one JSON line for what it is, one for each page
/// written, one for its end. Beside it lies nothing of the rows: they are in the partial file beside the target.
///
/// A line is written after the bytes that it speaks of. After a crash the partial file may be longer than the last line says; it is cut
/// to that length. A last line that is cut short is skipped.
///
/// One task at a time works with it: the lock keeps other processes away, and an export is one walk over pages.
package final class ExportJournal: @unchecked Sendable {
    /// What was written when a page was done.
    package struct Progress: Sendable, Hashable, Codable {
        /// Where the next page begins; nil when there is none.
        package var next: String?
        package var pages = 0
        package var rows = 0
        /// Of the partial file.
        package var bytes = 0
        /// Rows that came again and were left out.
        package var repeated = 0
        package var requests = 0
        /// Rows seen, in an export of changes, which does not write them all; nil otherwise.
        package var seen: Int?
        /// What was found so far in an export of changes.
        package var changes: RowChanges?
        /// Whether the rows that are gone have been written; they come last.
        package var hasGone: Bool?
        /// Cells that were written as what they are; nil for none.
        package var odd: OddCells?
        /// Answers that held bytes which are no text; nil for none.
        package var repairedPages: Int?
    }

    package struct Ending: Sendable, Hashable, Codable {
        package var sha256: String
        package var rows: Int
        package var bytes: Int
    }

    /// An earlier export of changes, as its state tells.
    package struct LastExport: Sendable, Hashable, Codable {
        package var digest: String
        /// ISO 8601, UTC.
        package var finishedAt: String
        package var rows: Int
    }

    package struct Opening: Sendable, Hashable, Codable {
        package var frame: ExportFrame
        /// Milliseconds since 1970.
        package var createdAt: Int64
        /// What the partial file and its ids are called, beside the target.
        package var partial: String
        package var toolVersion: String
        /// The state that an export of changes compares with; nil for none.
        package var state: LastExport?

        package init(frame: ExportFrame, createdAt: Int64, partial: String, toolVersion: String, state: LastExport? = nil) {
            self.frame = frame
            self.createdAt = createdAt
            self.partial = partial
            self.toolVersion = toolVersion
            self.state = state
        }
    }

    private struct Line: Codable {
        var opening: Opening?
        var page: Progress?
        /// The file is whole and about to get its name.
        var ready: Ending?
        var done: Ending?
        var stopped: String?

        var bytes: [UInt8] {
            get throws {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                return [UInt8](try encoder.encode(self))
            }
        }
    }

    package static let suffix = ".ferry-export"

    package let path: String
    package let opening: Opening
    package private(set) var progress: Progress
    package private(set) var ready: Ending?
    package private(set) var ending: Ending?
    package private(set) var stopped: String?
    private let descriptor: Int32

    package var isUnfinished: Bool { ending == nil }

    private init(path: String, opening: Opening, progress: Progress, ready: Ending?, ending: Ending?, stopped: String?, descriptor: Int32) {
        self.path = path
        self.opening = opening
        self.progress = progress
        self.ready = ready
        self.ending = ending
        self.stopped = stopped
        self.descriptor = descriptor
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Begins one, mode 0600. The folder must exist.
    /// - Parameter announce: called with the first line, before it has its name.
    /// - Throws: `ExportFileError`; one that `isBusy` when another stands under that name.
    package static func create(
        at path: String, _ opening: Opening, announce: (_ firstLine: [UInt8]) throws -> Void = { _ in }
    ) throws -> ExportJournal {
        // Under its name it has at least its first line.
        let unnamed = "\(path).\(getpid()).new"
        unlink(unnamed)
        let descriptor = try ExportFileError.rethrowing { () throws(FileError) in try SystemFile.create(unnamed, isAppending: true) }
        let journal = ExportJournal(
            path: path, opening: opening, progress: Progress(), ready: nil, ending: nil, stopped: nil, descriptor: descriptor)
        try journal.lock()
        try journal.append(Line(opening: opening))
        // Unlike a rename, a link takes no name that another has.
        defer { unlink(unnamed) }
        try announce(try Line(opening: opening).bytes)
        guard link(unnamed, path) == 0 else {
            if errno == EEXIST { throw ExportFileError(path: path, reason: "another export has that name", isBusy: true) }
            throw ExportFileError(path: path, errno: errno)
        }
        return journal
    }

    /// Reads one; to go on with it when `isWorking`, alone.
    /// - Throws: `ExportFileError` for one that is missing, no journal, or held by another process.
    package static func open(at path: String, isWorking: Bool) throws -> ExportJournal {
        guard let data = FileManager.default.contents(atPath: path) else { throw ExportFileError(path: path, errno: errno) }
        var opening: Opening?
        var progress = Progress()
        var ready: Ending?
        var ending: Ending?
        var stopped: String?
        let decoder = JSONDecoder()
        for text in data.split(separator: 0x0A) {
            guard let line = try? decoder.decode(Line.self, from: text) else { break }
            opening = line.opening ?? opening
            progress = line.page ?? progress
            ready = line.ready ?? ready
            ending = line.done ?? ending
            stopped = line.stopped
        }
        guard let opening else {
            throw ExportFileError(path: path, reason: "it is not an export of ferry, or cut short", hint: "remove it and export again")
        }
        let descriptor = isWorking ? Foundation.open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC) : -1
        if isWorking, descriptor < 0 { throw ExportFileError(path: path, errno: errno) }
        let journal = ExportJournal(
            path: path, opening: opening, progress: progress, ready: ready, ending: ending, stopped: stopped, descriptor: descriptor)
        if isWorking {
            try journal.lock()
            // A last line that a crash cut short must not run into the next.
            if data.last != 0x0A { try journal.write([0x0A]) }
        }
        return journal
    }

    package func add(_ progress: Progress) throws {
        try append(Line(page: progress))
        self.progress = progress
    }

    func prepare(_ ending: Ending) throws {
        try append(Line(ready: ending))
        ready = ending
    }

    package func finish(_ ending: Ending) throws {
        try append(Line(done: ending))
        _ = fsync(descriptor)
        self.ending = ending
    }

    package func stop(_ reason: String) {
        try? append(Line(stopped: reason))
        stopped = reason
    }

    /// Removes what is left of an export that is at its end: nothing needs to go on from it.
    package func removeFinished() {
        guard ending != nil else { return }
        PartialFile.removeIDs(opening.partial)
        unlink(path)
    }

    private func lock() throws {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw ExportFileError(path: path, reason: "another process is at work on this export", hint: "wait until it has finished")
        }
    }

    private func append(_ line: Line) throws {
        try write(try line.bytes + [0x0A])
    }

    private func write(_ bytes: [UInt8]) throws {
        try ExportFileError.rethrowing { () throws(FileError) in try SystemFile.write(bytes, to: descriptor, path: path) }
    }
}
