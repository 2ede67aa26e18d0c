import FerryTestSupport

@testable import Simulator

/// An import that is done and is to be taken back, after a colleague has built on one of its companies.
struct MatrixUndo: CrashScenario {
    let name = "undo"
    private let imported: MatrixImport
    /// Of the account, before the import.
    let before: [String]

    var affinity: MatrixAffinity { imported.affinity }
    var folder: MatrixFolder { imported.folder }

    /// - Parameter isBuiltOn: Whether there is a colleague.
    init(isBuiltOn: Bool) async throws {
        imported = try await MatrixImport()
        before = imported.affinity.contents
        let done = try await imported.begin(killedAt: nil)
        guard done.outcome.status == 3 else { throw TestFailure("not imported: \(done.outcome)") }
        guard isBuiltOn else { return }
        imported.affinity.take(.set(list: "Dealflow", record: "new-2.example", cell: CellSeed(field: "Size", value: .number(99), path: "")))
    }

    func begin(killedAt number: Int?) async throws -> KilledFerry {
        try await affinity.ferry(in: folder.path).run(["undo", "rows.ferry", "--yes"], killedAt: number, logging: folder.aside)
    }

    func goOn(killedAt number: Int?) async throws -> KilledFerry { try await begin(killedAt: number) }

    func ending(_ last: Ferry.Outcome) throws -> [String] { affinity.contents + ["exit \(last.status)"] }
}
