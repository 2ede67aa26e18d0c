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
            return zip(zip(table.identities, table.names), snapshot.view.stages[stage.index].matches).compactMap { row, match in
                question(row.0, row.1, match, stage)
            }
        }
    }

    private func question(_ identity: Identity, _ name: String?, _ match: MatchResult, _ stage: BoundStage) -> MatchLedger.Line? {
        let candidates: String
        let why: String
        switch match {
        case .ambiguous(let found):
            candidates = found.map { "\($0.id) \($0.name)" }.joined(separator: "; ")
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
