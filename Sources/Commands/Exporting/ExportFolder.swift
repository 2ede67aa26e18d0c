import Crypto
import Exporting
import Foundation
import Runs

/// The journals of exports, which lie where run files lie.
struct ExportFolder {
    private let terminal: Terminal

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    static func path(for name: String, at time: Int64, in folder: String) -> String {
        let base = "\(folder)/\(name)-\(RunName.stamp(time))"
        var path = base + ExportJournal.suffix
        var number = 2
        while FileManager.default.fileExists(atPath: path) {
            path = "\(base)-\(number)\(ExportJournal.suffix)"
            number += 1
        }
        return path
    }

    /// The unfinished exports, the newest first; files that can't be read are passed over.
    func unfinished() -> [ExportJournal] {
        paths().compactMap { try? ExportJournal.open(at: $0, isWorking: false) }.filter(\.isUnfinished)
            .sorted { $0.opening.createdAt > $1.opening.createdAt }
    }

    /// Removes what processes left that were killed when their export had its name already.
    func removeFinished() {
        for path in paths() { try? ExportJournal.open(at: path, isWorking: false).removeFinished() }
    }

    /// This user began it on this machine, and nobody has changed since what it reads and where it writes.
    func isOwn(_ path: String) -> Bool {
        guard let digest = Self.digest(of: path) else { return false }
        return StateFolder.registry(terminal).remembers(digest)
    }

    /// Of what an export is: the first line of its journal.
    static func digest(of path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path), let end = data.firstIndex(of: 0x0A) else { return nil }
        return digest([UInt8](data[..<end]))
    }

    static func digest(_ firstLine: [UInt8]) -> String { SHA256.hash(data: firstLine).hexDigits }

    /// The export that a person means by a path or by the beginning of a name; nil when none has it.
    func find(_ written: String) throws -> String? {
        let path = Paths.absolute(written, from: terminal.context.currentDirectory)
        if written.hasSuffix(ExportJournal.suffix), FileManager.default.fileExists(atPath: path) { return path }
        let found = paths().filter { Self.name(of: $0).hasPrefix(written) }
        if found.count > 1, !found.contains(where: { Self.name(of: $0) == written }) {
            throw Failure(
                .usage, code: "U106", "\"\(written)\" is the beginning of the names of \(found.count) exports",
                hint: "say which: \(found.prefix(5).joined(separator: ", "))")
        }
        return found.first { Self.name(of: $0) == written } ?? found.first
    }

    /// What an export may be called in the next command.
    static func mention(_ path: String, _ terminal: Terminal) -> String {
        let isFound = RunFolder(terminal).searched().contains(Paths.folder(of: path))
        let extra = terminal.options.runsDirectory.map { " --runs-dir \(ShellWord.quoted($0))" } ?? ""
        return isFound ? name(of: path) + extra : ShellWord.quoted(Paths.shown(path, from: terminal.context.currentDirectory))
    }

    static func name(of path: String) -> String {
        String((path.split(separator: "/").last ?? "").dropLast(ExportJournal.suffix.count))
    }

    private func paths() -> [String] {
        RunFolder(terminal).searched().flatMap { folder in
            ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(ExportJournal.suffix) }.sorted()
                .map { "\(folder)/\($0)" }
        }
    }
}
