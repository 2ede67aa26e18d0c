import Affinity
import FerryTestSupport
import Foundation
import GRDB
import PipelineSpec
import Planning
import Testing

@testable import Runs

@Suite("The run file")
struct RunFileTests: ExecutorSuite {
    let clock = TestClock()
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    /// - Returns: The error's kind, and its message.
    func failure(_ path: String, for use: RunFile.Use = .reading) -> (kind: RunFileError.Kind, message: String)? {
        do throws(RunFileError) {
            _ = try RunFile.open(at: path, for: use)
            return nil
        } catch {
            return (error.kind, error.message)
        }
    }

    @Test("Only its owner may read it, its log too, and git does not see its folder")
    func privacy() throws {
        let path = folder.path + "/.ferry/runs/a.ferry"
        let file = try RunFile.create(at: path, binding: Plans.binding)
        try file.append([Plans.new(1)])
        #expect(try TemporaryFolder.mode(path) == 0o600)
        #expect(try TemporaryFolder.mode(path + "-wal") == 0o600)
        #expect(try TemporaryFolder.mode(path + "-shm") == 0o600)
        #expect(try TemporaryFolder.mode(path + ".lock") == 0o600)
        #expect(try String(contentsOfFile: folder.path + "/.ferry/.gitignore", encoding: .utf8) == "*\n")
        try file.close()
    }

    @Test("What a large sort does not hold in memory lies beside the first file, not in the system's temporary folder")
    func spilled() throws {
        let file = try RunFile.create(at: folder.path + "/a.ferry", binding: Plans.binding)
        let chosen = try file.read { db in try String.fetchOne(db, sql: "PRAGMA temp_store_directory") }
        #expect(chosen?.isEmpty == false)
        try file.close()
    }

    @Test("What was planned is read back whole, every kind of value")
    func roundTrip() throws {
        let rows = [Plans.everyKind(1), Plans.new(2), Plans.same(3, unit: 2), Plans.rejected(4), Plans.skipped(5)]
        let path = folder.path + "/a.ferry"
        var frame = Plans.frame
        // As many as the rows speak of.
        frame.fields += Array(repeating: Plans.size, count: 300)
        let warning = PlanWarning(code: "W1", message: "linkedin.com is not a company's own site", rows: [1, 2], count: 9, hint: "h")
        var summary = PlanSummary()
        summary.rows = 5
        summary.matchedBy = ["domain": 3]
        summary.monthShare = 0.019
        do {
            let file = try RunFile.create(at: path, binding: Plans.binding)
            try file.append(Array(rows.prefix(2)))
            try file.append(Array(rows.dropFirst(2)))
            try file.finishPlan(frame: frame, summary: summary, warnings: [warning])
        }
        let file = try RunFile.open(at: path)
        #expect(try file.binding() == Plans.binding)
        #expect(try file.frame() == frame)
        #expect(try file.summary() == summary)
        #expect(try file.warnings() == [warning])
        #expect(try file.state() == .planned)
        var read: [PlannedRow] = []
        try file.forEachRow { read.append($0.planned) }
        #expect(read == rows)
        #expect(try file.row(3)?.planned == rows[2])
        #expect(try file.row(6) == nil)
        #expect(try file.row(5)?.reasons == ["where: Stage"])
        let counts = try file.counts()
        #expect(counts.pending == 3)
        #expect(counts.rejected == 1)
        #expect(counts.skipped == 1)
        var changes: [Int] = []
        try file.forEachChange(limit: 3) { row in
            changes.append(row.planned.row)
            return changes.count < 2
        }
        #expect(changes == [1, 2], "whoever reads may end it before the limit does")
        #expect(FileManager.default.fileExists(atPath: path + ".lock") == false)
    }

    @Test("Rejects come with their bytes, and rejections are grouped by reason")
    func rejects() throws {
        let file = try Plans.file([Plans.rejected(1), Plans.new(2), Plans.rejected(3)], in: folder)
        var rejects: [Reject] = []
        try file.forEachReject { rejects.append($0) }
        #expect(rejects.map(\.row) == [1, 3])
        #expect(rejects.map { String(decoding: $0.source, as: UTF8.self) } == ["bad 1", "bad 3"])
        #expect(rejects.first?.problems.first?.hint == "digits")
        let groups = try file.problemGroups()
        #expect(groups.count == 1)
        #expect(groups.first?.rows == [1, 3])
        #expect(groups.first?.count == 2)
    }

    @Test("What a reader throws ends the reading and comes out as it was")
    func readerThrows() throws {
        struct Enough: Error {}
        let file = try Plans.file((1...5).map { Plans.new($0) }, in: folder)
        var seen = 0
        #expect(throws: Enough.self) {
            try file.forEachRow { _ in
                seen += 1
                if seen == 2 { throw Enough() }
            }
        }
        #expect(seen == 2)
    }

    @Test("An interrupted plan can be looked at but not applied, and can be thrown away")
    func interruptedPlan() throws {
        let path = folder.path + "/a.ferry"
        do { try RunFile.create(at: path, binding: Plans.binding).append([Plans.new(1)]) }
        #expect(failure(path, for: .working)?.kind == .interruptedPlan)
        #expect(try RunFile.open(at: path).state() == .planning)
        #expect(throws: RunFileError.interruptedPlan(path)) { try RunFile.open(at: path).summary() }
        do { try RunFile.open(at: path).discard() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("What is not there, or there already, is said")
    func missingAndPresent() throws {
        #expect(failure(folder.path + "/none.ferry")?.kind == .notFound)
        #expect(FileManager.default.fileExists(atPath: folder.path + "/none.ferry") == false)
        let file = try Plans.file([Plans.new(1)], in: folder)
        try file.close()
        #expect(throws: RunFileError.self) { try RunFile.create(at: file.path, binding: Plans.binding) }
        let other = try folder.write("other.ferry", "keep me")
        do throws(RunFileError) {
            _ = try RunFile.create(at: other, binding: Plans.binding)
            Issue.record("an existing file was taken for a new run")
        } catch {
            #expect(error.kind == .exists)
        }
        #expect(try String(contentsOfFile: other, encoding: .utf8) == "keep me")
    }

    @Test("Files that are not run files are refused as such")
    func foreign() throws {
        let text = try folder.write("text.ferry", String(repeating: "no database. ", count: 100))
        #expect(failure(text)?.kind == .foreign)
        let empty = try folder.write("empty.ferry", "")
        #expect(failure(empty)?.kind == .foreign)
        let database = folder.path + "/database.ferry"
        try DatabaseQueue(path: database).write { try $0.execute(sql: "CREATE TABLE t(a); PRAGMA user_version = 1") }
        #expect(failure(database)?.kind == .foreign)
        #expect(failure(database)?.message == "\(database) is not a run file of ferry")
    }

    @Test("A file of a newer version is refused with both versions")
    func newerVersion() throws {
        let path = folder.path + "/run.ferry"
        do { try Plans.file([Plans.new(1)], in: folder).close() }
        try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        let found = failure(path, for: .working)
        #expect(found?.kind == .newerVersion)
        #expect(found?.message.contains("version 99") == true)
    }

    @Test("A file that was cut short, at any place, is refused before it is worked with", arguments: [50, 100, 5000, 12_288, 40_000])
    func truncated(length: UInt64) throws {
        let path = folder.path + "/run.ferry"
        do { try Plans.file((1...300).map { Plans.new($0) }, in: folder).close() }
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.truncate(atOffset: length)
        try handle.close()
        let kind = try #require(failure(path, for: .working)?.kind)
        #expect(kind == .damaged || kind == .foreign)
    }

    @Test("A row whose bytes were changed is refused, not misread")
    func changedRow() throws {
        let path = folder.path + "/run.ferry"
        do { try Plans.file([Plans.new(1)], in: folder).close() }
        try DatabaseQueue(path: path).write { try $0.execute(sql: "UPDATE rows SET plan = x'01FFFFFFFFFFFFFFFF7F'") }
        let file = try RunFile.open(at: path)
        #expect(throws: RunFileError.self) { try file.row(1) }
    }

    @Test(
        "A plan that was edited by hand is refused by whoever works on it; looking at it does no harm",
        arguments: [
            "UPDATE rows SET label = 'Other' WHERE row = 2", "DELETE FROM rows WHERE row = 2",
            "UPDATE rows SET source = x'41' WHERE row = 1",
            "UPDATE rows SET outcome = 'skipped' WHERE row = 1", "DELETE FROM problems", "UPDATE problems SET reason = 'none'",
            "UPDATE meta SET value = replace(value, 'contoso', 'other') WHERE key = 'binding'",
            "UPDATE meta SET value = '[]' WHERE key = 'broken'",
            "UPDATE meta SET value = replace(value, 'Stage', 'Size') WHERE key = 'frame'",
            "INSERT INTO warnings(number, code, message, rows, count) VALUES (7, 'W1', 'm', '', 1)",
            "UPDATE meta SET value = '{\"columns\":\"*\",\"value\":\"0\"}' WHERE key = 'checksum'",
        ])
    func editedPlan(sql: String) throws {
        let path = folder.path + "/run.ferry"
        var summary = PlanSummary()
        summary.rows = 3
        do {
            let file = try RunFile.create(at: path, binding: Plans.binding)
            try file.append([Plans.everyKind(1), Plans.new(2)])
            try file.append([Plans.rejected(3)])
            try file.finishPlan(frame: Plans.frame, summary: summary, warnings: [], broken: ["none"])
            try file.close()
        }
        #expect(failure(path, for: .working) == nil)
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        #expect(failure(path, for: .working)?.kind == .edited)
        #expect(failure(path) == nil)
    }

    /// A run that was applied, with a refusal by Affinity among its rows.
    private func applied() async throws -> String {
        let affinity = FakeAffinity(
            clock: clock, script: { call, _ in if case .create("Refused", _) = call { .refuse(422, "no") } else { nil } })
        let file = try Plans.file([Plans.new(1), Plans.rejected(2), Plans.new(3, name: "Refused"), Plans.new(4)], in: folder)
        _ = try await run(file, affinity)
        var drift = RowDrift(row: 4, unit: 4)
        let problem = RowProblem(step: .setFields, field: "Stage", code: "C603", reason: "moved", hint: nil)
        drift.cells = [RowDrift.Cell(field: 0, .hasMoved, problem: problem)]
        try file.skipCells(at: 7) { try $0(drift) }
        try file.close()
        return file.path
    }

    @Test("What a run writes down is not an edit")
    func ownWrites() async throws {
        let path = try await applied()
        #expect(failure(path, for: .working) == nil)
        do { try RunFile.open(at: path, for: .working).undid(step: 0, of: 1) }
        #expect(failure(path, for: .working) == nil)
    }

    @Test(
        "What became of a run can't be edited either, and a missing checksum is no way around it",
        arguments: [
            "UPDATE operations SET state = 'done' WHERE row = 3", "UPDATE operations SET result = 7 WHERE row = 1 AND step = 0",
            "DELETE FROM operations WHERE row = 4", "UPDATE operations SET row = 9 WHERE row = 4",
            "UPDATE outcomes SET outcome = 'unchanged' WHERE row = 1", "DELETE FROM outcomes WHERE row = 3",
            "INSERT INTO outcomes(row, outcome, at) VALUES (2, 'created', 1)", "UPDATE problems SET reason = 'fine' WHERE origin = 'run'",
            "UPDATE skipped_cells SET conflicts = 0", "DELETE FROM meta WHERE key = 'checksum'",
            "DELETE FROM meta WHERE key = 'journal'",
            "UPDATE meta SET value = '00000000000000000001 0000000000000000' WHERE key = 'journal'",
        ])
    func editedJournal(sql: String) async throws {
        let path = try await applied()
        try await DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        let kind = try #require(failure(path, for: .working)?.kind)
        #expect(kind == .edited || kind == .damaged)
        #expect(failure(path) == nil, "to look at it does no harm")
    }

    @Test(
        "A file with anything in its schema that ferry does not make is refused by whoever opens it",
        arguments: [
            "CREATE TRIGGER t AFTER INSERT ON outcomes BEGIN UPDATE rows SET label = 'x'; END", "CREATE VIEW v AS SELECT 1",
            "CREATE TABLE more(a)", "CREATE INDEX i ON rows(label)", "CREATE TEMP TABLE kept(a); DROP TABLE skipped_cells",
            "DROP TABLE skipped_cells; CREATE VIEW skipped_cells AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x AS row, x AS field, x AS conflicts FROM n",
            "ALTER TABLE outcomes ADD COLUMN more DEFAULT (random())", "CREATE INDEX i ON rows(hex(label))",
            "CREATE VIEW v AS SELECT load_extension('/tmp/x')",
            """
            PRAGMA writable_schema = 1;
            INSERT INTO sqlite_schema(type, name, tbl_name, rootpage, sql) VALUES ('trigger', 't', 'outcomes', 0,
                'CREATE TRIGGER t AFTER INSERT ON outcomes BEGIN SELECT load_extension(''/tmp/x''); END')
            """,
        ])
    func foreignSchema(sql: String) throws {
        let path = folder.path + "/run.ferry"
        do { try Plans.file([Plans.new(1)], in: folder).close() }
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
            try queue.close()
        }
        for use in [RunFile.Use.reading, .working] {
            let kind = try #require(failure(path, for: use)?.kind)
            #expect(kind == .schema || kind == .damaged)
        }
    }

    @Test("What a schema calls does not run, and no statement writes to the schema itself", arguments: [RunFile.Use.reading, .working])
    func hardened(use: RunFile.Use) throws {
        let queue = try DatabaseQueue(configuration: RunFile.configuration(for: use))
        try queue.writeWithoutTransaction { db in
            #expect(try Int.fetchOne(db, sql: "PRAGMA trusted_schema") == 0)
            // In memory, and so nobody's: what only reads may make it too for once.
            try db.execute(sql: "PRAGMA query_only = 0")
            db.add(function: DatabaseFunction("reach", argumentCount: 0) { _ in 1 })
            #expect(try Int.fetchOne(db, sql: "SELECT reach()") == 1)
            try db.execute(sql: "CREATE VIEW v AS SELECT reach()")
            #expect(throws: DatabaseError.self) { try Int.fetchOne(db, sql: "SELECT * FROM v") }
            try db.execute(sql: "PRAGMA writable_schema = 1")
            #expect(throws: DatabaseError.self) { try db.execute(sql: "UPDATE sqlite_schema SET sql = 'CREATE VIEW v AS SELECT 1'") }
        }
    }

    @Test("Only one works on a file; the second is told who. Readers need not wait")
    func lock() throws {
        let file = try Plans.file([Plans.new(1)], in: folder)
        do throws(RunFileError) {
            _ = try RunFile.open(at: file.path, for: .working)
            Issue.record("two hold one run file")
        } catch {
            #expect(error.kind == .held)
            let process = ProcessInfo.processInfo.processIdentifier
            #expect(error.message.contains("is in use by process \(process) since 20"))
            #expect(error.message.contains(/since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/))
        }
        #expect(try RunFile.open(at: file.path).counts().pending == 1)
    }

    @Test("The lock goes with its holder")
    func lockIsReleased() throws {
        let path = folder.path + "/run.ferry"
        do { _ = try Plans.file([Plans.new(1)], in: folder) }
        do { _ = try RunFile.open(at: path, for: .working) }
        #expect(failure(path, for: .working) == nil)
    }

    @Test("Whatever name leads to a file, it is one; a second name of its own is refused")
    func links() throws {
        let file = try Plans.file([Plans.new(1)], in: folder)
        let link = folder.path + "/link.ferry"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file.path)
        #expect(failure(link, for: .working)?.kind == .held)
        try FileManager.default.createDirectory(atPath: folder.path + "/other", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/other/run.ferry", withDestinationPath: link)
        #expect(failure(folder.path + "/other/run.ferry", for: .working)?.kind == .held)
        try FileManager.default.linkItem(atPath: file.path, toPath: folder.path + "/hard.ferry")
        #expect(failure(folder.path + "/hard.ferry", for: .working)?.kind == .severalNames)
        #expect(failure(folder.path + "/hard.ferry") == nil)
    }

    @Test("What lies in the place of the lock is never written to", arguments: ["link", "text", "hard"])
    func plantedLock(kind: String) throws {
        let path = folder.path + "/run.ferry"
        do { try Plans.file([Plans.new(1)], in: folder).close() }
        let victim = try folder.write("victim", "precious\n")
        let lock = path + ".lock"
        switch kind {
        case "link": try FileManager.default.createSymbolicLink(atPath: lock, withDestinationPath: victim)
        case "hard": try FileManager.default.linkItem(atPath: victim, toPath: lock)
        default: try FileManager.default.copyItem(atPath: victim, toPath: lock)
        }
        #expect(failure(path, for: .working)?.message.contains("in the place of the run's lock") == true)
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious\n")
        #expect(try String(contentsOfFile: lock, encoding: .utf8) == "precious\n")
    }

    @Test("A full disk is named, and nothing of the transaction stays")
    func fullDisk() throws {
        let file = try RunFile.create(at: folder.path + "/a.ferry", binding: Plans.binding)
        try file.append([Plans.new(1)])
        // SQLite reports its own page limit as it does a full disk.
        try file.write { try $0.execute(sql: "PRAGMA max_page_count = 20") }
        do throws(RunFileError) {
            try file.append((2...2000).map { Plans.new($0) })
            Issue.record("the disk was not full")
        } catch {
            #expect(error.kind == .diskFull)
            #expect(error.message.hasPrefix("the disk is full"))
        }
        #expect(try file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM rows") } == 1)
    }

    @Test("A disk that fills up during a run stops it; what was sent and not written down is settled later")
    func fullDiskWhileRunning() async throws {
        let affinity = FakeAffinity(clock: clock)
        let file = try Plans.file((1...40).map { Plans.new($0) }, in: folder)
        try file.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
        }
        let first = try await run(file, affinity)
        guard case .runFile(let error) = first.stop else {
            Issue.record("stopped because of \(String(describing: first.stop))")
            return
        }
        #expect(error.kind == .diskFull)
        try file.write { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
        let second = try await run(file, affinity)
        #expect(second.outcomes.created == 40)
        #expect(affinity.state.organizations.count == 40)
        #expect(affinity.state.entries.count == 40)
    }
}
