import ArgumentParser

/// `--wait`, for the commands that write to an account, of which one is at work at a time.
struct WaitOption: ParsableArguments, Sendable {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Wait until the run that writes to the account now has ended, for as long at most as is said, such as 10m; without a time for "
                + "as long as it takes. Without --wait the command stops, and can be given again (exit status 6).",
            valueName: "duration"),
        transform: { try PatienceOption.parse($0, of: "--wait") })
    var wait: Duration?

    init() {}

    /// What stands for a `--wait` without a time: a week, the most there is.
    private static let most = "7d"

    /// The parser has no option whose value may be left out.
    static func completed(_ arguments: [String]) -> [String] {
        var completed: [String] = []
        for (index, argument) in arguments.enumerated() {
            completed.append(argument)
            if argument == "--" { return completed + arguments[(index + 1)...] }
            guard argument == "--wait" else { continue }
            let next = index + 1 < arguments.count ? arguments[index + 1] : ""
            let isTime = next.first?.isNumber == true && next.allSatisfy { $0.isNumber || "smhd".contains($0) }
            if !isTime { completed.append(most) }
        }
        return completed
    }
}
