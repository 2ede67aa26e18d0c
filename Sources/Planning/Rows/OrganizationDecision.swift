import Affinity
import PipelineSpec

/// What becomes of a unit's organization.
enum OrganizationDecision: Sendable {
    case create(name: String, domain: String?, nearby: String?)
    case found(Match)
    case rejected(RowProblem)
    case skipped(String)

    static func decide(
        matches: [MatchResult], drafts: [RowDraft], nameIsAmbiguous: Bool, create: BoundCreate
    ) -> OrganizationDecision {
        if nameIsAmbiguous { return ambiguousInFile(drafts, create: create) }
        // A row that stands alone, as most do.
        if matches.count == 1, case .found(let match) = matches[0] { return .found(match) }
        let found = distinct(matches.compactMap { if case .found(let match) = $0 { match } else { nil } })
        if found.count == 1 { return .found(found[0]) }
        if found.count > 1 { return ambiguous(found, create: create) }
        let possible = distinct(matches.flatMap { if case .ambiguous(let candidates) = $0 { candidates } else { [Match]() } })
        if !possible.isEmpty { return ambiguous(possible, create: create) }
        let active = drafts.lazy.filter { $0.isActive }
        guard matches.contains(where: { if case .missing = $0 { true } else { false } }) else {
            return .rejected(withoutKey(active.first, create: create))
        }
        switch create.whenMissing {
        case .skip: return .skipped("no such organization, and the pipeline says when-missing: skip")
        case .reject:
            return .rejected(
                problem("V204", "no such organization, and the pipeline says when-missing: reject", hint: "create it in Affinity first"))
        case .create:
            let domain = active.compactMap({ $0.keys.domain }).first
            guard let name = active.compactMap({ $0.keys.name }).first else {
                return .rejected(
                    problem(
                        "V202", "\(domain ?? "the row") is new to Affinity and the row has no name to create it with",
                        hint: "fill in the name"))
            }
            // A rejected row of the unit may have the only site: its row may not be written, and without it nothing would be found again.
            guard domain != nil || create.match.contains(.name) else { return .rejected(withoutKey(active.first, create: create)) }
            var nearby: String?
            for case .missing(let text?) in matches { nearby = nearby ?? text }
            return .create(name: name, domain: domain, nearby: nearby)
        }
    }

    private static func ambiguous(_ candidates: [Match], create: BoundCreate) -> OrganizationDecision {
        switch create.whenAmbiguous {
        case .first: return candidates.min { $0.id < $1.id }.map { .found($0) } ?? .skipped("no candidate")
        case .skip: return .skipped("several organizations fit, and the pipeline says when-ambiguous: skip")
        case .reject:
            let listed = candidates.prefix(4).map { "\($0.name) (\($0.id), by \($0.by.rawValue))" }.joined(separator: ", ")
            if candidates.count == 1 {
                return .rejected(
                    problem(
                        "V208", "several companies of this file fit \(listed), which has no site to tell which",
                        hint: "give it its domain in Affinity, or say when-ambiguous: first"))
            }
            return .rejected(
                problem(
                    "V205", "\(candidates.count) organizations fit: \(listed)", hint: "merge them in Affinity, or say when-ambiguous: first"
                ))
        }
    }

    private static func ambiguousInFile(_ drafts: [RowDraft], create: BoundCreate) -> OrganizationDecision {
        if create.whenAmbiguous == .skip {
            return .skipped("several companies of the file have this name, and the pipeline says when-ambiguous: skip")
        }
        let name = drafts.first?.keys.label ?? ""
        return .rejected(
            problem(
                "V206", "several companies of this file are called \(name) and the row has no site to tell which",
                hint: "fill in the website"))
    }

    private static func withoutKey(_ draft: RowDraft?, create: BoundCreate) -> RowProblem {
        if draft?.keys.name == nil, draft?.keys.domain == nil {
            return problem("V201", "the row has neither a name nor a usable domain", hint: "fill in one of them")
        }
        let keys = create.match.map(\.rawValue).joined(separator: ", ")
        return problem(
            "V207", "the row has no value for match: [\(keys)], so a second import could not find what the first one made",
            hint: "fill it in, or match by name too")
    }

    private static func problem(_ code: String, _ reason: String, hint: String) -> RowProblem {
        RowProblem(step: "create-organizations", code: code, reason: reason, hint: hint)
    }

    private static func distinct(_ matches: [Match]) -> [Match] {
        guard matches.count > 1 else { return matches }
        var seen = Set<OrganizationID>()
        return matches.filter { seen.insert($0.id).inserted }
    }
}
