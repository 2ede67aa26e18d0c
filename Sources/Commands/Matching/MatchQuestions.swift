import PipelineSpec
import Planning

/// The rows of a spreadsheet that a person should decide about: several records fit, or one that was not taken is near.
struct MatchQuestions {
    /// Whether near ones are asked about too.
    let isNearAsked: Bool

    func lines(of snapshot: PlanSnapshot) -> [MatchLedger.Line] {
        snapshot.bound.stages.flatMap { stage -> [MatchLedger.Line] in
            guard !stage.source.isFind else { return [] }
            let table = snapshot.survey.identities[stage.index]
            let matches = snapshot.view.stages[stage.index].matches
            let units = Units(table, matches: matches, takesFirst: stage.source.whenAmbiguous == .first)
            return table.identities.indices.compactMap { index in
                let (identity, name) = (table.identities[index], table.names[index])
                if units.namesakes[index] == .several { return namesake(identity, name, matches[index], stage) }
                return question(identity, name, matches[index], stage)
            }
        }
    }

    /// Several records of the file have the row's name, and nothing tells which of them it is.
    private func namesake(_ identity: Identity, _ name: String?, _ match: MatchResult, _ stage: BoundStage) -> MatchLedger.Line {
        let found: [Match] =
            switch match {
            case .found(let match): [match]
            case .ambiguous(let candidates): candidates
            case .missing, .withoutKey, .new, .leftOut: []
            }
        return MatchLedger.Line(
            kind: stage.kind, name: name ?? "", key: identity.unique ?? "", decision: "", candidates: Self.text(found),
            why: "several \(stage.kind.plural) of this file have this name")
    }

    private static func text(_ candidates: [Match]) -> String { candidates.map { "\($0.id) \($0.name)" }.joined(separator: "; ") }

    private func question(_ identity: Identity, _ name: String?, _ match: MatchResult, _ stage: BoundStage) -> MatchLedger.Line? {
        let candidates: String
        let why: String
        switch match {
        case .ambiguous(let found):
            candidates = Self.text(found)
            let keys = Set(found.map(\.by.text)).sorted().joined(separator: ", ")
            why = "\(found.count) \(stage.kind.plural) have this \(keys)"
        case .missing(let nearby?) where isNearAsked:
            candidates = ""
            why = nearby
        default: return nil
        }
        return MatchLedger.Line(
            kind: stage.kind, name: name ?? "", key: identity.unique ?? "", decision: "", candidates: candidates, why: why)
    }
}
