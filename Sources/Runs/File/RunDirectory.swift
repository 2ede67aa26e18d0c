import Affinity
import GRDB
import Text

/// A run as `ferry status` shows it.
package struct RunOverview: Sendable, Hashable {
    package var path: String
    package var binding: RunBinding
    package var state: RunState
    /// All pending while the plan is being written.
    package var outcomes: OutcomeCounts
    /// Why it stopped, when it did.
    package var stopReason: String?
    /// Tells it from every other run, whatever its file is called.
    package var identity: String
    /// How far its undo is; nil where none was begun.
    package var undo: UndoProgress?
    /// When it was last worked on, in milliseconds since 1970; nil for a plan.
    package var endedAt: Int64?

    package var name: String { RunName.name(of: path) }

    package init(
        path: String, binding: RunBinding, state: RunState, outcomes: OutcomeCounts, stopReason: String?,
        identity: String = "", undo: UndoProgress? = nil, endedAt: Int64? = nil
    ) {
        self.path = path
        self.binding = binding
        self.state = state
        self.outcomes = outcomes
        self.stopReason = stopReason
        self.identity = identity
        self.undo = undo
        self.endedAt = endedAt
    }
}

/// The runs of a folder.
package struct RunListing: Sendable, Hashable {
    /// The newest first.
    package var runs: [RunOverview]
    /// Files that end in `.ferry` and can't be read, each with the reason.
    package var unreadable: [RunFileError]

    package init(runs: [RunOverview], unreadable: [RunFileError]) {
        self.runs = runs
        self.unreadable = unreadable
    }

    /// Those that `resume` can go on with.
    package var unfinished: [RunOverview] { runs.filter(\.state.isUnfinished) }
}

extension RunFile {
    package func overview() throws(RunFileError) -> RunOverview {
        let state = try state()
        return RunOverview(
            path: path, binding: try binding(), state: state, outcomes: state == .planning ? OutcomeCounts() : try counts(),
            stopReason: try stopReason(), identity: try identity(),
            undo: state == .undoing || state == .undone ? try undoProgress() : nil,
            endedAt: try read { try MetaKey.endedAt.number(in: $0) ?? MetaKey.startedAt.number(in: $0) })
    }

    /// Every run of a folder, the newest first. A folder that is missing holds none.
    /// - Throws: `.noPermission` and so on for the folder itself.
    package static func list(in folder: String) throws(RunFileError) -> RunListing {
        var listing = RunListing(runs: [], unreadable: [])
        for name in try SystemFiles.names(in: folder).sorted() where name.hasSuffix(RunName.suffix) && name != RunName.suffix {
            do throws(RunFileError) {
                listing.runs.append(try open(at: folder + "/" + name).overview())
            } catch {
                listing.unreadable.append(error)
            }
        }
        listing.runs.sort { ($0.binding.createdAt, $0.name) > ($1.binding.createdAt, $1.name) }
        return listing
    }

    /// The paths of the runs of that very name, and of those whose names begin with it.
    /// - Throws: `.noPermission` and so on for a folder.
    package static func named(_ name: String, in folders: [String]) throws(RunFileError) -> (exactly: [String], beginning: [String]) {
        let wanted = RunName.name(of: name)
        var exactly: [String] = []
        var beginning: [String] = []
        guard !wanted.isEmpty else { return ([], []) }
        for folder in folders {
            for file in try SystemFiles.names(in: folder).sorted() where file.hasSuffix(RunName.suffix) {
                let found = RunName.name(of: file)
                if found == wanted { exactly.append("\(folder)/\(file)") }
                if found.hasPrefix(wanted) { beginning.append("\(folder)/\(file)") }
            }
        }
        return (exactly, beginning)
    }

    /// Whether it has written to Affinity, or may have, and was not taken back.
    package func hasWritten() throws(RunFileError) -> Bool {
        try read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS(SELECT 1 FROM operations WHERE state IN ('done', 'sent', 'unknown', 'in-use', 'undoing'))") == true
        }
    }

    /// Makes a folder for run files, hidden from git where it is a `.ferry` folder.
    package static func makeFolder(_ folder: String) throws(RunFileError) { try SystemFiles.createFolder(of: folder + "/run") }
}

/// How run files are called: `<pipeline>-<UTC time>.ferry`.
package enum RunName {
    package static let suffix = ".ferry"

    /// `import-companies-20261121T101500Z.ferry` in the folder; with `-2`, `-3` … when that name is taken.
    /// - Parameter time: Milliseconds since 1970, UTC.
    package static func path(for pipeline: String, at time: Int64, in folder: String) -> String {
        let stem = folder + "/" + pipeline + "-" + stamp(time)
        var path = stem + suffix
        var number = 2
        while SystemFiles.exists(path) {
            path = "\(stem)-\(number)\(suffix)"
            number += 1
        }
        return path
    }

    /// `20261121T101500Z`.
    package static func stamp(_ time: Int64) -> String {
        Instant(milliseconds: time).description.filter { $0 != "-" && $0 != ":" }
    }

    /// The file's name without folder and `.ferry`: what a person calls the run.
    package static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.hasSuffix(suffix) ? String(file.dropLast(suffix.count)) : file
    }

    /// The part of a name that says when the run was planned, `20261121T101500Z`; nil for a name that a person chose.
    package static func time(of name: String) -> String? {
        name.firstMatch(of: #/-(\d{8}T\d{6}Z)(?:-\d+)?$/#).map { String($0.1) }
    }

    /// The pipelines whose runs these are, each once.
    package static func pipelines(of names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.compactMap { name in
            name.firstMatch(of: #/^(.+)-\d{8}T\d{6}Z(?:-\d+)?$/#).map { String($0.1) }
        }.filter { seen.insert($0).inserted }
    }
}
