import Foundation
import Testing

@testable import Exporting

/// What one export of changes leaves for the next.
@Suite struct ExportStateTests {
    private let folder: String
    private var target: String { folder + "/deals.csv" }

    init() throws {
        folder = NSTemporaryDirectory() + "ferry-state-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func record(_ id: Int64, _ line: String) -> RowRecord {
        RowRecord(ScannedPage.Row(entryID: id, recordID: id + 1), line: Array(line.utf8))
    }

    private func write(_ records: [RowRecord]) throws {
        var bytes: [UInt8] = []
        for record in records { record.append(to: &bytes) }
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/records"))
        let head = ExportState.Head(account: "contoso", source: "list 3001", rows: records.count, finishedAt: "2026-11-21T10:00:00Z")
        let digest = try ExportState.write(head, records: folder + "/records", for: target)
        let state = try #require(try ExportState.read(for: target))
        #expect(state.head == head && state.digest == digest)
    }

    @Test func everyRowIsFoundAgainInWhateverOrderTheyCame() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let records = (0..<1_000).map { record(Int64($0 * 7 % 1_000) * 3, "line \($0)") }
        try write(records)
        let state = try #require(try ExportState.read(for: target))
        for record in records { #expect(state.record(of: record.row.id) == record) }
        #expect(state.record(of: 1) == nil && state.record(of: -1) == nil && state.record(of: 9_000) == nil)
    }

    @Test func addedChangedAndGone() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write([record(1, "a"), record(2, "b"), record(3, "c")])
        var finder = ChangeFinder(try ExportState.read(for: target), counts: RowChanges())
        var seen = RowIDSet()
        for (id, line, wanted) in [(1, "a", nil), (2, "B", RowChange.changed), (4, "d", .added)] as [(Int64, String, RowChange?)] {
            _ = seen.insert(id)
            #expect(finder.change(of: record(id, line)) == wanted)
        }
        #expect(finder.gone(seen).map(\.id) == [3])
        #expect(
            finder.counts
                == {
                    var counts = RowChanges(); counts.added = 1; counts.changed = 1; counts.gone = 1; return counts
                }())
    }

    @Test func aDamagedOneIsRefusedAndNoneIsNoMistake() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try ExportState.read(for: target) == nil)
        try write([record(1, "a")])
        let path = ExportState.path(for: target)
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        for place in [0, 30, bytes.count - 40, bytes.count - 1] {
            bytes[place] ^= 1
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            #expect(throws: ExportFileError.self) { try ExportState.read(for: target) }
            bytes[place] ^= 1
        }
        try Data(bytes.dropLast()).write(to: URL(fileURLWithPath: path))
        #expect(throws: ExportFileError.self) { try ExportState.read(for: target) }
        for rows in ["9223372036854775807", "-1", "576460752303423489"] {
            let text = String(decoding: bytes, as: Unicode.ASCII.self).replacing(#""rows":1,"#, with: "\"rows\":\(rows),")
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: ExportFileError.self) { try ExportState.read(for: target) }
        }
        unlink(path)
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: ExportFileError.self) { try ExportState.read(for: target) }
    }
}
