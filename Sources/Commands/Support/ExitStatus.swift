/// What a command ends with; the numbers are part of the contract with scripts.
package enum ExitStatus: Int32, Sendable {
    case done = 0
    case failed = 1
    /// `plan` only.
    case somethingToApply = 2
    case rowsRejected = 3
    /// A guard rail, a stale plan, or a person said no; nothing was written.
    case refused = 4
    /// The month's quota or the part of it that is left to others; resumable.
    case stoppedByLimit = 5
    /// A signal, no network, Affinity down, or `--batches` reached; resumable.
    case interrupted = 6
    case usage = 64
    case badInput = 65
    case notPermitted = 77
}
