import Screen
import Testing

@testable import Commands

/// Tables on a screen.
@Suite struct TextTableTests {
    private static let table = TextTable(
        header: ["name", "type", "options", "id"],
        rows: [
            ["Status", "ranked-dropdown", "New; Contacted; Meeting; Due Diligence; Term Sheet and 2 more", "field-4142"],
            ["東京のオフィスの住所", "location", "", "affinity-data-number-of-employees"],
        ])

    private func lines(_ room: Int?) -> [String] {
        Self.table.aligned(Style(isOn: false), within: room).split(separator: "\n").map(String.init)
    }

    @Test(arguments: [30, 40, 60, 80, 120, 200]) func noLineIsWiderThanTheScreen(room: Int) {
        for line in lines(room) { #expect(DisplayWidth.columns(of: line) <= room, "\(line)") }
    }

    @Test func theWidestColumnsAreCutAndTheFirstIsNot() {
        let cut = lines(80)
        #expect(cut[1].hasPrefix("Status "))
        #expect(cut[1].contains("…"))
        #expect(cut[1].contains("ranked-dropdown"), "a narrow column stays whole: \(cut[1])")
        #expect(cut[2].hasPrefix("東京のオフィスの住所  "))
    }

    @Test func whereThereIsRoomAndInAPipeNothingIsCut() {
        #expect(lines(nil) == lines(200))
        #expect(lines(nil)[1].hasSuffix("Term Sheet and 2 more  field-4142"))
        #expect(!lines(200).joined().contains("…"))
    }

    @Test func namesComeBeforeIdsOnAScreen() {
        let lists = TextTable(header: ["id", "name"], rows: [["7", "Dealflow"]]).withFirstColumnLast
        #expect(lists.aligned(Style(isOn: false)) == "name      id\nDealflow  7")
    }
}
