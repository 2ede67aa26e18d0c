/// A command that cannot go on, in a sentence, with what to do next.
package struct Failure: Error, Sendable {
    package var status: ExitStatus
    package var code: DiagnosticCode
    package var message: String
    package var hint: String?

    package init(_ status: ExitStatus, code: some Coded, _ message: String, hint: String? = nil) {
        self.status = status
        self.code = code.code
        self.message = message
        self.hint = hint
    }
}

extension Failure {
    /// The near misses of a name, else the names there are.
    package static func near(_ written: String, _ names: [String]) -> String {
        if let question = NearMiss.question(written, among: names) { return question }
        return names.isEmpty ? "there is none" : "there are: \(names.prefix(8).joined(separator: ", "))"
    }
}

/// What a command ends with; the numbers are part of the contract with scripts.
package enum ExitStatus: Int32, Sendable, CaseIterable {
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

    /// What can't be gone on with is worse than what can.
    package static func worse(_ first: ExitStatus, _ second: ExitStatus) -> ExitStatus {
        let order: [ExitStatus] = [
            .done, .somethingToApply, .rowsRejected, .interrupted, .stoppedByLimit, .refused, .failed, .usage, .badInput, .notPermitted,
        ]
        let (one, other) = (order.firstIndex(of: first) ?? order.count, order.firstIndex(of: second) ?? order.count)
        return one < other ? second : first
    }

    /// For a table.
    package var words: String {
        switch self {
        case .done: "done"
        case .failed: "failed"
        case .somethingToApply: "something to apply"
        case .rowsRejected: "rows rejected"
        case .refused: "refused"
        case .stoppedByLimit: "stopped by a limit"
        case .interrupted: "interrupted"
        case .usage: "wrong usage"
        case .badInput: "bad input"
        case .notPermitted: "not permitted"
        }
    }
}
