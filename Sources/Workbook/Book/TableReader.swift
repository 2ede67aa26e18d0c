/// Where the totals rows of a sheet's table are (ECMA-376 part 1, 18.5.1.2).
final class TableReader: XMLHandler {
    private(set) var totals: [MergedRange] = []

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard name == Self.table else { return }
        isDone = true
        guard let count = attributes.text(Self.count).flatMap({ Int($0) }), count > 0,
            var range = attributes.text(Self.range).flatMap(MergedRange.init), count <= range.rows.count
        else { return }
        range.rows = (range.rows.upperBound - count + 1)...range.rows.upperBound
        totals.append(range)
    }

    private static let table = XMLName("table")
    private static let range = XMLName("ref")
    private static let count = XMLName("totalsRowCount")
}
