import Testing

/// The real binary, killed at boundaries of an export: the file is the undisturbed one, byte for byte.
@Suite struct ExportMatrixTests {
    @Test(arguments: MatrixExport.Kind.allCases)
    func killedAnywhereAnExportEndsAsTheUndisturbedOne(kind: MatrixExport.Kind) async throws {
        let totals = try await CrashMatrix.run("export (\(kind.rawValue))", parts: 2) { try await MatrixExport(kind) }
        for kind in [KillPoint.Kind.send, .receive, .begin, .sync, .rename] {
            #expect(totals.byKind[kind] ?? 0 >= 2, "\(kind.rawValue)")
        }
    }
}
