import Testing

@testable import Text

@Suite struct NumbersTests {
    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-12_345, "-12,345")])
    func thousandsAreGrouped(number: Int, text: String) {
        #expect(Numbers.grouped(number) == text)
    }

    @Test(arguments: [(0.2, "1 s"), (28, "28 s"), (118.2, "119 s"), (119.2, "2 min"), (150, "3 min"), (3900, "1 h 5 min")])
    func durationsAreRoundedUp(seconds: Double, text: String) {
        #expect(Numbers.duration(seconds: seconds) == text)
    }

    @Test(arguments: [(0.0, "0%"), (0.00042, "under 0.1%"), (0.004, "0.4%"), (0.12, "12%"), (1.0, "100%")])
    func sharesAreSaidWithOneDigit(share: Double, text: String) {
        #expect(Numbers.percent(share) == text)
    }

    @Test func oneIsSingular() {
        #expect(Numbers.count(1, "row") == "1 row")
        #expect(Numbers.count(2, "list entry", "list entries") == "2 list entries")
        #expect(RowList.text([4], count: 1) == "row 4")
        #expect(RowList.text([4, 5], count: 9) == "rows 4, 5 and 7 more")
    }
}
