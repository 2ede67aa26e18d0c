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
        (65, "62%   102/162 rows   14.9 requests/s   6 s left   0 rejected"), (40, "62%   102/162 rows   6 s left"), (20, "62%   6 s left"),
    ])
    func aNarrowOneLosesTheBarBeforeTheTimeLeft(width: Int, line: String) {
        #expect(Self.text.live(width: width) == line)
    }

    @Test func elsewhereItIsALine() {
        #expect(Self.text.plain() == "62% 102/162 rows, 14.9 requests/s, 6 s left")
    }
}
