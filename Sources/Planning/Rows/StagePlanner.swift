import Affinity
import PipelineSpec

/// Plans one record of each row: which rows mean the same one, what was found of it, and what each row does to it. A class, since every row
/// goes through it and a struct of this size is expensive to copy.
final class StagePlanner: Sendable {
    let stage: BoundStage
    let units: Units
    private let identities: IdentityTable
    private let view: StageView
    private let planner: UnitPlanner

    init(_ stage: BoundStage, _ bound: BoundPipeline, identities: IdentityTable, view: StageView) throws {
        self.stage = stage
        self.identities = identities
        self.view = view
        units = try Units(identities, matches: view.matches, takesFirst: stage.source.whenAmbiguous == .first)
        let names = stage.source.whenFound == .updateName ? try Self.names(in: identities, of: view.matches, stage.kind) : []
        planner = UnitPlanner(bound: bound, stage: stage, view: view, names: names)
    }

    /// The folded names of records found that rows of the file have too.
    private static func names(in identities: IdentityTable, of matches: MatchTable, _ kind: RecordKind) throws -> Set<String> {
        var found: Set<String> = []
        for result in matches.results {
            switch result {
            case .found(let match): found.insert(kind.nameKey(match.name))
            case .ambiguous(let candidates): found.formUnion(candidates.map { kind.nameKey($0.name) })
            case .missing, .withoutKey, .unasked, .new, .leftOut: break
            }
        }
        var names: Set<String> = []
        guard !found.isEmpty else { return names }
        try identities.forEachIdentity(where: { $0.contains(.nameKey) }) { _, identity in
            if let name = identity.nameKey, found.contains(name) { names.insert(name) }
        }
        return names
    }

    var matchesByName: Bool { stage.source.match.contains(.name) }
    var rowCount: Int { identities.indexOfRow.count }

    /// Why a host is not a key for this stage's rows that have pages there, where only the file or Affinity shows it.
    func foreignHost(_ host: String) -> String? { identities.foreignHosts[host] }

    func identity(ofRow row: Int) throws -> Identity? {
        let index = identities.index(ofRow: row)
        return index == IdentityTable.none ? nil : try identities.identity(at: Int(index))
    }

    /// The unit of a row; nil for one that names no record of the stage.
    func unit(ofRow row: Int) -> Int? {
        let index = identities.index(ofRow: row)
        return index == IdentityTable.none ? nil : Int(units.unitOf[Int(index)])
    }

    /// The drafts that mean one record, by their places. A row that says nothing of a further record is in none.
    func units(of drafts: [RowDraft]) -> [[Int]] {
        var found: [[Int]] = []
        var places: [Int: Int] = [:]
        for (index, draft) in drafts.enumerated() where draft.skipped == nil && (stage.index == 0 || !draft.keys[stage.index].isAbsent) {
            if let unit = unit(ofRow: draft.row) {
                if let place = places[unit] {
                    found[place].append(index)
                    continue
                }
                places[unit] = found.count
            }
            found.append([index])
        }
        return found
    }

    /// - Parameter drafts: of one unit.
    func plan(_ drafts: [RowDraft], warnings: inout WarningCollector) -> [StageRow] {
        let namesakes = rowsOfOneName(drafts)
        guard let namesakes, namesakes.isQuestion else { return planTogether(drafts, warnings: &warnings) }
        var rows = drafts.map { _ in StageRow() }
        let asked = Set(namesakes.groups.joined())
        var groups = [drafts.indices.filter { !asked.contains($0) }]
        if stage.source.rowsOfOneName == .separate {
            groups += namesakes.groups
        } else {
            let problem = namesakes.problem(drafts, stage)
            for index in asked { rows[index].disposition = .rejected([problem]) }
        }
        for group in groups where !group.isEmpty {
            let isSeparated = group.contains { asked.contains($0) }
            let planned = planTogether(group.map { drafts[$0] }, isSeparated: isSeparated, warnings: &warnings)
            for (index, row) in zip(group, planned) { rows[index] = row }
        }
        return rows
    }

    /// The rows that only their name puts together, where the pipeline does not say that they are one; nil where there are none.
    private func rowsOfOneName(_ drafts: [RowDraft]) -> RowsOfOneName? {
        guard drafts.count > 1, stage.source.rowsOfOneName != .merge, stage.source.whenAmbiguous != .first else { return nil }
        let named = drafts.indices.filter { place in
            guard drafts[place].isActive else { return false }
            let index = identities.index(ofRow: drafts[place].row)
            return index != IdentityTable.none && identities.traits(at: Int(index)).isBare && !view.matches[Int(index)].isDecided
        }
        return named.count > 1 ? RowsOfOneName(drafts, named, of: stage, in: planner.bound) : nil
    }

    /// - Parameter isSeparated: Other rows of the file have the same name and mean another record.
    private func planTogether(_ drafts: [RowDraft], isSeparated: Bool = false, warnings: inout WarningCollector) -> [StageRow] {
        var nameIsAmbiguous = Units.Namesakes.none
        let matches = drafts.map { draft -> MatchResult in
            let index = identities.index(ofRow: draft.row)
            guard index != IdentityTable.none, units.namesakes[Int(index)] != .one else { return .withoutKey }
            if units.namesakes[Int(index)] == .near { nameIsAmbiguous = .near }
            guard isSeparated || units.namesakes[Int(index)] == .several else { return view.matches[Int(index)] }
            if !isSeparated, identities.traits(at: Int(index)).isBare { nameIsAmbiguous = .several }
            // Several records of the file, with different keys, fit one of Affinity by its name alone.
            if case .found(let match) = view.matches[Int(index)] { return .ambiguous([match]) }
            return view.matches[Int(index)]
        }
        return planner.plan(drafts, matches: matches, nameIsAmbiguous: nameIsAmbiguous, warnings: &warnings)
    }
}

/// What one row does to its record of one stage.
struct StageRow: Sendable {
    /// Nil for a row that does nothing in the stage.
    var record: PlannedRecord?
    var entries: [PlannedEntry] = []
    var cells: [PlannedCell] = []
    var notes: [PlannedNote] = []
    /// Rejected or skipped by the stage.
    var disposition: PlannedRow.Disposition?
}
