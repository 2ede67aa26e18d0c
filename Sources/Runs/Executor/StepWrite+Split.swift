import Affinity
import Planning

/// A write of several cells is refused whole when Affinity does not take one of them (AffinityAPI.md#writing-values). Then the others go in, and
/// the one comes back alone, unless a field of the write says otherwise (`on-refusal: row`).
///
/// All of this is one write to the run file: its intent stands from before the first of its requests until what became of it is stored,
/// together with the cells that were refused. Whoever goes on after a crash begins it anew.
extension StepWrite {
    /// A cell that Affinity does not take.
    struct RefusedCell: Sendable {
        var update: FieldUpdate
        var refusal: Refusal
    }

    typealias Send = ([FieldUpdate]) async throws(AffinityError) -> Void

    /// Sends the cells of the step without those that are refused, and notes these.
    /// - Parameter send: one request with some of the cells.
    /// - Throws: what became of all of them, where none is written or nobody knows.
    mutating func sendCells(_ updates: [FieldUpdate], _ send: Send) async throws(AffinityError) {
        refused = []
        let found = try await refusedCells(among: updates, send)
        guard let last = found.last, found.count == updates.count else {
            refused = found
            return
        }
        // Where all are refused in the same words that name none of them, it is not about a cell. Other rows are not asked so often.
        if found.count > 1, Set(found.map(\.refusal.text)).count == 1, named(in: last.refusal, among: updates) == nil {
            session.refusesRows(last.refusal.text)
        } else {
            refused = found
        }
        throw .refused(last.refusal)
    }

    /// Writes what can be written: a refusal names its cell, or halves tell which it is.
    private func refusedCells(among updates: [FieldUpdate], _ send: Send) async throws(AffinityError) -> [RefusedCell] {
        guard !updates.isEmpty else { return [] }
        let refusal: Refusal
        do throws(AffinityError) {
            try await send(updates)
            return []
        } catch {
            guard case .refused(let reason) = error, isOfCells(reason), !updates.contains(where: keepsRow) else { throw error }
            refusal = reason
        }
        if let named = named(in: refusal, among: updates) {
            return [RefusedCell(update: named, refusal: refusal)]
                + (try await refusedCells(among: updates.filter { $0.id != named.id }, send))
        }
        // Others of the step's cells may have been written: these alone are refused.
        guard !session.hasRefusedRows(refusal.text) else { return updates.map { RefusedCell(update: $0, refusal: refusal) } }
        let middle = updates.count / 2
        return try await refusedCells(among: Array(updates[..<middle]), send) + refusedCells(among: Array(updates[middle...]), send)
    }

    /// Not for a record that is gone, which no cell is to blame for.
    private func isOfCells(_ refusal: Refusal) -> Bool {
        (refusal.status == 400 || refusal.status == 422) && !refusal.isGone && refusal.merged == nil
    }

    private func keepsRow(_ update: FieldUpdate) -> Bool { session.frame.fields.first { $0.id == update.id }?.keepsRow == true }

    var leftOut: RowDrift? {
        guard !refused.isEmpty else { return nil }
        var drift = RowDrift(row: row.row, unit: row.unit)
        let cells = step.cells(in: row, session.frame)
        drift.cells = refused.compactMap { refused in
            guard let cell = cells.first(where: { session.frame.fields[$0.field].id == refused.update.id }) else { return nil }
            return RowDrift.Cell(field: cell.field, .isRefused, problem: problem(refused, cell))
        }
        return drift
    }
}
