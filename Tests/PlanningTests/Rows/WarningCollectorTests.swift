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

    @Test func rowsAreKeptOnceInTheirOrderAndReadBack() {
        var rows: RowNumbers = [9, 4, 5, 5, 3]
        rows.formUnion([6, 12])
        #expect(rows.text == "3-6,9,12" && rows.count == 6)
        #expect(RowNumbers(text: rows.text) == rows)
        #expect(rows.first(5) == [3, 4, 5, 6, 9])
        #expect(RowNumbers(text: "8-2,x,-,7,99999999999999").text == "7,4294967294", "a file that somebody has made ends nothing")
    }

    /// Row after row, whatever is in between: 300,000 rows of a plan are gathered at once.
    @Test func everyOtherRowIsKept() {
        var collector = WarningCollector()
        for row in 1...300_000 where row % 2 == 0 { collector.add(.W401, "x.com", row: row) }
        let warning = collector.warnings[0]
        #expect(warning.allRows.count == 150_000 && warning.count == 150_000 && warning.rows.last == 16)
    }
}
