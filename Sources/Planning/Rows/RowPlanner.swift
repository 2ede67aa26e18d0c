package import CSV
import PipelineSpec

/// The second reading of a spreadsheet: each record becomes a planned row. Rows that share an organization wait for the
/// last of them; all others leave at once, so memory does not grow with the file.
package struct RowPlanner: Sendable {
    private let identities: IdentityTable
    private let units: Units
    private let view: AccountView
    private let drafter: RowDrafter
    private let unitPlanner: UnitPlanner
    private let create: BoundCreate
    private let enrichedFields: Set<Int>
    private var waiting: [Units.Index: [RowDraft]] = [:]
    private var warnings = WarningCollector()
    private var tally: PlanTally

    package init(_ bound: BoundPipeline, identities: IdentityTable, view: AccountView) {
        self.identities = identities
        self.view = view
        units = Units(identities, matches: view.matches, takesFirst: bound.create.whenAmbiguous == .first)
        drafter = RowDrafter(bound)
        let names = bound.create.whenFound == .updateName ? Set(identities.identities.compactMap(\.nameKey)) : []
        unitPlanner = UnitPlanner(bound: bound, view: view, names: names)
        create = bound.create
        enrichedFields = bound.enrichedFields
        tally = PlanTally(fields: bound.fields)
    }

    /// The rows that are settled by this record: none, itself, or all rows of its organization.
    package mutating func add(_ record: Record) -> [PlannedRow] {
        let identity = identities.index(ofRow: record.number)
        let draft = drafter.draft(record, identity: identity == IdentityTable.none ? nil : identities.identities[Int(identity)])
        warn(about: draft)
        guard identity != IdentityTable.none else { return emit([draft], unit: nil) }
        let unit = units.unitOf[Int(identity)]
        guard units.rowCount[Int(unit)] > 1 else { return emit([draft], unit: unit) }
        waiting[unit, default: []].append(draft)
        guard units.lastRow[Int(unit)] == draft.row else { return [] }
        return emit(waiting.removeValue(forKey: unit) ?? [], unit: unit)
    }

    /// The counts and warnings of all rows added. The reads, the minutes and the month's share are the caller's to fill in.
    package func finish() -> (summary: PlanSummary, warnings: [PlanWarning]) {
        var warnings = warnings
        for index in enrichedFields.sorted() {
            let field = tally.summary.fields[index]
            guard field.set + field.changed + field.append + field.clear > 0 else { continue }
            warnings.add(
                PlanWarning(
                    code: "W410", message: "\(field.name) is kept up to date by Affinity itself: a value of yours ends that for its record")
            )
        }
        return (tally.summary, warnings.warnings)
    }

    private mutating func emit(_ drafts: [RowDraft], unit: Units.Index?) -> [PlannedRow] {
        var nameIsAmbiguous = false
        let matches = drafts.map { draft -> MatchResult in
            let index = identities.index(ofRow: draft.row)
            guard index != IdentityTable.none, units.namesakes[Int(index)] != .one else { return .withoutKey }
            guard units.namesakes[Int(index)] == .several else { return view.matches[Int(index)] }
            if identities.identities[Int(index)].domain == nil { nameIsAmbiguous = true }
            // Several companies of the file, with different sites, fit one organization by its name alone.
            if case .found(let match) = view.matches[Int(index)] { return .ambiguous([match]) }
            return view.matches[Int(index)]
        }
        let rows = unitPlanner.plan(drafts, matches: matches, nameIsAmbiguous: nameIsAmbiguous, warnings: &warnings)
        for row in rows { tally.add(row) }
        return rows
    }

    private mutating func warn(about draft: RowDraft) {
        // A rejected row writes nothing, with or without it.
        if !draft.leftOut.isEmpty, draft.problems.isEmpty {
            for option in draft.leftOut {
                warnings.add(
                    "W408", "\"\(CellText.shown(option.option))\" is no option of \(option.field): left out", row: draft.row)
            }
        }
        // Without a name the row is rejected, which says enough.
        guard draft.keys.name != nil, create.match.contains(.name) else { return }
        switch draft.keys.website {
        case .sharedHost(let host):
            warnings.add("W401", "\(host) is not a company's own site: matched by name", row: draft.row)
        case .unusable(let reason):
            let website = CellText.shown(draft.keys.badWebsite ?? "")
            warnings.add("W402", "\"\(website)\" is no usable website, \(reason): matched by name", row: draft.row)
        case .blank, .domain: break
        }
    }
}
