import GRDB

/// A run as `ferry status` shows it.
package struct RunOverview: Sendable, Hashable {
    package var path: String
    package var binding: RunBinding
    package var state: RunState
    /// All pending while the plan is being written.
    package var outcomes: OutcomeCounts
    /// Why it stopped, when it did.
    package var stopReason: String?
    /// How far its undo is; nil where none was begun.
    package var undo: UndoProgress?

    package var name: String { RunName.name(of: path) }

    package init(
        path: String, binding: RunBinding, state: RunState, outcomes: OutcomeCounts, stopReason: String?, undo: UndoProgress? = nil
    ) {
        self.path = path
        self.binding = binding
        self.state = state
        self.outcomes = outcomes
        self.stopReason = stopReason
        self.undo = undo
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

    /// What `resume` without a name goes on with.
    package var newestUnfinished: RunOverview? { runs.first { $0.state.isUnfinished } }
}

extension RunFile {
    package func overview() throws(RunFileError) -> RunOverview {
        let state = try state()
        return RunOverview(
            path: path, binding: try binding(), state: state, outcomes: state == .planning ? OutcomeCounts() : try counts(),
            stopReason: try stopReason(), undo: state == .undoing || state == .undone ? try undoProgress() : nil)
    }

    /// Every run of a folder, the newest first. A folder that is missing holds none.
    /// - Throws: `.noPermission` and the like for the folder itself.
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

    /// The path of the run that a person means: a file, or any unambiguous beginning of a name in the folders.
    /// - Throws: `.notFound`, `.ambiguousName`; `.noPermission` and the like for a folder.
    package static func resolve(_ name: String, in folders: [String]) throws(RunFileError) -> String {
        if name.contains("/") || name.hasSuffix(RunName.suffix), SystemFiles.exists(name) { return name }
        let wanted = RunName.name(of: name)
        guard !wanted.isEmpty else { throw .notFound(name) }
        var exact: [String] = []
        var beginnings: [String] = []
        for folder in folders {
            for file in try SystemFiles.names(in: folder).sorted() where file.hasSuffix(RunName.suffix) {
                let found = RunName.name(of: file)
                if found == wanted { exact.append("\(folder)/\(file)") }
                if found.hasPrefix(wanted) { beginnings.append("\(folder)/\(file)") }
            }
        }
        let candidates = exact.isEmpty ? beginnings : exact
        guard let only = candidates.first else { throw .notFound(name) }
        guard candidates.count == 1 else { throw .ambiguous(name, candidates: candidates, isExact: !exact.isEmpty) }
        return only
    }

    /// When runs of these folders last wrote to an account: the newest first. Unreadable files are passed over.
    /// - Parameters:
    ///   - account: The account's subdomain.
    ///   - host: The host of the API.
    package static func activities(in folders: [String], account: String, host: String) -> [RunActivity] {
        var found: [RunActivity] = []
        for folder in folders {
            let names = (try? SystemFiles.names(in: folder)) ?? []
            for name in names where name.hasSuffix(RunName.suffix) && name != RunName.suffix {
                guard let run = try? open(at: "\(folder)/\(name)"), let binding = try? run.binding(), binding.account == account,
                    binding.host == host, let last = try? run.lastWriteAt()
                else { continue }
                found.append(RunActivity(path: run.path, lastWriteAt: last))
            }
        }
        return found.sorted { $0.lastWriteAt > $1.lastWriteAt }
    }

    /// When the run last sent a write, in milliseconds since 1970; nil when it never did.
    private func lastWriteAt() throws(RunFileError) -> Int64? {
        try read { db in
            let sent = try Int64.fetchOne(db, sql: "SELECT max(max(sent_at, coalesce(done_at, 0))) FROM operations")
            return [sent, try MetaKey.undoneAt.number(in: db)].compactMap { $0 }.max()
        }
    }
}

/// That a run wrote to Affinity, and when last.
package struct RunActivity: Sendable, Hashable {
    package var path: String
    /// Milliseconds since 1970.
    package var lastWriteAt: Int64

    package var name: String { RunName.name(of: path) }
}
