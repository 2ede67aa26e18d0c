import PipelineSpec
import Planning
import Tables

/// The rows of a spreadsheet that a person should decide about: several records fit, rows of one name contradict each other, or a
/// record that was not taken is near.
struct MatchQuestions {
    /// Whether near ones are asked about too.
    let isNearAsked: Bool

    func lines(of snapshot: PlanSnapshot) throws -> [MatchLedger.Line] {
        let contradictions = try Self.contradictions(in: snapshot)
        return try snapshot.bound.stages.flatMap { stage -> [MatchLedger.Line] in
            guard !stage.source.isFind else { return [] }
            let table = snapshot.keyScan.identities[stage.index]
            let matches = snapshot.view.stages[stage.index].matches
            let units = try Units(table, matches: matches, takesFirst: stage.source.whenAmbiguous == .first)
            return try table.indices.compactMap { index in
                let (identity, name) = (try table.identity(at: index), try table.name(at: index))
                if let why = contradictions[stage.index]?[index] {
                    return MatchLedger.Line(
                        kind: stage.kind, name: name ?? "", key: "", decision: "", candidates: Self.text(matches[index]), why: why)
                }
                switch units.namesakes[index] {
                case .several:
                    return namesake(identity, name, matches[index], stage, "several \(stage.kind.plural) of this file have this name")
                case .near: return namesake(identity, name, matches[index], stage, "this file has the name with \"The\" and without")
                case .one, .none: break
                }
                return question(identity, name, matches[index], stage)
            }
        }
    }

    /// Several records of the file have the row's name, and nothing tells which of them it is.
    private func namesake(_ identity: Identity, _ name: String?, _ match: MatchResult, _ stage: BoundStage, _ why: String)
        -> MatchLedger.Line
    {
        MatchLedger.Line(
            kind: stage.kind, name: name ?? "", key: identity.unique ?? "", decision: "", candidates: Self.text(match),
            why: why)
    }

    /// By stage and identity what the plan says of rows of one name that contradict each other. Only a plan knows: it compares cells.
    private static func contradictions(in snapshot: PlanSnapshot) throws -> [Int: [Int: String]] {
        let tables = snapshot.keyScan.identities
        let asking = snapshot.bound.stages.filter { $0.source.rowsOfOneName == .ask }
        guard !asking.isEmpty else { return [:] }
        var found: [Int: [Int: String]] = [:]
        var planner = try RowPlanner(snapshot.bound, identities: tables, view: snapshot.view, store: snapshot.store)
        try snapshot.sheet.forEachRecord { record in
            for row in try planner.add(record) {
                guard case .rejected(let problems) = row.disposition else { continue }
                for problem in problems where problem.asksWhichRecord {
                    for stage in asking where stage.source.step == problem.step {
                        let index = tables[stage.index].index(ofRow: row.row)
                        if index != IdentityTable.none { found[stage.index, default: [:]][Int(index)] = problem.reason }
                    }
                }
            }
        }
        return found
    }

    private static func text(_ match: MatchResult) -> String {
        switch match {
        case .found(let match): text([match])
        case .ambiguous(let candidates): text(candidates)
        case .missing, .withoutKey, .unasked, .new, .leftOut: ""
        }
    }

    private static func text(_ candidates: [Match]) -> String { candidates.map { "\($0.id) \($0.name)" }.joined(separator: "; ") }

    private func question(_ identity: Identity, _ name: String?, _ match: MatchResult, _ stage: BoundStage) -> MatchLedger.Line? {
        let candidates: String
        let why: String
        switch match {
        case .ambiguous(let found):
            candidates = Self.text(found)
            let keys = Set(found.map(\.by.text)).sorted().joined(separator: ", ")
            why =
                found.allSatisfy(\.isNear)
                ? "the names differ in \"The\" alone" : "\(found.count) \(stage.kind.plural) have this \(keys)"
        case .missing(let nearby?, _) where isNearAsked:
            candidates = ""
            why = nearby
        default: return nil
        }
        return MatchLedger.Line(
            kind: stage.kind, name: name ?? "", key: identity.unique ?? "", decision: "", candidates: candidates, why: why)
    }
}
