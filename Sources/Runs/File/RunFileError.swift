import GRDB

/// Why a run file can't be used, in words for the person who named it.
package struct RunFileError: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case notFound, exists, foreign, newerVersion, damaged, interruptedPlan, edited, held, otherMachine, ambiguousName
        case diskFull, inputOutput, readOnly, noPermission, other
    }

    package var kind: Kind
    package var path: String
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
    static func notFound(_ path: String) -> Self {
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
            message: "\(path) was changed by something else than ferry: its plan no longer has the checksum it was saved with",
            hint: "restore it from a copy, or plan again: what is in Affinity already is then found and left alone")
    }

    /// - Parameter machine: the name of the one where it was made.
    static func otherMachine(_ path: String, _ machine: String) -> Self {
        Self(
            .otherMachine, path: path,
            message: "\(path) was made on another machine (\(machine)): nobody here can tell whether it is worked on there",
            hint: "go on with it there, or plan again here; if it is worked on there no more, add --moved")
    }

    /// - Parameter isExact: Whether the candidates have the very name, in several folders.
    static func ambiguous(_ name: String, candidates: [String], isExact: Bool) -> Self {
        let what = isExact ? "the name" : "the beginning of the names"
        return Self(
            .ambiguousName, path: candidates[0], message: "\"\(name)\" is \(what) of \(candidates.count) runs",
            hint: "say which: " + candidates.prefix(5).joined(separator: ", "))
    }

    /// An error of SQLite or of GRDB in our words.
    init(_ error: any Error, path: String) {
        if let known = error as? RunFileError {
            self = known
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
