import Affinity
import ArgumentParser

/// `--patience`, for the commands that may go on for long.
struct PatienceOption: ParsableArguments, Sendable {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "For how long to try again while Affinity is down or out of reach, such as 90s, 10m or 2h; then stop resumably.",
            valueName: "duration"),
        transform: { try PatienceOption.parse($0) })
    var patience: Duration?

    init() {}

    /// Ten minutes, and seconds for an address that never answered anything; whoever gives a time means it for both.
    var policy: RetryPolicy {
        patience.map { RetryPolicy(patience: $0, firstContactPatience: $0) } ?? RetryPolicy()
    }

    /// `90s`, `10m`, `2h`, `1h30m`; at most a week.
    static func parse(_ text: String, of option: String = "--patience") throws -> Duration {
        var rest = text[...]
        var seconds = 0
        var isWhole = !rest.isEmpty
        while isWhole, !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard digits.count <= 6, let number = Int(digits), let unit = rest.popFirst(), let factor = units[unit] else {
                isWhole = false
                break
            }
            seconds += number * factor
        }
        guard isWhole, seconds <= 7 * 86_400 else {
            throw ValidationError("\(option) takes a time such as 90s, 10m or 2h, a week at most, and not \"\(text)\"")
        }
        return .seconds(seconds)
    }

    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
}
