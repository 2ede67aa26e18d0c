import CSQLiteGuard
import Files
import GRDB
import GRDBSQLite
import Synchronization

/// A run on disk: the plan, then what became of each of its writes. One SQLite file, readable by its owner only.
///
/// The file is in WAL mode. What a method that writes has returned from survives the process; the power too, for intents and
/// outcomes of creates (`synchronous=FULL`). Whatever comes after in the log never survives without what came before, and a write
/// of fields whose outcome a power cut took is repeated without harm. Methods block for the length of a disk write. Whoever works
/// on the file holds its lock; readers need none.
package final class RunFile: Sendable {
    package enum Use: Sendable, Hashable {
        /// Only reads; beside a process that works on the file, if there is one.
        case reading
        /// Applies or resumes; alone.
        case working
    }

    package let path: String
    let queue: DatabaseQueue
    private let lock: RunLock?
    /// What the rows appended so far end as by the plan alone.
    let tally = Mutex(OutcomeCounts())
    /// Of the rows appended so far.
    let checksum = Mutex(PlanChecksum())
    /// Follows how far the run is, once it is known in the user's own folder.
    let registration = Mutex<RunRegistration?>(nil)

    /// `import-companies-20261121T101500Z`.
    package var name: String { RunName.name(of: path) }

    private init(path: String, queue: DatabaseQueue, lock: RunLock?) {
        self.path = path
        self.queue = queue
        self.lock = lock
    }

    /// Begins a run: a new file, locked, with everything but its rows. Folders are made as needed.
    /// - Parameter pipeline: The bytes of the pipeline file, kept to plan again from.
    /// - Throws: `.exists`, `.held`, `.noPermission`, `.diskFull` and so on.
    package static func create(at path: String, binding: RunBinding, pipeline: [UInt8] = []) throws(RunFileError) -> RunFile {
        try SystemFiles.createFolder(of: path)
        let lock = try RunLock(for: path)
        try SystemFiles.createPrivate(path)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration(for: .working, at: path))
            try queue.writeWithoutTransaction { db in
                // A row takes half a kilobyte: larger pages waste less and are fewer to keep in order.
                try db.execute(sql: "PRAGMA page_size = 8192")
                try db.inTransaction {
                    try RunSchema.install(in: db)
                    try MetaKey.binding.store(json: binding, in: db)
                    try MetaKey.pipeline.store(String(decoding: pipeline, as: UTF8.self), in: db)
                    try MetaKey.state.store(RunState.planning.rawValue, in: db)
                    try MetaKey.identity.store(SystemFile.randomName(), in: db)
                    try MetaKey.journal.store(JournalProgress().text, in: db)
                    return .commit
                }
                try db.execute(sql: "PRAGMA journal_mode = WAL")
            }
            return RunFile(path: path, queue: queue, lock: lock)
        } catch {
            SystemFiles.remove(path)
            throw RunFileError(error, path: path)
        }
    }

    /// - Throws: `.notFound`, `.foreign`, `.newerVersion`, `.damaged`; for working also `.held`, `.interruptedPlan` and `.edited`.
    package static func open(at path: String, for use: Use = .reading) throws(RunFileError) -> RunFile {
        guard SystemFiles.exists(path) else { throw .notFound(path) }
        guard SystemFiles.isFile(path) else { throw .foreign(path) }
        if use == .working, SystemFiles.names(of: path) > 1 { throw .severalNames(path, SystemFiles.names(of: path)) }
        let lock = use == .working ? try RunLock(for: path) : nil
        do {
            let queue = try connect(to: path, for: use)
            let file = RunFile(path: path, queue: queue, lock: lock)
            if use == .working { try file.checkWhole() }
            return file
        } catch {
            throw RunFileError(error, path: path)
        }
    }

    private static func connect(to path: String, for use: Use) throws -> DatabaseQueue {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration(for: use, at: path))
            try RunSchema.check(queue, path: path)
            return queue
        } catch let error as DatabaseError where use == .reading && !SystemFiles.mayWrite(beside: path) {
            guard [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode.primaryResultCode) else { throw error }
            let queue = try loaded(from: path)
            try RunSchema.check(queue, path: path)
            return queue
        }
    }

    /// Closes the file: what stands in the log beside it goes into it. Without this the last reference does it.
    package func close() throws(RunFileError) {
        do { try queue.close() } catch { throw RunFileError(error, path: path) }
    }

    /// Removes a run whose planning failed, or that has nothing to do.
    package func discard() {
        try? queue.close()
        for suffix in Self.suffixes { SystemFiles.remove(path + suffix) }
        registration.withLock {
            $0?.forget()
            $0 = nil
        }
    }

    /// - Parameter path: Of the file; nil for one in memory.
    static func configuration(for use: Use, at path: String? = nil) -> Configuration {
        var configuration = Configuration()
        configuration.label = "run file"
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try harden(db)
            try keepTemporaryFiles(beside: path, db)
            try db.execute(sql: "PRAGMA synchronous = FULL")
            if use == .reading { try db.execute(sql: "PRAGMA query_only = 1") }
        }
        return configuration
    }

    /// A file may come from anybody: nothing in its schema runs, and its pages are not taken on trust.
    static func harden(_ db: Database) throws {
        guard ferry_sqlite_defend(db.sqliteConnection) == SQLITE_OK else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
        try db.execute(sql: "PRAGMA trusted_schema = 0; PRAGMA cell_size_check = 1")
    }

    /// What a large sort does not hold in memory has rows in it: it goes beside the run file, under a name that is gone at once, and not
    /// into the system's temporary folder.
    private static func keepTemporaryFiles(beside path: String?, _ db: Database) throws {
        guard let path, SystemFiles.mayWrite(beside: path) else { return try db.execute(sql: "PRAGMA temp_store = MEMORY") }
        try hasTemporaryFolder.withLock { isSet in
            guard !isSet else { return }
            let folder = SystemFiles.place(of: path)
            try db.execute(sql: "PRAGMA temp_store_directory = '\(folder.replacing("'", with: "''"))'")
            isSet = true
        }
    }

    /// SQLite has one folder for the whole process, and does not guard it: the first file says which, and it is never changed.
    private static let hasTemporaryFolder = Mutex(false)

    /// Before anything is sent on the word of a file, the whole of it is looked at.
    private func checkWhole() throws {
        guard try state() != .planning else { throw RunFileError.interruptedPlan(path) }
        let verdict = try queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") } ?? "no answer"
        guard verdict == "ok" else { throw RunFileError.damaged(path, verdict) }
        guard try isUnedited() else { throw RunFileError.edited(path) }
    }

    func read<T>(_ body: (Database) throws -> T) throws(RunFileError) -> T {
        do { return try queue.read(body) } catch { throw RunFileError(error, path: path) }
    }

    enum Durability { case process, power }

    /// One transaction, which survives what is named when this returns. The registry, where one follows, knows then how far the journal is.
    func write<T>(surviving durability: Durability = .power, _ body: (Database) throws -> T) throws(RunFileError) -> T {
        let registration = registration.withLock { $0 }
        do {
            return try queue.writeWithoutTransaction { db in
                // Takes effect between transactions, and while it is prepared: a statement that is kept would do nothing.
                if durability == .process { try db.execute(sql: "PRAGMA synchronous = NORMAL") }
                defer { if durability == .process { try? db.execute(sql: "PRAGMA synchronous = FULL") } }
                var result: T?
                try db.inTransaction {
                    result = try body(db)
                    return .commit
                }
                guard let result else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
                if let registration { registration.advance(to: try JournalTable.stored(in: db)) }
                return result
            }
        } catch {
            throw RunFileError(error, path: path)
        }
    }
}
