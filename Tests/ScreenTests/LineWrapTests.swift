import Testing

@testable import Screen

@Suite struct LineWrapTests {
    @Test func whatFitsStays() {
        #expect(LineWrap.lines("  Cells   1 set", width: 20) == ["  Cells   1 set"])
        #expect(LineWrap.lines("", width: 20) == [""])
    }

    @Test func aTableGoesOnInItsSecondColumn() {
        #expect(
            LineWrap.lines("  Cells   ~ 1,354 set   + 0 append   13 left", width: 30) == [
                "  Cells   ~ 1,354 set   + 0", "          append   13 left",
            ])
    }

    @Test func aSentenceGoesOnALittleFurtherIn() {
        #expect(
            LineWrap.lines("    \"Serie A\" is not an option of Stage", width: 24) == [
                "    \"Serie A\" is not an", "      option of Stage",
            ])
    }

    @Test func aWordIsNeverBrokenAndColoursTakeNoColumn() {
        #expect(LineWrap.lines("ab https://example.org/a/long/path", width: 12) == ["ab", "  https://example.org/a/long/path"])
        let painted = Ink.green.paint("one two three")
        let lines = LineWrap.lines(painted, width: 9)
        #expect(lines.map { DisplayWidth.columns(of: $0) } == [7, 7])
        #expect(lines.joined(separator: "").contains("one two"))
    }

    @Test func widthsAreColumns() {
        #expect(LineWrap.lines("公司 公司 公司", width: 10) == ["公司 公司", "  公司"])
    }
}
