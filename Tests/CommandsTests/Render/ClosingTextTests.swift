import Affinity
import Runs
import Testing

@testable import Commands

@Suite struct ClosingTextTests {
    private func totals(_ organizations: Int, _ entries: Int, _ cells: Int) -> RunTotals {
        var totals = RunTotals()
        totals.organizations = organizations
        totals.entries = entries
        totals.cells = cells
        return totals
    }

    private func text(
        _ outcomes: OutcomeCounts = OutcomeCounts(), stop: StopReason? = nil, now: RunTotals, earlier: RunTotals = RunTotals()
    )
        -> String
    {
        ClosingText(outcomes: outcomes, stop: stop, now: now, earlier: earlier).text(seconds: 27.5)
    }

    @Test func theFirstSessionSaysWhatItDid() {
        #expect(text(now: totals(1, 2, 3)) == "Done in 28 s: 1 organization created, 2 list entries added, 3 cells set.")
        #expect(text(now: totals(0, 0, 0)) == "Done in 28 s: nothing to change.")
    }

    @Test func aResumedRunSaysWhatThisSessionDidAndWhatAllDid() {
        #expect(
            text(now: totals(5, 5, 9), earlier: totals(3, 3, 9))
                == "Done in 28 s: 2 organizations created, 2 list entries added; in all 5 organizations created, 5 list entries added, 9 cells set."
        )
        #expect(text(now: totals(5, 0, 0), earlier: totals(5, 0, 0)) == "Done in 28 s: nothing written; in all 5 organizations created.")
    }

    @Test func aStopThatIsNoErrorIsExplainedHereAndOnlyHere() {
        var outcomes = OutcomeCounts()
        outcomes.pending = 2
        #expect(
            text(outcomes, stop: .asked, now: totals(1, 0, 0))
                == "Stopped after 28 s: 1 organization created. 2 rows still to do. It was stopped on request.")
        #expect(
            text(outcomes, stop: .affinity(.monthlyLimit(resetsInSeconds: 60)), now: totals(1, 0, 0))
                == "Stopped after 28 s: 1 organization created. 2 rows still to do.", "the error itself says why")
    }

    @Test func renamesCountAsWork() {
        var renamed = RunTotals()
        renamed.renamed = 1
        #expect(text(now: renamed) == "Done in 28 s: 1 record renamed.")
    }
}
