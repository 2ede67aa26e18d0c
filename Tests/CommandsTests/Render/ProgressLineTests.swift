import Runs
import Testing

@testable import Commands

/// The live line of a run.
@Suite struct ProgressLineTests {
    private func progress(_ done: Int) -> RunEvent {
        var outcomes = OutcomeCounts()
        outcomes.created = done
        return .batch(RunProgress(outcomes: outcomes, requests: done * 3, batches: 1))
    }

    @Test func aWaitShowsTheRowsThatAreDoneByThen() throws {
        var surroundings = TestSurroundings()
        surroundings.isTerminal = true
        let terminal = try surroundings.terminal()
        let line = ProgressLine(terminal, after: StatusLine(terminal))
        line.wait(WaitNotice(seconds: 9, reason: "r", isNews: true))
        #expect(surroundings.errors.text.hasSuffix("\rwaiting 9 s: r"), "before the run there are no rows")
        line.begin("deals", rows: 20, alreadyDone: 0)
        line.show(progress(2))
        // Too soon to be drawn.
        line.show(progress(11))
        line.wait(WaitNotice(seconds: 59, reason: "900 calls a minute used", isNews: true))
        #expect(
            surroundings.errors.text.contains("11/20 rows   1 s left   0 rejected   waiting 59 s: 900 calls a minute used"),
            "\(surroundings.errors.text)")
        line.finish()
        #expect(surroundings.errors.text.hasSuffix("\r"))
    }

    @Test func elsewhereAWaitIsALineWhenItIsNews() throws {
        let surroundings = TestSurroundings()
        let terminal = try surroundings.terminal()
        let line = ProgressLine(terminal, after: StatusLine(terminal))
        line.begin("deals", rows: 20, alreadyDone: 0)
        line.wait(WaitNotice(seconds: 59, reason: "r", isNews: true))
        line.wait(WaitNotice(seconds: 58, reason: "r", isNews: false))
        #expect(surroundings.errors.lines == ["waiting 59 s: r"])
    }
}
