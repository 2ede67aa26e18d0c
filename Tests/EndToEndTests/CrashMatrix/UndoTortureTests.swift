import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// Made-up interruptions of an import and of its undo, each from a seed: killed at any point, resumed an hour later, built on by a colleague,
/// taken back under lag, killed again. Whatever happens, the account is as after the undisturbed undo; where nobody has built on anything,
/// as it was before. `FERRY_UNDO_TORTURE` says how many seeds, `FERRY_TORTURE_FROM` the first.
@Suite struct UndoTortureTests {
    private static func setting(_ name: String, otherwise value: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? value
    }

    static let parts = 2

    @Test(arguments: 0..<parts) func everySeedEndsInTheWorldOfTheUndisturbedUndo(part: Int) async throws {
        let first = Self.setting("FERRY_TORTURE_FROM", otherwise: 1)
        let count = Self.setting("FERRY_UNDO_TORTURE", otherwise: 6)
        var wasKilled = 0
        var undisturbed: [Colleagues: [String]] = [:]
        for seed in stride(from: first + part, to: first + count, by: Self.parts) {
            wasKilled += try await torture(UInt64(seed), &undisturbed)
        }
        #expect(wasKilled > 0 || count < Self.parts)
    }

    /// What others do between the import and its undo.
    private enum Colleagues: CaseIterable {
        case none, setCells, setOwnCells, changeWhatWasChanged, remove

        var steps: [ColleagueStep] {
            func cell(_ field: String, _ value: SeedValue) -> CellSeed { CellSeed(field: field, value: value, path: "") }
            return switch self {
            case .none: []
            case .setCells:
                [
                    .set(list: "Dealflow", record: "new-2.example", cell: cell("Size", .number(99))),
                    .set(list: "Rounds", record: "Round N1", cell: cell("Amount", .number(77))),
                ]
            case .setOwnCells: [.set(list: nil, record: "new-1.example", cell: cell("Thesis", .text("Ours")))]
            case .changeWhatWasChanged: [.set(list: "Dealflow", record: "known-1.example", cell: cell("Size", .number(123)))]
            case .remove:
                [.delete(kind: .company, record: "new-2.example"), .removeRow(list: "People", record: "jo@new-1.example")]
            }
        }
    }

    /// - Returns: How often a process was killed.
    private func torture(_ seed: UInt64, _ undisturbed: inout [Colleagues: [String]]) async throws -> Int {
        var dice = SeedDice(seed: seed)
        // Half of them alone: then the run may be taken back unfinished.
        let colleagues = dice.next(below: 2) == 0 ? Colleagues.none : Colleagues.allCases[1 + dice.next(below: 4)]
        let lag = Duration.milliseconds([0, 0, 100, 300][dice.next(below: 4)])
        let imported = try await MatrixImport(lag: lag)
        let before = imported.affinity.contents
        var kills = 0
        // The points of an import are some hundreds.
        let killed = try await imported.begin(killedAt: 1 + dice.next(below: 400))
        if killed.wasKilled {
            kills += 1
            if colleagues != .none || dice.next(below: 2) == 0 {
                // An hour later everything is looked at again.
                let isLater = dice.next(below: 2) == 0
                let resumed = try await imported.affinity.ferry(in: imported.folder.path, later: isLater).run(["resume", "rows.ferry"])
                #expect([0, 3, 4].contains(resumed.status), "seed \(seed): \(resumed)")
                if resumed.errors.contains("R512") { _ = try await imported.begin(killedAt: nil) }
            }
        }
        for step in colleagues.steps { imported.affinity.take(step) }
        for _ in 0..<20 {
            let number = dice.next(below: 3) == 0 ? nil : 1 + dice.next(below: 350)
            let undo = try await imported.affinity.ferry(in: imported.folder.path).run(
                ["undo", "rows.ferry", "--yes"], killedAt: number, logging: imported.folder.aside)
            if undo.wasKilled {
                kills += 1
                continue
            }
            #expect((colleagues == .none ? [0] : [0, 3]).contains(undo.outcome.status), "seed \(seed): \(undo.outcome)")
            break
        }
        await imported.affinity.stop()
        var wanted = colleagues == .none ? before : undisturbed[colleagues] ?? []
        if wanted.isEmpty { wanted = try await self.undisturbed(colleagues) }
        undisturbed[colleagues] = wanted
        let difference = AccountText.difference(imported.affinity.contents, wanted)
        #expect(
            difference == [], "seed \(seed), \(colleagues), lag \(lag); again with: FERRY_TORTURE_FROM=\(seed) FERRY_UNDO_TORTURE=1")
        return kills
    }

    private func undisturbed(_ colleagues: Colleagues) async throws -> [String] {
        let imported = try await MatrixImport()
        _ = try await imported.begin(killedAt: nil)
        for step in colleagues.steps { imported.affinity.take(step) }
        let undo = try await imported.affinity.ferry(in: imported.folder.path).run(["undo", "rows.ferry", "--yes"])
        #expect([0, 3].contains(undo.status), "\(colleagues): \(undo)")
        await imported.affinity.stop()
        return imported.affinity.contents
    }
}
