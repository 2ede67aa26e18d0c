import Files
import Foundation
import Synchronization

/// What an export has done so far, so that another process can go on with it: one JSON line for what it is, one for each page
/// written, one for its end. Beside it lies nothing of the rows: they are in the partial file beside the target.
///
/// A line is written after the bytes that it speaks of. After a crash the partial file may be longer than the last line says; it is cut
/// to that length. A last line that is cut short is skipped.
///
/// The lock keeps other processes away.
package final class ExportJournal: Sendable {
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
        /// Answers that held bytes which are not text; nil for none.
        package var repairedPages: Int?

        /// Whether an export can be so far: anybody may write such a line, and it is reckoned with.
        fileprivate var isPossible: Bool {
            let most = 1 << 56
            let numbers = [pages, rows, bytes, repeated, requests, seen ?? 0, odd?.count ?? 0, repairedPages ?? 0]
            let all = numbers + (changes.map { [$0.added, $0.changed, $0.gone] } ?? [])
            return all.allSatisfy { (0...most).contains($0) } && (odd?.first.count ?? 0) <= OddCells.shown
        }
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

    package struct Header: Sendable, Hashable, Codable {
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
        var header: Header?
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
    package let header: Header
    /// The line that says what the export is.
    package let firstLine: [UInt8]
    private let state: Mutex<State>
    private let descriptor: Int32

    /// How far it is: what the lines after the first one say.
    private struct State {
        var progress = Progress()
        var ready: Ending?
        var ending: Ending?
        var stopped: String?
    }

    package var progress: Progress { state.withLock { $0.progress } }
    package var ready: Ending? { state.withLock { $0.ready } }
    package var ending: Ending? { state.withLock { $0.ending } }
    package var stopped: String? { state.withLock { $0.stopped } }
    package var isUnfinished: Bool { ending == nil }

    private init(path: String, header: Header, firstLine: [UInt8], state: State = State(), descriptor: Int32) {
        self.path = path
        self.header = header
        self.firstLine = firstLine
        self.state = Mutex(state)
        self.descriptor = descriptor
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Begins one, mode 0600. The folder must exist.
    /// - Parameter announce: called with the first line, before it has its name.
    /// - Throws: `ExportFileError`; one that `isBusy` when another stands under that name.
    package static func create(
        at path: String, _ header: Header, announce: (_ firstLine: [UInt8]) throws -> Void = { _ in }
    ) throws -> ExportJournal {
        // Under its name it has at least its first line.
        let unnamed = "\(path).\(getpid()).new"
        unlink(unnamed)
        let descriptor = try ExportFileError.rethrowing { () throws(FileError) in try SystemFile.create(unnamed, isAppending: true) }
        let journal = ExportJournal(path: path, header: header, firstLine: try Line(header: header).bytes, descriptor: descriptor)
        try journal.lock()
        try journal.write(journal.firstLine + [0x0A])
        // Unlike a rename, a link takes no name that another has.
        defer { unlink(unnamed) }
        try announce(journal.firstLine)
        guard link(unnamed, path) == 0 else {
            if errno == EEXIST { throw ExportFileError(path: path, reason: "another export has that name", isBusy: true) }
            throw ExportFileError(path: path, errno: errno)
        }
        return journal
    }

    /// More than one has of an export of millions of pages.
    private static let largest = 1 << 30
    /// More than the first line of one has, which holds a frame of some hundred columns.
    private static let longestLine = 1 << 24

    /// What stands in the place of a journal may be anything: only a file is read.
    private static func bytes(at path: String) throws(ExportFileError) -> [UInt8] {
        try ExportFileError.rethrowing { () throws(FileError) in try SystemFile.read(path, atMost: largest) }
    }

    /// The line that says what an export is; nil where there is none.
    package static func firstLine(at path: String) -> [UInt8]? {
        guard let bytes = try? SystemFile.read(path, atMost: longestLine, isCut: true), let end = bytes.firstIndex(of: 0x0A) else {
            return nil
        }
        return Array(bytes[..<end])
    }

    /// Reads one; to go on with it when `isWorking`, alone.
    /// - Throws: `ExportFileError` for one that is missing, is not a journal, or is held by another process.
    package static func open(at path: String, isWorking: Bool) throws -> ExportJournal {
        let bytes = try bytes(at: path)
        var header: Header?
        var state = State()
        let decoder = JSONDecoder()
        for text in bytes.split(separator: 0x0A) {
            guard let line = try? decoder.decode(Line.self, from: Data(text)) else { break }
            // Only the first says what it is.
            header = header ?? line.header
            state.progress = line.page ?? state.progress
            state.ready = line.ready ?? state.ready
            state.ending = line.done ?? state.ending
            state.stopped = line.stopped
        }
        guard let header, state.progress.isPossible else {
            throw ExportFileError(path: path, reason: "it is not an export of ferry, or cut short", hint: "remove it and export again")
        }
        let descriptor = isWorking ? Foundation.open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC) : -1
        if isWorking, descriptor < 0 { throw ExportFileError(path: path, errno: errno) }
        let journal = ExportJournal(
            path: path, header: header, firstLine: Array(bytes.prefix { $0 != 0x0A }), state: state, descriptor: descriptor)
        if isWorking {
            try journal.lock()
            // A last line that a crash cut short must not run into the next.
            if bytes.last != 0x0A { try journal.write([0x0A]) }
        }
        return journal
    }

    package func add(_ progress: Progress) throws {
        try append(Line(page: progress))
        state.withLock { $0.progress = progress }
    }

    func prepare(_ ending: Ending) throws {
        try append(Line(ready: ending))
        state.withLock { $0.ready = ending }
    }

    package func finish(_ ending: Ending) throws {
        try append(Line(done: ending))
        _ = fsync(descriptor)
        state.withLock { $0.ending = ending }
    }

    package func stop(_ reason: String) {
        try? append(Line(stopped: reason))
        state.withLock { $0.stopped = reason }
    }

    /// Removes what is left of an export that is at its end: nothing needs to go on from it.
    /// - Returns: Whether it was at its end.
    package func removeFinished() -> Bool {
        guard ending != nil else { return false }
        PartialFile.removeIDs(header.partial)
        unlink(path)
        return true
    }

    /// Removes it with all that it has of rows.
    package func discard() {
        PartialFile.remove(header.partial)
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

/// The rows written so far, by id. Pages shift while others write, and a row that comes again is left out. Ids lie anywhere in a
/// large space and mostly close together, so they are kept as bits of small blocks: some bits for a row, whatever the order.
struct RowIDSet {
    private static let blockBits: Int64 = 1024
    private var blocks: [Int64: [UInt64]] = [:]
    private(set) var count = 0

    func contains(_ id: Int64) -> Bool {
        let bit = Int(id & (Self.blockBits - 1))
        guard let words = blocks[id >> 10] else { return false }
        return words[bit >> 6] & UInt64(1) << UInt64(bit & 63) != 0
    }

    /// - Returns: Whether the id is new.
    mutating func insert(_ id: Int64) -> Bool {
        let block = id >> 10
        let bit = Int(id & (Self.blockBits - 1))
        let mask = UInt64(1) << UInt64(bit & 63)
        let isNew = { (words: inout [UInt64]) -> Bool in
            if words[bit >> 6] & mask != 0 { return false }
            words[bit >> 6] |= mask
            return true
        }(&blocks[block, default: Array(repeating: 0, count: Int(Self.blockBits / 64))])
        if isNew { count += 1 }
        return isNew
    }
}
