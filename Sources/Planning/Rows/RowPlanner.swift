package import Affinity
package import CSV
import PipelineSpec
import Text

/// The second reading of a spreadsheet: each record becomes a planned row. Rows that share a record wait for the last of them, most of
/// them outside memory; all others leave at once, so memory does not grow with the file.
package struct RowPlanner: Sendable {
    private let bound: BoundPipeline
    private let stages: [StagePlanner]
    private let groups: RowGroups
    private let drafter: RowDrafter
    private var waiting: WaitingRows
    private var warnings = WarningCollector()
    private var tally: PlanTally
    private let willTake: @Sendable (_ rows: Int, _ bytes: Int) throws -> Void

    /// - Parameters:
    ///   - identities: what the `KeyScan` found, for each stage.
    ///   - store: rows that wait are kept after its kind.
    ///   - mostDrafts: how many rows wait outside of it.
    ///   - willTake: called before rows that share a record are planned, with about how much memory that takes.
    package init(
        _ bound: BoundPipeline, identities: [IdentityTable], view: AccountView, store: RecordStore = RecordStore(), mostDrafts: Int? = nil,
        willTake: @escaping @Sendable (_ rows: Int, _ bytes: Int) throws -> Void = { _, _ in }
    ) throws {
        self.willTake = willTake
        self.bound = bound
        stages = try bound.stages.map { try StagePlanner($0, bound, identities: identities[$0.index], view: view.stages[$0.index]) }
        waiting = WaitingRows(store.another(), mostDrafts: mostDrafts ?? WaitingRows.usualDrafts)
        groups = RowGroups(stages)
        drafter = RowDrafter(bound)
        tally = PlanTally(bound)
    }

    /// The rows that are settled by this record: none, itself, or all rows that share records with it.
    package mutating func add(_ record: Record) throws -> [PlannedRow] {
        let number = record.number
        // Without a copy of this planner, which would make one of all that waits.
        let draft = { [drafter, stages] (record: Record) in
            try drafter.draft(record) { try stages[$0].identity(ofRow: record.number) }
        }
        let drafted = try draft(record)
        warn(about: drafted)
        warn(about: record)
        guard let group = groups.group(ofRow: number), groups.rowCount(of: group) > 1 else { return emit([drafted]) }
        guard groups.lastRow(of: group) == number else {
            try waiting.add(drafted, record, to: group)
            return []
        }
        let rows = groups.rowCount(of: group)
        try willTake(rows, rows * bytesOfRow)
        // What is said of a row has been said when it began to wait.
        return emit(try waiting.take(group, draft) + [drafted])
    }

    /// About what a row takes from its draft to the run file: measured, 1,900 bytes with two fields.
    private var bytesOfRow: Int { 1000 + 500 * bound.assignments.count }

    /// The counts and warnings of all rows added. The reads, the minutes and the month's share are the caller's to fill in.
    package mutating func finish() -> (summary: PlanSummary, warnings: [PlanWarning]) {
        var warnings = warnings
        for index in bound.enrichedFields.sorted() {
            let field = tally.summary.fields[index]
            guard field.set + field.changed + field.append + field.clear > 0 else { continue }
            warnings.add(
                PlanWarning(
                    code: PlanningCode.W410,
                    message: "\(field.name) is kept up to date by Affinity itself: a value of yours ends that for its record")
            )
        }
        for assignment in bound.assignments {
            if let mark = assignment.conversion.numbers.foundMark { tally.setDecimal(mark, of: assignment.field) }
            if let guess = assignment.conversion.numbers.guess { warnings.add(PlanWarning(code: PlanningCode.W440, guess, of: assignment)) }
        }
        let made = tally.summary.organizations.create
        if made > 0, stages.contains(where: { $0.stage.source.ignoresSharedDirectory }) {
            warnings.add(
                PlanWarning(
                    code: PlanningCode.W430,
                    message: "new organizations were not looked for in Affinity's shared directory (shared-directory: ignore): "
                        + "one that it has is made once more, for your firm alone and without Affinity's data",
                    hint: "shared-directory: use looks each of their domains up, at a call each: \(Numbers.count(made, "call")) at most"))
        }
        return (tally.summary, warnings.warnings)
    }

    /// The new options that rows need which are not rejected.
    package var optionsNeeded: Set<DropdownOptionID> { tally.newOptions }

    private mutating func emit(_ drafts: [RowDraft]) -> [PlannedRow] {
        let rows = stages.count == 1 ? planAlone(drafts) : planTogether(drafts)
        for index in rows.indices { tally.add(rows[index]) }
        return rows
    }

    /// One record a row, as most pipelines have it: what one unit decides concerns no other.
    private mutating func planAlone(_ drafts: [RowDraft]) -> [PlannedRow] {
        var rows = drafts.map { PlannedRow($0, unit: drafts[0].row) }
        let parts = stages[0].plan(drafts, warnings: &warnings)
        for index in rows.indices { rows[index].take(parts[index], isNameless: drafts[index].isNameless) }
        return rows
    }

    /// Several records a row: a row that one of them rejects does nothing to the others, which may then be decided otherwise.
    private mutating func planTogether(_ drafts: [RowDraft]) -> [PlannedRow] {
        var drafts = drafts
        while true {
            var found = WarningCollector()
            var rows = drafts.map { PlannedRow($0, unit: drafts[0].row) }
            var isSettled = true
            for stage in stages where isSettled {
                for unit in stage.units(of: drafts) {
                    let parts = stage.plan(unit.map { drafts[$0] }, warnings: &found)
                    for (index, part) in zip(unit, parts) {
                        switch part.disposition {
                        case .rejected(let problems):
                            drafts[index].problems += problems
                            isSettled = false
                        case .skipped(let reason):
                            drafts[index].skipped = reason
                            isSettled = false
                        case .planned, nil: rows[index].take(part, isNameless: drafts[index].isNameless)
                        }
                    }
                }
            }
            if isSettled {
                warnings.add(found)
                return rows
            }
        }
    }

    /// What is odd in the row as a row of a file.
    private mutating func warn(about record: Record) {
        guard record.problem == nil, !record.isBelowTable else { return }
        if record.missingCells > 0 {
            warnings.add(
                .W451, "cells are missing at the end of rows: they are taken as blank", row: record.number,
                hint: "to reject such rows, say short-rows: reject under source; to leave out lines below the table, footer: or until:")
        }
        if let sign = TwiceEncodedText.sign(in: record) {
            let what = sign == "\u{FFFD}" ? "characters were lost before" : "text that was encoded twice"
            warnings.add(
                .W454, "\(what) (\(sign)): it goes to Affinity as it stands", row: record.number,
                hint: "mend it where it comes from, and export the file again")
        }
    }

    private mutating func warn(about draft: RowDraft) {
        if draft.skipped == RowStatus.repeatsHeader {
            warnings.add(.W452, "rows that repeat the column names are left out", row: draft.row)
        } else if draft.skipped == RowStatus.totals {
            warnings.add(
                .W453, "rows of totals are left out", row: draft.row, hint: "a company of that name counts where its row has a website")
        }
        if draft.skipped == RowStatus.belowTable {
            warnings.add(
                .W455, "below the table, and left out: \(CellText.shown(draft.keys.first?.name ?? ""))", row: draft.row,
                hint: "where they are rows all the same, say footer: 0 under source")
        }
        // A rejected row writes nothing, with or without it.
        if !draft.leftOut.isEmpty, draft.problems.isEmpty {
            for option in draft.leftOut {
                warnings.add(
                    .W408, "\"\(CellText.shown(option.option))\" is not an option of \(option.field): left out", row: draft.row)
            }
        }
        if draft.problems.isEmpty {
            for cell in draft.leftAlone {
                warnings.add(.W441, "\(cell.problem.field ?? ""): \(cell.problem.reason): the cell is left alone", row: draft.row)
            }
            for guess in draft.guesses { warnings.add(.W443, "\(guess.field): \(guess.option)", row: draft.row) }
            for text in draft.unmatched {
                warnings.add(
                    .W442, "\(text.field): extract finds nothing in \"\(CellText.shown(text.option))\": taken for blank", row: draft.row)
            }
        }
        if draft.problems.isEmpty { for note in draft.merges { warnings.add(note, row: draft.row) } }
        for stage in stages where draft.problems.isEmpty && draft.keys.indices.contains(stage.stage.index) {
            let keys = draft.keys[stage.stage.index]
            if let name = keys.name, NameText.isAddress(name) {
                warnings.add(
                    .W446, "names are an address of the web or of mail", row: draft.row,
                    hint: "see whether the pipeline names the right column")
            }
            if keys.isFirstOfSeveral {
                warnings.add(.W445, "cells hold several websites: the first that may be the company's own is taken", row: draft.row)
            }
            // Without a name the row is rejected, which says enough.
            guard keys.name != nil, stage.matchesByName else { continue }
            switch keys.website {
            case .sharedHost(let host):
                if let why = stage.foreignHost(host) {
                    warnings.add(
                        .W444, "\(host) is not taken for their site, \(why): matched by name", row: draft.row,
                        hint: "where it is the company's own, write the website without the page: \(host)")
                } else {
                    warnings.add(.W401, "\(host) is not a company's own site: matched by name", row: draft.row)
                }
            case .unusable(let reason):
                let website = CellText.shown(keys.badWebsite ?? "")
                warnings.add(.W402, "\"\(website)\" is not a usable website, \(reason): matched by name", row: draft.row)
            case .blank, .domain: break
            }
        }
    }
}

extension PlanWarning {
    /// What was guessed of a whole column.
    fileprivate init(code: PlanningCode, _ guess: (message: String, hint: String), of assignment: BoundAssignment) {
        self.init(code: code, message: "\(assignment.name): \(guess.message)", hint: guess.hint)
    }
}

extension PlannedRow {
    /// A draft with nothing planned yet: what stands in the row alone decides whether it is rejected or skipped.
    fileprivate init(_ draft: RowDraft, unit: Int) {
        let disposition: Disposition =
            if let reason = draft.skipped {
                .skipped(reason)
            } else {
                draft.problems.isEmpty ? .planned : .rejected(draft.problems)
            }
        self.init(row: draft.row, line: draft.line, label: draft.label, unit: unit, source: draft.source, disposition: disposition)
        if disposition == .planned { leftAlone = draft.leftAlone }
    }

    fileprivate mutating func take(_ part: StageRow, isNameless: Bool) {
        if let disposition = part.disposition { self.disposition = disposition }
        if let record = part.record {
            // A row that names its record by an id says nothing that a person would know it by.
            if records.isEmpty, isNameless { label = record.name }
            records.append(record)
        }
        // As they are: the row of most pipelines has one part.
        if entries.isEmpty { entries = part.entries } else { entries += part.entries }
        if cells.isEmpty { cells = part.cells } else { cells += part.cells }
        if notes.isEmpty { notes = part.notes } else { notes += part.notes }
    }
}
