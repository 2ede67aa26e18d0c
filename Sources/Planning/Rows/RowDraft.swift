import Affinity
import CSV
import Diagnostics
import PipelineSpec
import Text

/// A row read and converted, before it is known what the other rows of its records say.
struct RowDraft: Sendable {
    var row: Int
    var line: Int
    var source: [UInt8]
    /// Why the row does not count; nil for one that does.
    var skipped: String?
    /// One for each stage; none of a row that does not count.
    var keys: [StageKeys] = []
    /// For each assignment of the pipeline.
    var desired: [DesiredCell] = []
    /// For each stage what a new record of it is made with; empty where no stage makes any.
    var details: [PlannedRecord.Details?] = []
    var notes: [PlannedNote] = []
    var problems: [RowProblem] = []
    /// Cells that `invalid: skip` leaves alone.
    var leftAlone: [LeftAloneCell] = []
    /// What was guessed of its places.
    var guesses: [LeftOut] = []
    /// Texts in which `extract` finds nothing.
    var unmatched: [LeftOut] = []
    /// What `unknown-option: skip` left out.
    var leftOut: [LeftOut] = []
    /// Ids in its cells that belong to other records by now.
    var merges: [MergeNote] = []

    struct LeftOut: Sendable, Hashable {
        /// The field as the pipeline writes it.
        var field: String
        var option: String
    }

    var isActive: Bool { skipped == nil && problems.isEmpty }
    var label: String { keys.first?.label ?? "(no name)" }
    /// It names its first record by an id alone.
    var isNameless: Bool { keys.first.map { $0.name == nil && $0.key == nil } ?? true }
}

/// Turns records into drafts: everything about a row that can be known from the file and the catalog.
final class RowDrafter: Sendable {
    private let bound: BoundPipeline
    private let status: RowStatus
    private let keyReaders: [StageKeyReader]
    private let assignments: [BoundAssignment]
    /// For each assignment the stage whose record it sets.
    private let stageOf: [Int]
    /// Nil where the pipeline neither makes persons or opportunities nor adds notes.
    private let extras: ExtrasDrafter?

    init(_ bound: BoundPipeline) {
        self.bound = bound
        status = RowStatus(bound)
        keyReaders = bound.stages.map { StageKeyReader($0, in: bound) }
        assignments = bound.assignments
        stageOf = assignments.map { bound.fields[$0.field].record }
        extras = ExtrasDrafter(bound)
    }

    /// - Parameter identity: what the `KeyScan` found the row to mean, for each stage.
    func draft(_ record: Record, identity: (Int) throws -> Identity?) rethrows -> RowDraft {
        var draft = RowDraft(row: record.number, line: record.line, source: record.raw)
        if let problem = record.problem {
            let found = Diagnostic.brokenRecord(problem, record, in: SourceFile(name: ""))
            let refusal = RowProblem(step: .source, code: found.code, reason: found.message, hint: found.hint)
            draft.refuse(refusal, record, keyReaders.count, assignments.count)
            return draft
        }
        do throws(RowProblem) { draft.skipped = try status.skipReason(record) } catch {
            draft.refuse(error, record, keyReaders.count, assignments.count)
            return draft
        }
        guard draft.skipped == nil else {
            draft.keys = [StageKeys(name: keyReaders.first?.read { record.text($0) }.name)]
            return draft
        }
        draft.keys.reserveCapacity(keyReaders.count)
        for (stage, reader) in keyReaders.enumerated() {
            let keys = reader.read({ record.text($0) }, known: try identity(stage))
            let step = bound.stages[stage].source.step
            if let name = keys.name, !SearchTerms.isAskable(name) { draft.problems.append(Self.tooLong(name, step: step)) }
            // The error of a formula is not a value: as a website it would make the record anew without its domain.
            for (field, text) in [("name", keys.name), ("domain", keys.badWebsite)] {
                guard let text, let found = CellText.formulaError(text) else { continue }
                draft.add(.formulaError(found.error, cell: found.cell), step: step, field: field)
            }
            if let problem = bound.stages[stage].source.severalPersons?.problem(in: { record.text($0) }) {
                draft.add(problem, step: step, field: "name")
            } else if let name = keys.fullName, PersonName.isSeveral(name) {
                draft.add(.severalPersons(name), step: step, field: "name")
            }
            draft.keys.append(keys)
        }
        draft.desired.reserveCapacity(assignments.count)
        for (index, assignment) in assignments.enumerated() {
            // A row that says nothing of a further record sets none of its fields.
            if stageOf[index] > 0, draft.keys[stageOf[index]].isAbsent {
                draft.desired.append(.blank)
                continue
            }
            do {
                let desired = try Self.desired(by: assignment) { record.text($0) }
                if desired == .blank, assignment.blank == .reject {
                    draft.problems.append(Self.blankRefused(assignment))
                }
                draft.desired.append(desired)
                if assignment.takesPlaces, case .text(let text) = assignment.reader.read({ record.text($0) }) {
                    draft.guesses += assignment.conversion.guesses(in: text).map { RowDraft.LeftOut(field: assignment.name, option: $0) }
                }
                if let text = assignment.reader.unmatched({ record.text($0) }) {
                    draft.unmatched.append(RowDraft.LeftOut(field: assignment.name, option: text))
                }
                if assignment.conversion.leavesOptionsOut {
                    draft.leftOut += Self.leftOut(by: assignment, { record.text($0) }).map {
                        RowDraft.LeftOut(field: assignment.name, option: $0)
                    }
                }
                draft.noteMerges(by: assignment) { record.text($0) }
            } catch {
                let problem = RowProblem(error, step: .setFields, field: assignment.name)
                if assignment.leavesAlone(error) {
                    draft.desired.append(.unreadable)
                    draft.leftAlone.append(LeftAloneCell(field: assignment.field, problem: problem))
                } else {
                    draft.desired.append(.nothing)
                    draft.problems.append(problem)
                }
            }
        }
        extras?.add(to: &draft) { record.text($0) }
        return draft
    }

    /// - Parameter cell: the text of the row in a column.
    private static func desired(by assignment: BoundAssignment, _ cell: (Int) -> String) throws(ConversionProblem) -> DesiredCell {
        if assignment.isLocation {
            switch assignment.reader.readLocation(cell) {
            case .blank, nil: return .blank
            case .clear: return .clear
            case .parts(let edit):
                for case .text(let text) in edit.parts.values {
                    if let found = CellText.formulaError(text) { throw .formulaError(found.error, cell: found.cell) }
                }
                return assignment.type.isMulti ? .places([edit]) : .location(edit)
            }
        }
        switch assignment.reader.read(cell) {
        case .blank: return .blank
        case .clear: return .clear
        case .text(let text):
            if assignment.takesPlaces { return try places(by: assignment, text) }
            if let data = try assignment.conversion.convert(text) { return .value(data) }
            // Only separators, or mapped to nothing, is as good as an empty cell; options left out are not.
            return assignment.type.isDropdown && !assignment.conversion.parts(of: text).isEmpty ? .nothing : .blank
        }
    }

    private static func leftOut(by assignment: BoundAssignment, _ cell: (Int) -> String) -> [String] {
        guard case .text(let text) = assignment.reader.read(cell) else { return [] }
        return assignment.conversion.unknownOptions(in: text)
    }

    private static func places(by assignment: BoundAssignment, _ text: String) throws(ConversionProblem) -> DesiredCell {
        let places = try assignment.conversion.places(text)
        guard let first = places.first else { return .blank }
        return assignment.type.isMulti ? .places(places) : .location(first)
    }

    private static func tooLong(_ name: String, step: StepName) -> RowProblem {
        RowProblem(
            step: step, field: "name", code: PlanningCode.V221,
            reason:
                "the name \"\(CellText.shown(name))\" has \(name.unicodeScalars.count) characters, and \(SearchTerms.longest) are the most",
            hint: "shorten it, or see whether the column holds something else than names")
    }

    private static func blankRefused(_ assignment: BoundAssignment) -> RowProblem {
        RowProblem(
            step: .setFields, field: assignment.name, code: PlanningCode.V390,
            reason: "the cell is blank, and the pipeline says blank: reject",
            hint: "fill the cell, or say blank: keep")
    }
}

extension RowDraft {
    /// A record that is broken as a record: nothing in it can be trusted, and it is shown by its first cell.
    fileprivate mutating func refuse(_ problem: RowProblem, _ record: Record, _ stages: Int, _ assignments: Int) {
        let label = CellText.shown(CellText.trimmed(record.text(0)))
        keys = Array(repeating: StageKeys(name: label.isEmpty ? nil : label), count: stages)
        desired = Array(repeating: .nothing, count: assignments)
        problems = [problem]
    }

    mutating func noteMerges(by assignment: BoundAssignment, _ cell: (Int) -> String) {
        guard assignment.conversion.knowsMerges, case .text(let text) = assignment.reader.read(cell) else { return }
        merges += assignment.conversion.merges(in: text)
    }

    mutating func add(_ problem: ConversionProblem, step: StepName, field: String?) {
        problems.append(RowProblem(problem, step: step, field: field))
    }
}

extension RowProblem {
    init(_ problem: ConversionProblem, step: StepName, field: String?) {
        self.init(
            step: step, field: field, code: problem.code, reason: problem.reason, found: CellText.shown(problem.found),
            question: problem.question, hint: problem.hint, fix: problem.fix)
    }
}
