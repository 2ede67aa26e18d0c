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
                        .error, code: PlanningCode.M102, "there is no record \($0) in the account any more", at: places[$0],
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
                case .missing, .withoutKey, .unasked, .new, .leftOut: []
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
        case .missing, .ambiguous, .withoutKey, .unasked: false
        }
    }
}

/// For each identity of the spreadsheet what was found for it. Most rows of a large import are in no account, so that of what says no more
/// than that four bytes are kept.
package struct MatchTable: Sendable {
    /// Below zero one of `plain`, else the place in `results`.
    private var codes: [Int32] = []
    /// Those that say more.
    package private(set) var results: [MatchResult] = []

    private static let plain: [MatchResult] = [.missing(nearby: nil), .withoutKey, .new, .leftOut]

    package init() {}

    package init(_ matches: some Sequence<MatchResult>) {
        for match in matches { append(match) }
    }

    package mutating func reserveCapacity(_ count: Int) { codes.reserveCapacity(count) }

    package mutating func append(_ match: MatchResult) {
        let code: Int32 =
            switch match {
            case .missing(nil, nil): -1
            case .withoutKey: -2
            case .new: -3
            case .leftOut: -4
            case .found, .missing, .ambiguous, .unasked: Int32(results.count)
            }
        if code >= 0 { results.append(match) }
        codes.append(code)
    }

    /// What it has in memory, without what the results have elsewhere.
    var byteCount: Int { codes.capacity * MemoryLayout<Int32>.stride + results.capacity * MemoryLayout<MatchResult>.stride }

    package var indices: Range<Int> { codes.indices }

    package subscript(index: Int) -> MatchResult {
        let code = Int(codes[index])
        return code < 0 ? Self.plain[-1 - code] : results[code]
    }
}
