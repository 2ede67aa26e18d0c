/// Options that every command takes, typed before the command as other tools have it: `ferry --json plan x.yaml`.
enum LeadingOptions {
    private static let flags: Set = ["--json", "--quiet", "-q", "--verbose", "-v", "--no-color"]
    private static let withValue: Set = ["--log-format", "--api-key-file", "--base-url", "--runs-dir", "--var", "--profile"]

    /// Those with a value that stand anywhere in a command line, as the parser takes them.
    static func valued(in words: [String]) -> [String] {
        words.indices.flatMap { index in
            if withValue.contains(where: { words[index].hasPrefix($0 + "=") }) { return [words[index]] }
            return withValue.contains(words[index]) && index + 1 < words.count ? [words[index], words[index + 1]] : []
        }
    }

    /// The command line with such options behind the command; as it is where the first word is neither of them nor a command.
    static func moved(_ arguments: [String], commands: [String]) -> [String] {
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            if flags.contains(argument) || withValue.contains(where: { argument.hasPrefix($0 + "=") }) {
                index += 1
            } else if withValue.contains(argument) {
                index += 2
            } else {
                break
            }
        }
        guard index > 0, index < arguments.count, commands.contains(arguments[index]) else { return arguments }
        // Behind the command at once: what follows may end with `--`.
        return [arguments[index]] + arguments[..<index] + arguments[(index + 1)...]
    }
}
