package import Affinity
package import Planning

/// What a run put into cells: what stands there by its plan is no use by somebody else.
package struct WrittenCells: Sendable {
    private var cells: [CellHolder: [FieldID: FieldData]] = [:]

    package init() {}

    package func value(_ holder: CellHolder, _ field: FieldID) -> FieldData? { cells[holder]?[field] }

    /// Takes in what a row wrote, whether or not it was taken back since: a cell that goes along with its record still holds it.
    package mutating func add(_ row: RowRecord, in frame: PlanFrame) {
        for step in RowStep.steps(of: row.planned, in: frame) {
            guard let operation = row.operation(step), operation.mayStand || operation.state == .undone, let id = operation.result,
                let (holder, updates) = step.cells(of: id)
            else { continue }
            for update in updates { cells[holder, default: [:]][update.id] = update.data }
        }
    }
}
