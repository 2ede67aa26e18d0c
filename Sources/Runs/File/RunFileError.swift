package import Diagnostics
package import Files
import GRDB

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why a run file can't be used, in words for the person who named it.
package struct RunFileError: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case notFound, exists, foreign, newerVersion, damaged, interruptedPlan, edited, held, otherMachine, ambiguousName
        case copied, outdated, severalNames, schema, noState
        case diskFull, inputOutput, readOnly, noPermission, other
    }

    package var kind: Kind
    package var path: String
    /// In Docs/Diagnostics.md.
    package var code: DiagnosticCode {
        let entry: RunCode =
            switch kind {
            case .copied: .R521
            case .outdated: .R522
            case .severalNames: .R523
            case .noState: .R526
            case .schema: .R527
            default: .R501
            }
        return entry.code
    }

    /// A sentence without the closing full stop.
    package var message: String
    /// What to do next.
    package var hint: String?

    package init(_ kind: Kind, path: String, message: String, hint: String? = nil) {
        self.kind = kind
        self.path = path
        self.message = message
        self.hint = hint
    }
}

extension RunFileError {
    package static func notFound(_ path: String) -> Self {
        Self(.notFound, path: path, message: "there is no run file \(path)", hint: "`ferry status` lists the runs there are")
    }

    static func exists(_ path: String) -> Self {
        Self(.exists, path: path, message: "\(path) exists already", hint: "name another file, or remove this one")
    }

    static func foreign(_ path: String) -> Self {
        Self(
            .foreign, path: path, message: "\(path) is not a run file of ferry",
            hint: "run files are made by `ferry plan` and end in .ferry")
    }

    static func newerVersion(_ path: String, version: Int, known: Int) -> Self {
        Self(
            .newerVersion, path: path,
            message: "\(path) was made by a newer ferry (run file version \(version); this one knows up to \(known))",
            hint: "use that version of ferry, or plan again with this one")
    }

    static func damaged(_ path: String, _ detail: String) -> Self {
        Self(
            .damaged, path: path, message: "\(path) is damaged or cut short (\(detail))",
            hint: "restore it from a copy, or plan again: what is in Affinity already is then found and left alone")
    }

    static func interruptedPlan(_ path: String) -> Self {
        Self(
            .interruptedPlan, path: path, message: "planning was interrupted, so \(path) holds only part of a plan",
            hint: "remove it and plan again; nothing was sent to Affinity")
    }

    static func held(_ path: String, by holder: RunLock.Holder?) -> Self {
        let who = holder.map { "process \($0.process)" } ?? "another process"
        let since = holder?.since.map { " since \(Timestamp.text($0))" } ?? ""
        return Self(
            .held, path: path, message: "\(path) is in use by \(who)\(since)",
            hint: "wait until it has finished; `ferry status` shows how far it is"
        )
    }

    static func edited(_ path: String) -> Self {
        Self(
            .edited, path: path,
            message: "\(path) was changed by something else than ferry: it no longer has the checksum it was saved with",
            hint: "restore it from a copy, or plan again: what is in Affinity already is then found and left alone")
    }

    static func copied(_ path: String, of original: String) -> Self {
        Self(
            .copied, path: path, message: "\(path) is a copy of the run \(original), which is there still",
            hint: "go on with that one; where this file is to take its place, remove that one first")
    }

    static func outdated(_ path: String) -> Self {
        Self(
            .outdated, path: path,
            message: "\(path) is an older state of a run that has gone on since: a copy or a backup from before its last writes",
            hint: "go on with the newer file; where that is lost, plan again: what is in Affinity already is then found and left alone")
    }

    static func severalNames(_ path: String, _ count: Int) -> Self {
        Self(
            .severalNames, path: path, message: "\(path) has \(count) names (hard links), and a run is worked on under one only",
            hint: "remove the others: find . -samefile \(path)")
    }

    static func foreignSchema(_ path: String, _ name: String) -> Self {
        Self(
            .schema, path: path, message: "\(path) holds what no run file of ferry holds: \(name)",
            hint: "do not use it; a run file that you made yourself is restored from a copy, or planned again")
    }

    static func foreignLock(_ path: String) -> Self {
        Self(
            .other, path: path, message: "\(path) is in the place of the run's lock, and ferry did not make it",
            hint: "look what it is, and move it away")
    }

    /// Of the user's own folder.
    static func noState(_ path: String, reason: String) -> Self {
        Self(
            .noState, path: path, message: "cannot keep \(path): \(reason)",
            hint: "it keeps two runs from writing to one account at once; name another folder with XDG_STATE_HOME")
    }

    /// - Parameter machine: the name of the one where it was made.
    static func otherMachine(_ path: String, _ machine: String) -> Self {
        Self(
            .otherMachine, path: path,
            message: "\(path) was made on another machine (\(machine)): nobody here can tell whether it is worked on there",
            hint: "go on with it there, or plan again here; if nobody works on it there any more, add --moved")
    }

    /// - Parameter isExact: Whether the candidates have the very name, in several folders.
    package static func ambiguous(_ name: String, candidates: [String], isExact: Bool) -> Self {
        let what = isExact ? "the name" : "the beginning of the names"
        return Self(
            .ambiguousName, path: candidates[0], message: "\"\(name)\" is \(what) of \(candidates.count) runs",
            hint: "say which: " + candidates.prefix(5).joined(separator: ", "))
    }

    /// What the system says of a run file.
    package init(_ error: FileError) {
        let path = error.path
        switch error.code {
        case ENOENT, ENOTDIR: self = .notFound(path)
        case ENOSPC, EDQUOT: self = .diskFull(path)
        case EROFS: self.init(.readOnly, path: path, message: "\(path) can't be written: the disk is read-only")
        case EACCES, EPERM:
            self.init(
                .noPermission, path: path, message: "\(path) can't be made or opened: no permission",
                hint: "choose another folder with --runs-dir, or ask for permission to write there")
        default: self.init(.inputOutput, path: path, message: "\(path): \(error.systemText)")
        }
    }

    /// Does what may fail for a file in the user's own folder.
    static func keeping<Result>(_ body: () throws(FileError) -> Result) throws(RunFileError) -> Result {
        do throws(FileError) { return try body() } catch { throw .noState(error.path, reason: error.systemText) }
    }

    /// An error of SQLite or of GRDB in our words.
    init(_ error: any Error, path: String) {
        if let known = error as? RunFileError {
            self = known
            return
        }
        if error is RowDecodingError || error is DecodingError {
            self = .damaged(path, "a value in it is not of its kind")
            return
        }
        guard let database = error as? DatabaseError else {
            self.init(.other, path: path, message: "\(path): \(error)")
            return
        }
        let detail = database.message ?? "SQLite error \(database.resultCode.rawValue)"
        // The index of the log can't grow, for which there is no other reason.
        if database.extendedResultCode == .SQLITE_IOERR_SHMSIZE {
            self = .diskFull(path)
            return
        }
        switch database.resultCode.primaryResultCode {
        case .SQLITE_FULL: self = .diskFull(path)
        case .SQLITE_IOERR:
            self.init(
                .inputOutput, path: path, message: "\(path) can't be read or written (\(detail))",
                hint: "check the disk")
        case .SQLITE_READONLY:
            self.init(
                .readOnly, path: path, message: "\(path) can't be written: the file or its folder is read-only",
                hint: "make both writable for you, or copy the file elsewhere")
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(
                .noPermission, path: path, message: "\(path) can't be opened (\(detail))",
                hint: "check that you may read and write the file and its folder")
        case .SQLITE_NOTADB: self = .foreign(path)
        case .SQLITE_CORRUPT: self = .damaged(path, detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .held(path, by: nil)
        default: self.init(.other, path: path, message: "\(path): \(detail)")
        }
    }

    /// A folder for run files cannot be made.
    /// - Parameter reason: in the system's words.
    static func noFolder(_ folder: String, _ kind: Kind = .other, reason: String) -> Self {
        Self(
            kind, path: folder, message: "cannot make the folder \(folder): \(reason)",
            hint: "choose another folder with --runs-dir, or another place for the run with `ferry plan -o`")
    }

    static func diskFull(_ path: String) -> Self {
        Self(
            .diskFull, path: path, message: "the disk is full: \(path) can't be written",
            hint: "make room, and try again")
    }
}
