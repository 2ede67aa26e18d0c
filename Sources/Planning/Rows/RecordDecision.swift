import Affinity
import PipelineSpec
import Text

/// What becomes of a unit's record.
enum RecordDecision: Sendable {
    case create(name: String, key: String?, nearby: String?)
    case found(Match)
    case rejected(RowProblem)
    case skipped(String)

    static func decide(
        matches: [MatchResult], drafts: [RowDraft], nameIsAmbiguous: Units.Namesakes, stage: BoundStage
    ) -> RecordDecision {
        if nameIsAmbiguous != .none { return ambiguousInFile(drafts, nameIsAmbiguous, stage) }
        // A row that stands alone, as most do.
        if matches.count == 1, case .found(let match) = matches[0] { return .found(match) }
        let found = distinct(matches.compactMap { if case .found(let match) = $0 { match } else { nil } })
        if found.count == 1 { return .found(found[0]) }
        if found.count > 1 { return ambiguous(found, drafts, stage: stage) }
        let possible = distinct(matches.flatMap { if case .ambiguous(let candidates) = $0 { candidates } else { [Match]() } })
        if !possible.isEmpty { return ambiguous(possible, drafts, stage: stage) }
        if matches.contains(.leftOut) { return .skipped("the ledger of matches says skip") }
        for case .unasked(let reason) in matches {
            return .rejected(
                problem(
                    .V222, "Affinity refuses to be asked for it, so that nobody knows whether it is there: \(reason)",
                    hint: "correct its name or key", stage))
        }
        let active = drafts.lazy.filter { $0.isActive }.map { $0.keys[stage.index] }
        guard matches.contains(where: { if case .missing = $0 { true } else { $0 == .new } }) else {
            return .rejected(withoutKey(active.first, stage: stage))
        }
        switch stage.source.whenMissing {
        case .skip: return .skipped("no such \(stage.kind.rawValue), and the pipeline says when-missing: skip")
        case .reject: return .rejected(missing(active.first, stage))
        case .create:
            let key = active.compactMap({ $0.key }).first
            let ofAddress = stage.kind == .person ? key.map(PersonName.ofAddress) : nil
            guard let name = active.compactMap({ $0.name }).first ?? ofAddress else {
                return .rejected(
                    problem(
                        .V202, "\(key ?? "the row") is new to Affinity and the row has no name to create it with",
                        hint: "fill in the name", stage))
            }
            // A rejected row of the unit may have the only key: its row may not be written, and without it nothing would be found again.
            guard key != nil || stage.source.match.contains(.name) || hasOther(active, stage) else {
                return .rejected(withoutKey(active.first, stage: stage))
            }
            let details = drafts.first { $0.isActive }.flatMap { $0.details.indices.contains(stage.index) ? $0.details[stage.index] : nil }
            if stage.kind == .person, let details, details.firstName.isEmpty {
                return .rejected(
                    problem(
                        .V220, "\(name) is new to Affinity and the row has no first name, which Affinity wants",
                        hint: "fill it in, or an e-mail address that says it", stage))
            }
            var nearby: String?
            for case .missing(let text?, _) in matches { nearby = nearby ?? text }
            return .create(name: name, key: key, nearby: nearby)
        }
    }

    private static func ambiguous(_ candidates: [Match], _ drafts: [RowDraft], stage: BoundStage) -> RecordDecision {
        switch stage.source.whenAmbiguous {
        case .first: return candidates.min { $0.id < $1.id }.map { .found($0) } ?? .skipped("no candidate")
        case .skip: return .skipped("several \(stage.kind.plural) fit, and the pipeline says when-ambiguous: skip")
        case .reject:
            let shown = drafts.first?.keys[stage.index].label ?? ""
            if candidates.allSatisfy(\.isNear), let near = candidates.first {
                return .rejected(
                    problem(
                        .V205,
                        "\(shown) may be \(near.name) (\(near.id)): the names differ in \"The\" alone",
                        hint: "decide with ferry match, or write the name as Affinity has it", stage))
            }
            let listed = candidates.prefix(4).map { "\($0.name) (\($0.id), by \($0.by.text))" }.joined(separator: ", ")
            if candidates.count == 1 {
                return .rejected(
                    problem(
                        .V208, "several \(names(stage)) of this file fit \(listed), which has no \(keyName(stage)) to tell which",
                        hint: "give it its \(keyName(stage)) in Affinity, or say when-ambiguous: first", stage))
            }
            return .rejected(
                problem(
                    .V205, "\(candidates.count) \(stage.kind.plural) fit: \(listed)",
                    hint: "merge them in Affinity, decide with ferry match, or say when-ambiguous: first", stage))
        }
    }

    private static func ambiguousInFile(_ drafts: [RowDraft], _ why: Units.Namesakes, _ stage: BoundStage) -> RecordDecision {
        if stage.source.whenAmbiguous == .skip {
            return .skipped("several \(names(stage)) of the file have this name, and the pipeline says when-ambiguous: skip")
        }
        let name = drafts.first?.keys[stage.index].label ?? ""
        if why == .near {
            return .rejected(
                problem(
                    .V206,
                    "this file has \(name) with \"The\" before it and without, and no \(keyName(stage)) tells whether they are one \(stage.kind.rawValue)",
                    hint: "write both alike, fill in the \(keyName(stage)), or decide with ferry match", stage))
        }
        return .rejected(
            problem(
                .V206, "several \(names(stage)) of this file are called \(name) and the row has no \(keyName(stage)) to tell which",
                hint: "fill in the \(stage.kind == .person ? "e-mail address" : "website"), or decide with ferry match", stage))
    }

    private static func missing(_ keys: StageKeys?, _ stage: BoundStage) -> RowProblem {
        guard stage.source.isFind else {
            return problem(
                .V204, "no such \(stage.kind.rawValue), and the pipeline says when-missing: reject", hint: "create it in Affinity first",
                stage)
        }
        let what = stage.source.entryList.map { "an entry of \($0.name)" } ?? stage.kind.withArticle
        let id = keys?.identity?.others.first?.value ?? ""
        return problem(
            .V211, "\"\(CellText.shown(id))\" is not an id of \(what)",
            hint: "it may have been deleted: remove the row, or import it by name", stage)
    }

    private static func withoutKey(_ keys: StageKeys?, stage: BoundStage) -> RowProblem {
        if stage.source.isFind {
            return problem(.V212, "the row has no id to find \(stage.kind.withArticle) by", hint: "fill it in, or remove the row", stage)
        }
        if keys?.name == nil, keys?.key == nil {
            if let text = keys?.noName {
                return problem(
                    .V201,
                    "\"\(CellText.shown(text))\" says that there is no name, and nothing else says which \(stage.kind.rawValue) it is",
                    hint: "fill in the name, or remove the row", stage)
            }
            // Of several records of a row the columns tell which one is meant.
            let columns = stage.source.columnsOfKeys
            let hint = columns.isEmpty ? "fill in one of them" : "fill in \(columns.joined(separator: " or "))"
            switch stage.kind {
            case .organization: return problem(.V201, "the row has neither a name nor a usable domain", hint: hint, stage)
            case .person: return problem(.V201, "the row has neither a name nor an e-mail address", hint: hint, stage)
            case .opportunity:
                return problem(.V201, "the row has no name for its opportunity", hint: columns.isEmpty ? "fill it in" : hint, stage)
            }
        }
        let keys = stage.source.match.map(\.text).joined(separator: ", ")
        return problem(
            .V207, "the row has no value for match: [\(keys)], so a second import could not find what the first one made",
            hint: "fill it in, or match by name too", stage)
    }

    private static func hasOther(_ keys: some Sequence<StageKeys>, _ stage: BoundStage) -> Bool {
        keys.contains {
            $0.identity?.others.isEmpty == false && stage.source.match.contains { if case .field = $0 { true } else { false } }
        }
    }

    private static func names(_ stage: BoundStage) -> String { stage.kind == .organization ? "companies" : stage.kind.plural }

    private static func keyName(_ stage: BoundStage) -> String {
        switch stage.kind {
        case .organization: "site"
        case .person: "e-mail address"
        case .opportunity: "id"
        }
    }

    private static func problem(_ code: PlanningCode, _ reason: String, hint: String, _ stage: BoundStage) -> RowProblem {
        RowProblem(step: stage.source.step, code: code, reason: reason, hint: hint)
    }

    private static func distinct(_ matches: [Match]) -> [Match] {
        guard matches.count > 1 else { return matches }
        var seen = Set<RecordID>()
        return matches.filter { seen.insert($0.id).inserted }
    }
}
