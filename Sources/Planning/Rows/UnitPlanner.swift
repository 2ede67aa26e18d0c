import Affinity
import PipelineSpec
import Text

/// Plans the rows that mean one record of a stage, together: one of them creates it, and each cell is decided once. A class
/// for the same reason as `StagePlanner`.
final class UnitPlanner: Sendable {
    let bound: BoundPipeline
    let stage: BoundStage
    let view: StageView
    /// The folded names of the file, where `when-found` is `update-name`.
    let names: Set<String>
    /// Whether any field adds to what its cell holds.
    private let appends: Bool

    init(bound: BoundPipeline, stage: BoundStage, view: StageView, names: Set<String>) {
        self.bound = bound
        self.stage = stage
        self.view = view
        self.names = names
        appends = stage.assignments.contains { bound.assignments[$0].existing == .append }
    }

    func plan(
        _ drafts: [RowDraft], matches: [MatchResult], nameIsAmbiguous: Units.Namesakes, warnings: inout WarningCollector
    ) -> [StageRow] {
        var drafts = drafts
        var rows = drafts.map { _ in StageRow() }
        var target = RecordDecision.decide(matches: matches, drafts: drafts, nameIsAmbiguous: nameIsAmbiguous, stage: stage)
        let found: RecordID? = if case .found(let match) = target { match.id } else { nil }
        let ownEntries: [ListEntryID?] = stage.source.entryList == nil ? [] : matches.map { $0.entry }
        let cells = UnitCells(self, record: found, ownEntries: ownEntries)
        if appends {
            let before = drafts.map(\.isActive)
            if cells.refuseOverfull(&drafts) {
                for index in drafts.indices where before[index] && !drafts[index].isActive {
                    rows[index].disposition = .rejected(drafts[index].problems)
                }
                // A new record is named by the rows that are left.
                target = RecordDecision.decide(matches: matches, drafts: drafts, nameIsAmbiguous: nameIsAmbiguous, stage: stage)
            }
        }
        let active = drafts.indices.filter { drafts[$0].isActive }
        guard let leader = active.first else { return rows }
        let recordID: RecordID?
        switch target {
        case .rejected(let problem): return refuse(active, .rejected([problem]), &rows)
        case .skipped(let reason): return refuse(active, .skipped(reason), &rows)
        case .create: recordID = nil
        case .found(let match): recordID = match.id
        }
        if let refusal = refusedAsPresent(recordID) { return refuse(active, .rejected([refusal]), &rows) }
        let place = stage.index
        let name = active.lazy.compactMap { drafts[$0].keys[place].name }.first
        let rename = rename(target, to: name, row: drafts[leader].row, warnings: &warnings)
        for index in active {
            let isLeader = index == leader
            var record = record(target, for: drafts[index], own: matches[index], leader: drafts[leader])
            // Written once; rows of one record that call it differently do not fight over it.
            if isLeader { record.rename = rename }
            if let merge = merge(matches[index]) {
                record.evidence = merge.text
                warnings.add(merge, row: drafts[index].row)
            }
            if case .create = target, case .missing(_, let unfinishedSearch?) = matches[index] {
                warnings.add(
                    .W412, "\(record.name) may be in Affinity in another spelling: \(unfinishedSearch)", row: drafts[index].row,
                    hint: "give the row its \(stage.kind == .person ? "e-mail address" : "website"), or look in Affinity")
            }
            rows[index].record = record
            let own = ownEntries.isEmpty ? nil : ownEntries[index]
            rows[index].entries = entries(of: recordID, own: own, isLeader: isLeader, row: drafts[index].row, warnings: &warnings)
        }
        cells.plan(drafts, active, into: &rows, warnings: &warnings)
        if !stage.notes.isEmpty { addNotes(drafts, active, recordID, &rows) }
        // Rows that name entries of their own may well share a record.
        if active.count > 1, Set(ownEntries).count < 2, !areOneRecord(active.map { drafts[$0] }) {
            let keys = drafts[leader].keys[stage.index]
            let name = keys.name ?? rows[leader].record?.name ?? keys.label
            for index in active {
                warnings.add(.W403, "\(active.count) rows mean one \(stage.kind.rawValue): \(name)", row: drafts[index].row)
            }
        }
        return rows
    }

    /// Whether the rows are the persons of one record of the file.
    private func areOneRecord(_ drafts: [RowDraft]) -> Bool {
        guard stage.kind != .person, bound.severalPersons != nil, let first = drafts.first, let last = drafts.last else { return false }
        // Rows of other files may have the same line, and do not follow each other.
        return last.row - first.row == drafts.count - 1 && drafts.allSatisfy { $0.line == first.line }
    }

    /// That the row names its record by an id which belongs to it since a merge.
    private func merge(_ match: MatchResult) -> MergeNote? {
        guard case .found(let match) = match, let old = match.mergedFrom else { return nil }
        return MergeNote(kind: stage.kind, old: old, new: match.id, name: match.name)
    }

    private func refuse(_ active: [Int], _ disposition: PlannedRow.Disposition, _ rows: inout [StageRow]) -> [StageRow] {
        for index in active { rows[index].disposition = disposition }
        return rows
    }

    private func record(
        _ target: RecordDecision, for draft: RowDraft, own: MatchResult, leader: RowDraft
    ) -> PlannedRecord {
        let isLeader = draft.row == leader.row
        var record = PlannedRecord(
            index: stage.index, kind: stage.kind, owner: leader.row, action: .same, name: draft.keys[stage.index].label)
        switch target {
        case .create(let name, let key, let nearby):
            record.action = isLeader ? .create : .same
            record.name = name
            record.key = key
            record.evidence = nearby
            if isLeader, !draft.details.isEmpty { record.details = draft.details[stage.index] }
        case .found(let match):
            let mine = if case .found(let own) = own { own } else { match }
            let isOwn = if case .found = own { true } else { isLeader }
            record.action = isOwn ? .match : .same
            record.name = match.name
            record.key = draft.keys[stage.index].key
            record.id = match.id
            record.by = isOwn ? (mine.isDecided ? "ledger" : mine.by.text) : nil
            record.evidence = mine.evidence
        case .rejected, .skipped: break
        }
        return record
    }

    private func rename(
        _ target: RecordDecision, to name: String?, row: Int, warnings: inout WarningCollector
    ) -> String? {
        guard stage.source.whenFound == .updateName, case .found(let match) = target, let name, name != match.name else { return nil }
        if match.isGlobal {
            warnings.add(.W406, "companies of Affinity's shared directory keep their names", row: row)
            return nil
        }
        // A row that asks for the old name would find nobody the next time.
        let old = stage.kind.nameKey(match.name)
        if old != stage.kind.nameKey(name), names.contains(old) {
            warnings.add(.W407, "some names are kept, since the file has a row of the old name too", row: row)
            return nil
        }
        return name
    }

    private func entries(
        of record: RecordID?, own: ListEntryID?, isLeader: Bool, row: Int, warnings: inout WarningCollector
    ) -> [PlannedEntry] {
        stage.lists.enumerated().map { index, target in
            let list = target.list.id
            let held = record.map { view.entries(of: $0, on: list) } ?? []
            if index == 0, let own {
                return PlannedEntry(
                    list: list, record: stage.index, action: .present, id: own, since: held.first { $0.id == own }?.since)
            }
            if target.whenPresent == .addAgain {
                warnOfRequiredFields(target, row: row, &warnings)
                return PlannedEntry(list: list, record: stage.index, action: .add, others: held.map(\.id))
            }
            if held.count > 1 {
                warnings.add(
                    .W404, "some \(stage.kind.plural) stand more than once on \(target.list.name): the oldest entry is taken", row: row)
            }
            if let entry = held.first {
                return PlannedEntry(list: list, record: stage.index, action: .present, id: entry.id, since: entry.since)
            }
            if isLeader { warnOfRequiredFields(target, row: row, &warnings) }
            let action: PlannedEntry.Action = isLeader ? (target.isMadeWithRecord ? .made : .add) : .same
            return PlannedEntry(list: list, record: stage.index, action: action)
        }
    }

    private func refusedAsPresent(_ record: RecordID?) -> RowProblem? {
        guard let record else { return nil }
        for target in stage.lists where target.whenPresent == .reject {
            guard let entry = view.entries(of: record, on: target.list.id).first else { continue }
            return RowProblem(
                step: .addToList, code: PlanningCode.V203,
                reason:
                    "the \(stage.kind.rawValue) is on \(target.list.name) already (list entry \(entry.id)), and the pipeline says when-present: reject",
                hint: "remove the row, or say when-present: keep")
        }
        return nil
    }

    /// Whether Affinity holds new entries of its API to required fields is not sure (AffinityAPI.md#list-entries): it is tried, and what
    /// it refuses is a
    /// row's matter when it is applied.
    private func warnOfRequiredFields(_ target: BoundList, row: Int, _ warnings: inout WarningCollector) {
        guard !target.requiredFields.isEmpty else { return }
        let missing = target.requiredFields.filter { field in
            !bound.fields.contains { $0.id == field.id && $0.list == target.list.id }
        }
        let names = target.requiredFields.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let rest =
            missing.isEmpty
            ? "the pipeline sets what is required right after a new entry is there"
            : "the pipeline does not set \(missing.map { "\"\($0.name)\"" }.joined(separator: ", "))"
        warnings.add(
            .W431, "\(target.list.name) requires \(names), and \(rest)", row: row,
            hint: "should Affinity refuse such an entry, its row is rejected when it is applied; then make the field optional in Affinity")
    }

    /// The same note is never added to the same record twice: not if it is there, and not by two rows.
    private func addNotes(_ drafts: [RowDraft], _ active: [Int], _ record: RecordID?, _ rows: inout [StageRow]) {
        var known = record.flatMap { view.notes[$0] } ?? []
        for index in active {
            rows[index].notes = drafts[index].notes.filter {
                $0.record == stage.index && known.insert(NoteText.comparable($0.content, isHTML: $0.isHTML)).inserted
            }
        }
    }
}

extension MatchResult {
    /// The entry that the row names.
    fileprivate var entry: ListEntryID? { if case .found(let match) = self { match.entry } else { nil } }
}
