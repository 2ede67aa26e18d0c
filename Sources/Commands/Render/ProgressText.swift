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

    private static let bar = 28

    /// For a terminal of so many columns: the bar goes before any number does, then the title, and the time left goes last.
    func live(width: Int) -> String {
        let rejected = "\(progress.outcomes.rejected) rejected"
        let numbers = ([percent, count] + [rate, left].compactMap { $0 } + [rejected]).joined(separator: "   ")
        let candidates = [
            "\(title)  \(bar(Self.bar))  \(numbers)", "\(title)  \(bar(Self.bar / 2))  \(numbers)", "\(title)  \(numbers)", numbers,
            ([percent, count] + [left].compactMap { $0 }).joined(separator: "   "),
        ]
        return candidates.first { DisplayWidth.of($0) <= width } ?? ([percent] + [left].compactMap { $0 }).joined(separator: "   ")
    }

    /// `63% 102/162 rows, 14.9 requests/s, 17 s left`.
    func plain() -> String {
        "\(percent) " + ([count] + [rate, left].compactMap { $0 }).joined(separator: ", ")
    }

    private var done: Int { progress.outcomes.done }
    private var percent: String { "\(rows == 0 ? 100 : done * 100 / rows)%" }
    private var count: String { "\(Numbers.grouped(done))/\(Numbers.grouped(rows)) rows" }
    private var rate: String? { seconds > 0 ? "\(Numbers.tenths(Double(progress.requests) / seconds)) requests/s" : nil }

    private var left: String? {
        let fresh = done - before
        guard fresh > 0, done < rows else { return nil }
        return "\(Numbers.duration(seconds: Double(rows - done) * seconds / Double(fresh))) left"
    }

    private func bar(_ width: Int) -> String {
        let full = rows == 0 ? width : done * width / rows
        return String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
    }
}
