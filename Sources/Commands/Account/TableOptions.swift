import ArgumentParser

/// What `ferry lists`, `ferry views` and `ferry fields` have in common: a table, JSON or CSV.
struct TableOptions: ParsableArguments, Sendable {
    @Flag(name: .long, help: "Print CSV.")
    var csv = false

    init() {}
}
