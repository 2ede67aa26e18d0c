import ArgumentParser

/// `--no-cache`, for the commands that plan.
struct CacheOption: ParsableArguments, Sendable {
    @Flag(
        name: .customLong("no-cache"),
        help: "Read all of Affinity anew, and keep nothing of it. Without it pages that a plan has read in the last five minutes count.")
    var noCache = false

    init() {}

    var isUsed: Bool { !noCache }
}
