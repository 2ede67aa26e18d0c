import Affinity
import CSV
import PipelineSpec

/// A row read and converted, before it is known what the other rows of its organization say.
struct RowDraft: Sendable {
    var row: Int
    var line: Int
    var source: [UInt8]
    var keys: RowKeys
    /// For each assignment of the pipeline.
    var desired: [DesiredCell]
    var problems: [RowProblem]
    /// What `unknown-option: skip` left out.
    var leftOut: [LeftOut] = []

    struct LeftOut: Sendable, Hashable {
        /// The field as the pipeline writes it.
        var field: String
        var option: String
    }

    var isActive: Bool { keys.isTaken && problems.isEmpty }
}

/// Turns records into drafts: everything about a row that can be known from the file and the catalog.
struct RowDrafter: Sendable {
    private let keyReader: RowKeyReader
    private let assignments: [BoundAssignment]

    init(_ bound: BoundPipeline) {
        keyReader = RowKeyReader(bound)
        assignments = bound.assignments
    }

    /// - Parameter identity: what the survey found the row to mean.
    func draft(_ record: Record, identity: Identity?) -> RowDraft {
        let keys = keyReader.read(record, known: identity)
        var draft = RowDraft(row: record.number, line: record.line, source: record.raw, keys: keys, desired: [], problems: [])
        guard keys.isTaken else { return draft }
        // A company must not be named by an error; with a name, a website that is one is only a website that cannot be read.
        if let name = keys.name, let found = CellText.formulaError(name) {
            let problem = ConversionProblem.formulaError(found.error, cell: found.cell)
            draft.problems.append(
                RowProblem(step: "create-organizations", field: "name", code: problem.code, reason: problem.reason, hint: problem.hint))
        }
        draft.desired.reserveCapacity(assignments.count)
        let cell = { (index: Int) in record.text(index) }
        for assignment in assignments {
            do {
                let desired = try Self.desired(by: assignment, cell)
                if desired == .blank, assignment.blank == .reject {
                    draft.problems.append(Self.blankRefused(assignment))
                }
                draft.desired.append(desired)
                if assignment.conversion.leavesOptionsOut {
                    draft.leftOut += Self.leftOut(by: assignment, cell).map { RowDraft.LeftOut(field: assignment.name, option: $0) }
                }
            } catch {
                draft.desired.append(.nothing)
                draft.problems.append(
                    RowProblem(
                        step: "set-fields", field: assignment.name, code: error.code, reason: error.reason, hint: error.hint, fix: error.fix
                    ))
            }
        }
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

    private static func blankRefused(_ assignment: BoundAssignment) -> RowProblem {
        RowProblem(
            step: "set-fields", field: assignment.name, code: "V390",
            reason: "the cell is blank, and the pipeline says blank: reject",
            hint: "fill the cell, or say blank: keep")
    }
}
