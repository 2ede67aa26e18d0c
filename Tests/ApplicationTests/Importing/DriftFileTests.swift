import Diagnostics
import FerryTestSupport
import Foundation
import PipelineSpec
import Planning
import Testing

@testable import Application

/// What moved in Affinity since a plan, kept beside the run file.
@Suite struct DriftFileTests {
    private func move(_ row: Int, isTold: Bool = true) -> RowDrift {
        var drift = RowDrift(row: row, unit: row)
        let problem = RowProblem(step: .setFields, code: "C602", reason: String(repeating: "x", count: 100) + "\n\(row)")
        drift.cells = [RowDrift.Cell(field: 1, isTold ? .hasMoved : .isAsPlanned, problem: problem)]
        return drift
    }

    @Test func allRowsComeBackAndTheFirstOnesAreAtHand() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/ferry-drift-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = DriftFile(in: folder, keeping: 3)
        // More than is written at once; the rows of a record come with the last of them.
        let rows = [5_000] + Array(1...4_999)
        for row in rows { try file.append(move(row, isTold: row != 2)) }
        #expect(file.count == 4_999)
        #expect(file.first.map(\.row) == [1, 3, 4])
        var back: [RowDrift] = []
        try file.forEachDrift { back.append($0) }
        #expect(back == rows.map { move($0, isTold: $0 != 2) })
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    @Test func aFullDiskIsSaidInOneSentence() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/ferry-drift-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        guard shell("mount -t tmpfs -o size=64k none '\(folder)'") == 0 else {
            print("skipped: this system does not let the test mount a small disk")
            return
        }
        defer { shell("umount '\(folder)'") }
        let failure = #expect(throws: Failure.self) {
            let file = DriftFile(in: folder, keeping: 3)
            for row in 1...5_000 { try file.append(move(row)) }
        }
        #expect(failure?.code == "U110")
        #expect(failure?.message == "cannot keep what has moved in Affinity in \(folder): the disk is full")
        // The run file is where it is: another folder cannot be chosen for it any more.
        #expect(failure?.hint == "make room")
    }

}
