import CSV
import Testing

/// What a spreadsheet would take for a formula is guarded, and nothing is lost by it.
@Suite struct FormulaGuardTests {
    @Test(arguments: ["=1+1", "+49 30", "-5", "@home", "\tx", "\rx", "'=a", "''-b"])
    func isGuarded(cell: String) {
        #expect(FormulaGuard.isNeeded(cell.utf8))
        #expect(FormulaGuard.removed(from: "'" + cell) == cell)
    }

    @Test(arguments: ["", "5", "a=b", "'", "'quoted'", "O'Neill", "''"])
    func isLeftAlone(cell: String) {
        #expect(!FormulaGuard.isNeeded(cell.utf8))
        #expect(FormulaGuard.removed(from: cell) == cell)
    }
}
