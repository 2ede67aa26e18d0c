import Affinity
import Runs
import Testing

@testable import Commands

@Suite struct ProgressTextTests {
    private static let text: ProgressText = {
        var outcomes = OutcomeCounts()
        outcomes.created = 102
        outcomes.pending = 60
        return ProgressText(
            title: "import-companies", rows: 162, before: 0,
            progress: RunProgress(outcomes: outcomes, requests: 149, batches: 1), seconds: 10)
    }()

    @Test func aWideTerminalShowsItAll() {
        #expect(
            Self.text.live(width: 120)
                == "import-companies  █████████████████░░░░░░░░░░░  62%   102/162 rows   14.9 requests/s   6 s left   0 rejected")
    }

    @Test(arguments: [
        (99, "import-companies  ████████░░░░░░  62%   102/162 rows   14.9 requests/s   6 s left   0 rejected"),
        (80, "import-companies  62%   102/162 rows   14.9 requests/s   6 s left   0 rejected"),
        (65, "62%   102/162 rows   14.9 requests/s   6 s left   0 rejected"), (50, "62%  102/162  15/s  6 s left  0 rejected"),
        (39, "62% 102/162 15/s 6s 0 rej"), (20, "62%   6 s left"),
    ])
    func aNarrowOneLosesTheBarBeforeTheTimeLeft(width: Int, line: String) {
        #expect(Self.text.live(width: width) == line)
    }

    @Test func fromFortyColumnsOnNothingIsMissing() {
        var text = Self.text
        text.rows = 162_000
        text.progress.outcomes.created = 102_345
        text.progress.outcomes.rejected = 12
        text.seconds = 7200
        text.progress.requests = 310_000
        let line = text.live(width: 39)
        #expect(line == "63% 102357/162000 43/s 1h10min 12 rej")
        #expect(line.count <= 39)
    }

    @Test func aWaitIsCountedDownBehindTheRowsThatAreDone() {
        let notice = WaitNotice(seconds: 41, reason: "900 calls a minute used", isNews: false)
        #expect(
            Self.text.waiting(notice, width: 119)
                == "import-companies   62%   102/162 rows   6 s left   0 rejected   waiting 41 s: 900 calls a minute used")
        #expect(Self.text.waiting(notice, width: 79) == "62%  102/162  waiting 41 s: 900 calls a minute used")
        #expect(Self.text.waiting(notice, width: 39) == "62%  102/162  waiting 41 s")
    }

    @Test(arguments: [
        // 88 calls are to come, of which Ferry may make 8 yet; the next minute begins in sixty seconds.
        (limit: 900, remaining: 10, left: ", 66 s left"), (30, 8, ", 4 min left"), (900, 700, ", 6 s left"),
    ])
    func theTimeLeftCountsTheLimitIn(limit: Int, remaining: Int, left: String) {
        var text = Self.text
        var pacer = Pacer(PacerLimits())
        _ = pacer.ask(at: .zero)
        let minute = RateStatus.Window(limit: limit, remaining: remaining, resetsInSeconds: 60)
        pacer.answered(RateStatus(minute: minute), at: .zero)
        text.pace = CallPace(PaceOutlook(pacer, at: .zero), before: 0)
        #expect(text.plain().hasSuffix(left), "\(text.plain())")
    }

    @Test func theTimeForWhichTheLimitHeldTheRowsBackIsNoPaceOfTheirs() {
        var text = Self.text
        var pacer = Pacer(PacerLimits())
        _ = pacer.ask(at: .zero)
        pacer.answered(RateStatus(minute: .init(limit: 900, remaining: 850, resetsInSeconds: 60)), at: .zero)
        // Nine of the ten seconds since it began.
        text.pace = CallPace(PaceOutlook(pacer, held: (.seconds(12), .zero), at: .zero), before: 3)
        #expect(text.plain().hasSuffix(", 1 s left"), "\(text.plain())")
    }

    @Test func elsewhereItIsALine() {
        #expect(Self.text.plain() == "62% 102/162 rows, 14.9 requests/s, 6 s left")
    }
}
