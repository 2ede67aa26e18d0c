import Foundation
import Testing

@testable import Simulator

/// Made-up interruptions of an import and of its undo, each from a seed: killed at any point, resumed an hour later, taken back, killed again.
/// Whatever happens, the account is as it was before. `FERRY_UNDO_TORTURE` says how many seeds, `FERRY_TORTURE_FROM` the first.
@Suite struct UndoTortureTests {
    private static func setting(_ name: String, otherwise value: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? value
    }

    static let parts = 2

    @Test(arguments: 0..<parts) func everySeedEndsInTheWorldBefore(part: Int) async throws {
        let first = Self.setting("FERRY_TORTURE_FROM", otherwise: 1)
        let count = Self.setting("FERRY_UNDO_TORTURE", otherwise: 6)
        var wasKilled = 0
        for seed in stride(from: first + part, to: first + count, by: Self.parts) { wasKilled += try await torture(UInt64(seed)) }
        #expect(wasKilled > 0 || count < Self.parts)
    }

    /// - Returns: How often a process was killed.
    private func torture(_ seed: UInt64) async throws -> Int {
        var dice = SeedDice(seed: seed)
        let imported = try await MatrixImport()
        let before = imported.affinity.contents
        var kills = 0
        // The points of an import are some hundreds.
        let killed = try await imported.begin(killedAt: 1 + dice.next(below: 400))
        if killed.wasKilled {
            kills += 1
            if dice.next(below: 2) == 0 {
                // An hour later everything is looked at again.
                let resumed = try await imported.affinity.ferry(in: imported.folder.path, later: true).run(["resume", "rows.ferry"])
                #expect([0, 3, 4].contains(resumed.status), "seed \(seed): \(resumed)")
            }
        }
        for _ in 0..<20 {
            let number = dice.next(below: 3) == 0 ? nil : 1 + dice.next(below: 250)
            let undo = try await imported.affinity.ferry(in: imported.folder.path).run(
                ["undo", "rows.ferry", "--yes"], killedAt: number, logging: imported.folder.aside)
            if undo.wasKilled {
                kills += 1
                continue
            }
            #expect(undo.outcome.status == 0, "seed \(seed): \(undo.outcome)")
            break
        }
        await imported.affinity.stop()
        let difference = AccountText.difference(imported.affinity.contents, before)
        #expect(difference == [], "seed \(seed); again with: FERRY_TORTURE_FROM=\(seed) FERRY_UNDO_TORTURE=1")
        return kills
    }
}
