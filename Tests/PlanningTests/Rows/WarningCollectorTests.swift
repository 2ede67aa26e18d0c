import Diagnostics
import FerryTestSupport
import Testing

@testable import Planning

@Suite struct WarningCollectorTests {
    @Test func ofVeryManyOfOneKindTheLastStandsForTheRest() {
        var collector = WarningCollector()
        for row in 1...WarningCollector.mostOfACode + 100 { collector.add(.W405, "row \(row) counts", row: row) }
        collector.add(.W405, "row 7 counts", row: 9)
        collector.add(.W401, "another kind", row: 1)
        let warnings = collector.warnings
        #expect(warnings.count == WarningCollector.mostOfACode + 2)
        let further = warnings.first { $0.message == WarningCollector.further }
        #expect(further?.count == 100 && further?.rows.count == 8 && further?.code == "W405")
        #expect(warnings.first { $0.message == "row 7 counts" }?.rows == [7, 9])
        // Gathered again, as rows that are planned several times are, nothing is lost.
        var again = WarningCollector()
        again.add(.W405, "row 1 counts", row: 1)
        again.add(collector)
        #expect(again.warnings.reduce(0) { $0 + $1.count } == warnings.reduce(0) { $0 + $1.count } + 1)
    }
}
