import Testing

/// The real binary, killed at boundaries of an undo: what is taken back in the end is what the undisturbed undo takes back.
@Suite struct UndoMatrixTests {
    @Test func killedAnywhereAnUndoEndsAsTheUndisturbedOne() async throws {
        let totals = try await CrashMatrix.run("undo", parts: 4) { try await MatrixUndo(isBuiltOn: true) }
        for kind in [KillPoint.Kind.send, .receive, .begin, .commit] {
            #expect(totals.byKind[kind] ?? 0 >= 20, "\(kind.rawValue)")
        }
    }

    @Test func undisturbedTheAccountIsAsItWas() async throws {
        let scenario = try await MatrixUndo(isBuiltOn: false)
        let undo = try await scenario.begin(killedAt: nil)
        await scenario.affinity.stop()
        #expect(undo.outcome.status == 0, "\(undo.outcome)")
        #expect(AccountText.difference(scenario.affinity.contents, scenario.before) == [])
    }
}
