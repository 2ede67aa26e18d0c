import Runs
import Screen
import Text

/// How far a run is, in words: what `ProgressLine` draws.
struct ProgressText {
    var title: String
    /// Of the whole file.
    var rows: Int
    /// Rows that earlier sessions had done.
    var before: Int
    var progress: RunProgress
    /// Since this session began.
    var seconds: Double
    /// What Affinity's limits make of it.
    var pace: CallPace?

    private static let bar = 28

    /// For a terminal of this many columns: the bar goes before any number does, then the title. Rows done, rejected, requests and the time
    /// left stay from 40 columns on.
    func live(width: Int) -> String {
        let rejected = "\(progress.outcomes.rejected) rejected"
        let numbers = ([percent, count] + [rate, left].compactMap { $0 } + [rejected]).joined(separator: "   ")
        let candidates = [
            "\(title)  \(bar(Self.bar))  \(numbers)", "\(title)  \(bar(Self.bar / 2))  \(numbers)", "\(title)  \(numbers)", numbers,
            ([percent, "\(done)/\(rows)"] + [shortRate, left].compactMap { $0 } + [rejected]).joined(separator: "  "), short,
        ]
        return candidates.first { DisplayWidth.columns(of: $0) <= width } ?? ([percent] + [left].compactMap { $0 }).joined(separator: "   ")
    }

    /// `62% 102/162 15/s 6 s 3 rej`, for a narrow terminal.
    private var short: String {
        let time = secondsLeft.map { Numbers.duration(seconds: $0).replacing(" ", with: "") }
        return ([percent, "\(done)/\(rows)"] + [shortRate, time].compactMap { $0 } + ["\(progress.outcomes.rejected) rej"]).joined(
            separator: " ")
    }

    private var shortRate: String? { seconds > 0 ? "\(Int((Double(progress.requests) / seconds).rounded()))/s" : nil }

    /// The same while nothing is sent: what is done, and for how long why.
    func waiting(_ notice: WaitNotice, width: Int) -> String {
        let rejected = "\(progress.outcomes.rejected) rejected"
        let candidates = [
            ([title, percent, count] + [left].compactMap { $0 } + [rejected, notice.text]).joined(separator: "   "),
            ([percent, count] + [left].compactMap { $0 } + [rejected, notice.text]).joined(separator: "   "),
            "\(percent)  \(done)/\(rows)  \(notice.text)",
        ]
        let short = "\(percent)  \(done)/\(rows)  waiting \(Numbers.duration(seconds: notice.seconds))"
        return candidates.first { DisplayWidth.columns(of: $0) <= width } ?? short
    }

    /// `63% 102/162 rows, 14.9 requests/s, 17 s left`.
    func plain() -> String {
        "\(percent) " + ([count] + [rate, left].compactMap { $0 }).joined(separator: ", ")
    }

    private var done: Int { progress.outcomes.done }
    private var percent: String { "\(rows == 0 ? 100 : done * 100 / rows)%" }
    private var count: String { "\(Numbers.grouped(done))/\(Numbers.grouped(rows)) rows" }
    private var rate: String? { seconds > 0 ? "\(Numbers.tenths(Double(progress.requests) / seconds)) requests/s" : nil }

    private var left: String? { secondsLeft.map { "\(Numbers.duration(seconds: $0)) left" } }

    private var secondsLeft: Double? {
        TimeLeft(done: done - before, left: rows - done, requests: progress.requests, elapsed: seconds, pace: pace).seconds
    }

    private func bar(_ width: Int) -> String {
        let full = rows == 0 ? width : done * width / rows
        return String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
    }
}
