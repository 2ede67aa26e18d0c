/// A piece of work of the real binary that is killed and gone on with: what is typed, and what must come of it.
protocol CrashScenario: Sendable {
    /// For the log.
    var name: String { get }
    /// Whether it does one thing after another, so that its points come in the same order each time.
    var isSequential: Bool { get }
    /// Holds what the work begins with, when the scenario is made.
    var affinity: MatrixAffinity { get }
    var folder: MatrixFolder { get }

    /// Begins the work.
    func begin(killedAt number: Int?) async throws -> KilledFerry

    /// Goes on with what a killed process left, as a user would; begins again where nothing was left to go on with.
    func goOn(killedAt number: Int?) async throws -> KilledFerry

    /// What must be the same however often the work was killed, in lines.
    /// - Parameter last: How its last process ended.
    func ending(_ last: Ferry.Outcome) throws -> [String]
}

extension CrashScenario {
    var isSequential: Bool { true }
}
