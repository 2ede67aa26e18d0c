import Crypto
import Diagnostics
package import Exporting
import Foundation
import Runs
import Tables
import Text

/// The journals of exports, which lie where run files lie.
package struct ExportFolder {
    private let surroundings: Surroundings

    package init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
    }

    /// Begins an export under a name that no other has.
    static func begin(
        _ header: ExportJournal.Header, in folder: String, announce: (_ firstLine: [UInt8]) throws -> Void
    ) throws -> ExportJournal {
        let base = "\(folder)/\(header.frame.name)-\(RunName.stamp(header.createdAt))"
        var number = 1
        while true {
            do {
                return try ExportJournal.create(
                    at: base + (number > 1 ? "-\(number)" : "") + ExportJournal.suffix, header, announce: announce)
            } catch let error as ExportFileError where error.isBusy && number < 1000 {
                number += 1
            }
        }
    }

    /// The unfinished exports, the newest first; files that can't be read are skipped.
    package func unfinished() -> [ExportJournal] {
        paths().compactMap { try? ExportJournal.open(at: $0, isWorking: false) }.filter(\.isUnfinished)
            .sorted { $0.header.createdAt > $1.header.createdAt }
    }

    /// Removes what processes left that were killed when their export had its name already. A journal says which file goes with it, so that
    /// of one that somebody else has put there nothing is removed.
    package func removeFinished() {
        for path in paths() where isOwn(path) { try? remove(ExportJournal.open(at: path, isWorking: false)) }
        for path in files(ending: ".new") {
            // `<journal>.<process>.new`, of one that died before its journal had a name.
            let parts = path.split(separator: ".")
            guard parts.count > 3, parts[parts.count - 3] == ExportJournal.suffix.dropFirst(), let process = pid_t(parts[parts.count - 2]),
                process > 0, kill(process, 0) != 0, errno == ESRCH
            else { continue }
            unlink(path)
        }
    }

    /// Removes what is left of an export that is at its end, and forgets it.
    func remove(_ journal: ExportJournal) {
        if journal.removeFinished() { forget(journal) }
    }

    private func forget(_ journal: ExportJournal) {
        StateFolder.registry(surroundings).forget(Self.digest(journal.firstLine))
    }

    /// Removes what earlier exports of this user left of a file that is whole now: gone on with, they would put an older one in its place. Those
    /// to standard output go too, since nobody would read them; those that a process is at, which has them locked, stay.
    func removeSuperseded(by whole: ExportJournal) {
        for path in paths() where path != whole.path && isOwn(path) {
            guard let journal = try? ExportJournal.open(at: path, isWorking: true), journal.isUnfinished,
                [nil, whole.header.frame.target].contains(journal.header.frame.target)
            else { continue }
            journal.discard()
            forget(journal)
        }
    }

    /// This user began it on this machine, and nobody has changed since what it reads and where it writes.
    package func isOwn(_ path: String) -> Bool {
        ExportJournal.firstLine(at: path).map { StateFolder.registry(surroundings).remembers(Self.digest($0)) } ?? false
    }

    /// Of what an export is: the first line of its journal.
    static func digest(_ firstLine: [UInt8]) -> String { SHA256.hash(data: firstLine).hexDigits }

    /// The export that a person means by a path or by the beginning of a name; nil when none has it.
    package func find(_ written: String) throws -> String? {
        let path = Paths.absolute(written, from: surroundings.currentDirectory)
        if written.hasSuffix(ExportJournal.suffix), FileManager.default.fileExists(atPath: path) { return path }
        let found = paths().filter { Self.name(of: $0).hasPrefix(written) }
        if found.count > 1, !found.contains(where: { Self.name(of: $0) == written }) {
            throw Failure(
                .usage, code: ApplicationCode.U106, "\"\(written)\" is the beginning of the names of \(found.count) exports",
                hint: "say which: \(found.prefix(5).joined(separator: ", "))")
        }
        return found.first { Self.name(of: $0) == written } ?? found.first
    }

    /// What an export may be called in the next command.
    package static func mention(_ path: String, _ surroundings: Surroundings) -> String {
        let isFound = RunFolder(surroundings).searched().contains(Paths.folder(of: path))
        return isFound
            ? name(of: path) + surroundings.repeatedOptions : ShellWord.quoted(Paths.shown(path, from: surroundings.currentDirectory))
    }

    package static func name(of path: String) -> String {
        String((path.split(separator: "/").last ?? "").dropLast(ExportJournal.suffix.count))
    }

    private func paths() -> [String] { files(ending: ExportJournal.suffix) }

    private func files(ending: String) -> [String] {
        RunFolder(surroundings).searched().flatMap { folder in
            ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(ending) }.sorted()
                .map { "\(folder)/\($0)" }
        }
    }
}
