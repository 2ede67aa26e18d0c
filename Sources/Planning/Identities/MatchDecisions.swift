package import Affinity
package import Diagnostics
import PipelineSpec

/// What a person has decided about rows whose record is not sure: the ledger beside the pipeline.
package struct MatchDecisions: Sendable {
    package enum Decision: Sendable, Hashable {
        case record(RecordID)
        /// None of these, which were the candidates when it was decided.
        case new(besides: Set<RecordID>)
        case skip
    }

    private var decisions: [Identity: Decision] = [:]
    private var places: [RecordID: Diagnostic.Location] = [:]
    /// Of the records decided for, as far as they were looked up.
    private var names: [RecordID: String] = [:]
    private var merged: [RecordID: RecordID] = [:]

    package init() {}

    /// The records that rows are decided to be.
    package var records: [RecordID] { places.keys.sorted() }

    /// - Parameter place: where the decision is written.
    package mutating func add(_ decision: Decision, for identity: Identity, at place: Diagnostic.Location) {
        decisions[identity] = decision
        if case .record(let id) = decision { places[id] = place }
    }

    /// Takes over which of `records` there are.
    /// - Parameter merged: those that Affinity has merged into others, which are among the candidates.
    /// - Throws: for each that there is not, where it was decided.
    package mutating func found(
        _ candidates: [RecordIndex.Candidate], merged: [RecordID: RecordID] = [:]
    ) throws(Diagnostics) {
        for candidate in candidates { names[candidate.id] = candidate.name }
        self.merged = merged
        let missing = records.filter { names[merged[$0] ?? $0] == nil }
        guard missing.isEmpty else {
            throw Diagnostics(
                missing.map {
                    Diagnostic(
                        .error, code: "M102", "there is no record \($0) in the account any more", at: places[$0],
                        hint: "clear the decision and run ferry match again")
                })
        }
    }

    /// - Parameter match: what the identity means where nobody has decided.
    package func decide(_ identity: Identity, match: MatchResult) -> MatchResult {
        guard !decisions.isEmpty, let decision = decisions[Identity(unique: identity.unique, nameKey: identity.nameKey)] else {
            return match
        }
        switch decision {
        case .record(let id):
            let survivor = merged[id]
            var match = Match(id: survivor ?? id, name: names[survivor ?? id] ?? "", by: identity.unique == nil ? .name : .domain)
            match.isDecided = true
            match.mergedFrom = survivor == nil ? nil : id
            return .found(match)
        case .new(let others):
            // The record that was made since is none of those that were there.
            let made: [Match] =
                switch match {
                case .found(let match): [match]
                case .ambiguous(let candidates): others.isEmpty ? [] : candidates
                case .missing, .withoutKey, .new, .leftOut: []
                }
            let left = made.filter { !others.contains($0.id) }
            guard var only = left.first else { return .new }
            guard left.count == 1 else { return .ambiguous(left) }
            only.isDecided = true
            return .found(only)
        case .skip: return .leftOut
        }
    }
}

extension MatchResult {
    /// A person has decided it.
    var isDecided: Bool {
        switch self {
        case .found(let match): match.isDecided
        case .new, .leftOut: true
        case .missing, .ambiguous, .withoutKey: false
        }
    }
}
