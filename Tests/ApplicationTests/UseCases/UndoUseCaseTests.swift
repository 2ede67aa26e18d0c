import Diagnostics
import FerryTestSupport
import PipelineSpec
import Runs
import Testing

@testable import Application

/// Taking back, without a terminal and without the binary.
@Suite struct UndoUseCaseTests {
    private let account: LocalAccount

    init() throws { account = try LocalAccount() }

    private func undo(_ run: RunFile) async throws -> PreparedUndo? {
        try await UndoRun(run, account.session(), limits: .init()).prepare()
    }

    @Test func whatTheRunMadeIsGoneAndTheRunSaysSo() async throws {
        let run = try await account.plan(sizes: [1, 2]).run
        _ = try await account.apply(run)
        #expect(try !UndoRun.isOver(run))
        let undo = try #require(try await undo(run))
        #expect(undo.plan.counts.organizations == 2 && undo.plan.counts.entries == 2 && undo.plan.counts.reads > 0)
        var steps: [UndoStep] = []
        try undo.forEachStep { steps.append($0) }
        #expect(steps.count == undo.plan.counts.writes && steps.first?.row == 2, "the last rows first")
        #expect(try await account.deals().count == 2, "looking takes nothing back")

        let result = try await undo.work(account.turn())
        #expect(result.stop == nil && result.keptCount == 0 && result.undone == undo.plan.counts.writes)
        #expect(try await account.deals().isEmpty)
        #expect(try run.state() == .undone)
        #expect(try UndoRun.isOver(run))
        let failure = #expect(throws: Failure.self) { try run.checkMayBegin(account.surroundings()) }
        #expect(failure?.code == "R516")
    }

    @Test func cellsGetTheirValuesBackUnlessSomebodyHasChangedThem() async throws {
        _ = try await account.apply(account.plan(sizes: [1, 2]).run)
        let run = try await account.plan(sizes: [10, 20]).run
        _ = try await account.apply(run)
        try await account.set(dealOf: "Local 0", to: 7)
        let undo = try #require(try await undo(run))
        #expect(undo.plan.counts.cells == 2 && undo.plan.deletions.isEmpty && undo.plan.changes.count == 2)
        let result = try await undo.work(account.turn())
        #expect(result.kept.map(\.row) == [1] && result.kept.first?.reason.hasPrefix("Deal Size holds 7 now") == true, "\(result.kept)")
        #expect(try await account.deals() == ["Local 0": 7, "Local 1": 2])
        #expect(account.events.contains { if case .takingBack(let progress) = $0 { progress.all == 2 } else { false } })
    }

    @Test func aPlanThatWroteNothingHasNothingToTakeBack() async throws {
        let run = try await account.plan(sizes: [1]).run
        #expect(try UndoRun.isOver(run))
        #expect(try run.state() == .planned)
    }
}
