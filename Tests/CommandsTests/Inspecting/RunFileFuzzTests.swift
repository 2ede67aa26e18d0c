import Affinity
import Diagnostics
import FerryTestSupport
import Foundation
import GRDB
import PipelineSpec
import Planning
import Testing

@testable import Commands
@testable import Runs

/// Run files in which anything may stand anywhere: the commands that look at them say what is wrong, or show what they can, and never die.
/// `FERRY_FUZZ_SECONDS` says for how long; a trap ends the whole test process, and the seed printed last is the one (`FERRY_FUZZ_FROM`).
@Suite struct RunFileFuzzTests {
    private static func setting(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

    private static let list = ListID(7)

    /// Two companies with cells, an entry and a note, one of them applied, a rejected and a skipped row.
    private func write(to path: String) throws {
        let stage = PlannedField(id: FieldID("field-1"), name: "Stage", type: .dropdown, list: Self.list)
        let size = PlannedField(id: FieldID("field-2"), name: "Size", type: .number, list: Self.list)
        let frame = PlanFrame(
            pipeline: "deals", account: "contoso", user: "ada@contoso.vc", sourceName: "deals.csv", header: ["Company", "Size"],
            lists: [PlannedList(id: Self.list, name: "Dealflow")], fields: [stage, size])
        let binding = RunBinding(
            name: "deals", pipeline: .init(path: "/x/deals.yaml", digest: "aa", size: 10),
            inputs: [.init(path: "/x/deals.csv", digest: "bb", size: 20)],
            dialect: .init(delimiter: 0x2C, encoding: "utf-8", byteOrderMark: false, lineEnding: "\n"), account: "contoso",
            host: "api.affinity.co", createdAt: 1_795_256_000_000, toolVersion: "0.1.0")
        func row(_ number: Int) -> PlannedRow {
            PlannedRow(
                row: number, line: number + 1, label: "Company \(number)", unit: number, source: Array("Company \(number),7".utf8),
                disposition: .planned,
                organization: PlannedRecord(owner: number, action: .create, name: "Company \(number)", key: "c\(number).com"),
                entries: [PlannedEntry(list: Self.list, action: .add)],
                cells: [
                    PlannedCell(
                        field: 0, action: .set, before: nil, after: .option(OptionReference(id: DropdownOptionID(5), text: "New")),
                        policy: .existing(.overwrite)),
                    PlannedCell(field: 1, action: .set, before: .number(1), after: .number(7), policy: .existing(.overwrite)),
                ])
        }
        let problem = RowProblem(step: .setFields, field: "Size", code: "V301", reason: "\"x\" is not a number", hint: "digits")
        let file = try RunFile.create(at: path, binding: binding, pipeline: Array("version: 1\n".utf8))
        try file.append([
            row(1), row(2),
            PlannedRow(row: 3, line: 4, label: "Bad", unit: 3, source: Array("Bad,x".utf8), disposition: .rejected([problem])),
            PlannedRow(row: 4, line: 5, label: "", unit: 4, source: [], disposition: .skipped("where: Stage")),
        ])
        var summary = PlanSummary()
        summary.rows = 4
        summary.rejected = 1
        let warning = PlanWarning(code: "W1", message: "m", rows: [1, 2], count: 2, hint: nil)
        try file.finishPlan(frame: frame, summary: summary, warnings: [warning])
        try file.begin(at: 1_795_256_001_000)
        for (step, kind) in [OperationRecord.Kind.createOrganization, .addEntry, .updateEntry].enumerated() {
            let record = OperationRecord(
                step: step, kind: kind, list: kind == .createOrganization ? nil : Self.list, cells: 2, state: .done,
                result: 90 + Int64(step),
                status: 200, sentAt: 1_795_256_001_000, doneAt: 1_795_256_001_500)
            _ = try file.finish(
                record, of: 1, leavingOut: nil, ending: step == 2 ? RowResult(outcome: .created, at: 1_795_256_002_000) : nil)
        }
        let refused = OperationRecord(
            step: 0, kind: .createOrganization, state: .refused, status: 422, message: "no", sentAt: 1_795_256_001_000,
            doneAt: 1_795_256_001_500)
        let ending = RowResult(outcome: .rejected, problems: [problem], at: 1_795_256_002_000)
        _ = try file.finish(refused, of: 2, leavingOut: nil, ending: ending)
        try file.close()
    }

    private static let columns: [(table: String, column: String)] = [
        (
            "rows",
            "row line unit outcome label note record_action record_name record_key record_id record_by record_evidence record_rename plan source record_kind record_owner record_details"
        ),
        ("problems", "row number origin step field code reason hint fix"), ("warnings", "number code message rows count hint"),
        ("operations", "row step kind list cells state result status message sent_at done_at attempts record entry"),
        ("outcomes", "row outcome at"), ("meta", "value"),
    ].flatMap { table, columns in columns.split(separator: " ").map { (table, String($0)) } }

    /// Any value of any kind; now and then what stands there, with a byte of it changed.
    private func value(_ random: inout some RandomNumberGenerator, from old: DatabaseValue) -> DatabaseValue {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .null
        case 1: return [Int64.max, .min, -1, 0, 1, 1 << 40].randomElement(using: &random)?.databaseValue ?? .null
        case 2: return [Double.nan, .infinity, -1e300, 0.5].randomElement(using: &random)?.databaseValue ?? .null
        case 3:
            return ["", "x", "done", "created", "pending", "\u{0}", "[]", "{}", "-1"].randomElement(using: &random)?.databaseValue ?? .null
        case 4:
            return Data((0..<Int.random(in: 0..<40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }).databaseValue
        default:
            let isText = String.fromDatabaseValue(old) != nil && old.storage.isText
            guard var bytes = Data.fromDatabaseValue(old), !bytes.isEmpty else { return .null }
            let index = bytes.indices.randomElement(using: &random) ?? bytes.startIndex
            bytes[index] = UInt8.random(in: 0...255, using: &random)
            return isText ? String(decoding: bytes, as: UTF8.self).databaseValue : bytes.databaseValue
        }
    }

    @Test func nothingInARunFileEndsTheProcess() async throws {
        let folder = NSTemporaryDirectory() + "ferry-fuzz-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let whole = folder + "/whole.ferry"
        try write(to: whole)
        let path = folder + "/run.ferry"
        let commands = [
            ["show", path], ["show", path, "--changes"], ["show", path, "--json"], ["show", path, "--row", "1"],
            ["show", path, "--row", "2"],
            ["show", path, "--row", "3", "--json"], ["rejects", path], ["rejects", path, "--json"], ["status", path],
        ]
        var surroundings = TestSurroundings()
        surroundings.folder = folder
        surroundings.environment = [
            "XDG_STATE_HOME": folder + "/state", "AFFINITY_API_KEY": "k", "AFFINITY_BASE_URL": "http://127.0.0.1:1",
        ]
        for command in commands {
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.copyItem(atPath: whole, toPath: path)
            let status = await FerryProcess.run(command, surroundings.context)
            #expect(status == .done, "\(command): \(surroundings.errors.text)")
        }
        let first = Self.setting("FERRY_FUZZ_FROM") ?? 1
        let seconds = Self.setting("FERRY_FUZZ_SECONDS")
        let end = ContinuousClock.now + .seconds(seconds ?? 0)
        for seed in first..<(seconds == nil ? first + 20 : Int.max) {
            if seconds != nil {
                guard ContinuousClock.now < end else { break }
                FileHandle.standardError.write(Data("seed \(seed)\n".utf8))
            }
            var random = SplitMix(seed: UInt64(seed))
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            try FileManager.default.copyItem(atPath: whole, toPath: path)
            try change(path, &random)
            for command in commands {
                let quiet = TestSurroundings(environment: surroundings.environment, folder: folder)
                _ = await FerryProcess.run(command, quiet.context)
            }
            _ = try? RunFile.open(at: path, for: .working)
        }
    }

    /// One to three places; every fourth time what the file is made of too.
    private func change(_ path: String, _ random: inout SplitMix) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            if Int.random(in: 0..<4, using: &random) == 0 { try restructure(db, &random) }
            for _ in 0...Int.random(in: 0...2, using: &random) {
                guard let (table, column) = Self.columns.randomElement(using: &random) else { continue }
                // A table may be gone, and a view may never end.
                let isTable = try? db.tableExists(table)
                let count = isTable == true ? (try? Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)")) ?? 0 : 0
                guard count > 0 else { continue }
                let place = Int.random(in: 0..<count, using: &random)
                guard let keys = try? Row.fetchAll(db, sql: "SELECT * FROM \(table)")[place], keys.hasColumn(column) else { continue }
                let old = keys[column] as DatabaseValue
                let new = value(&random, from: old)
                let key = table == "meta" ? "key" : table == "problems" || table == "operations" ? "row" : keys.columnNames.first ?? "row"
                let which = keys[key] as DatabaseValue
                // A value that a constraint forbids is none to be found there.
                try? db.execute(sql: "UPDATE \(table) SET \(column) = ? WHERE \(key) IS ?", arguments: [new, which])
            }
        }
        try queue.close()
    }

    /// Rows too many and too few, tables and columns that are not there or of another kind, objects that nobody asked for.
    private func restructure(_ db: Database, _ random: inout SplitMix) throws {
        guard let (table, column) = Self.columns.randomElement(using: &random) else { return }
        let other = Self.columns.randomElement(using: &random)?.table ?? "rows"
        let statements = [
            "DELETE FROM \(table)", "DELETE FROM \(table) WHERE rowid = (SELECT max(rowid) FROM \(table))",
            "INSERT OR IGNORE INTO \(table) SELECT * FROM \(table)", "UPDATE OR IGNORE \(table) SET row = row + 1000000",
            "ALTER TABLE \(table) RENAME COLUMN \(column) TO other", "ALTER TABLE \(table) DROP COLUMN \(column)",
            "ALTER TABLE \(table) ADD COLUMN more BLOB DEFAULT x'00'", "DROP TABLE \(table)", "ALTER TABLE \(table) RENAME TO away",
            "CREATE TABLE more AS SELECT * FROM \(table)", "CREATE INDEX more ON \(table)(\(column))",
            "CREATE TRIGGER more AFTER INSERT ON \(table) BEGIN DELETE FROM \(other); END",
            "ALTER TABLE \(table) RENAME TO away; CREATE VIEW \(table) AS SELECT * FROM away",
            "ALTER TABLE \(table) RENAME TO away; CREATE TABLE \(table) AS SELECT * FROM away",
            "ALTER TABLE \(table) RENAME TO away; CREATE VIEW \(table) AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM away, n",
            "CREATE VIRTUAL TABLE more USING fts5(x)",
            "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = 'CREATE TABLE \(table)(x)' WHERE name = '\(table)'",
            "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = 2 WHERE name = '\(table)'",
            "PRAGMA user_version = \(Int.random(in: -1...40, using: &random))",
            "PRAGMA application_id = \(Int.random(in: 0...9, using: &random))",
            "PRAGMA journal_mode = DELETE", "PRAGMA encoding = 'UTF-16'",
        ]
        try? db.execute(sql: statements.randomElement(using: &random) ?? "")
    }
}

extension DatabaseValue.Storage {
    fileprivate var isText: Bool { if case .string = self { true } else { false } }
}
