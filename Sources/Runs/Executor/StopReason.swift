package import Affinity

/// Why a run stopped before its end. Every one is resumable; the exit code is for the command to choose.
package enum StopReason: Sendable, Hashable {
    /// Someone asked: Ctrl-C, a signal.
    case asked
    /// As many batches as were wanted are done.
    case batches(Int)
    /// Key, permission, limits, network.
    case affinity(AffinityError)
    /// What became of the run can't be written down, so nothing more is sent.
    case runFile(RunFileError)

    /// For a person.
    /// - Parameter now: milliseconds since 1970; what is said of the month then stays true for a later reader.
    package func text(at now: Int64) -> String {
        switch self {
        case .asked: "stopped on request"
        case .batches(let count): "stopped after \(count == 1 ? "one batch" : "\(count) batches"), as asked"
        case .affinity(let error): error.description(at: now)
        case .runFile(let error): error.message
        }
    }
}
