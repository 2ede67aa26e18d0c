package import Planning
package import Runs

/// What Affinity has changed since a plan was made: those rows and cells are left alone, and said.
package struct Conflicts {
    let run: RunFile
    /// Nil when the plan was fresh and nobody looked.
    var drifts: DriftFile?
    /// When Affinity was looked at, in milliseconds since 1970.
    var checkedAt: Int64 = 0

    /// How many are named one by one.
    package static let named = 8

    /// How many rows have moved.
    package var count: Int { drifts?.count ?? 0 }
    /// The first of them.
    package var first: [RowDrift] { drifts?.first ?? [] }

    /// Takes what moved out of the plan. Nothing may have been sent for these rows.
    package func skipCells(overwritingCells: Bool = false) throws(RunFileError) {
        guard let drifts else { return }
        try run.skipCells(at: checkedAt) { body in
            try drifts.forEachDrift { drift in
                var drift = drift
                if overwritingCells { drift.cells.removeAll { !$0.isAsPlanned } }
                try body(drift)
            }
        }
    }
}
