/// Numbers of rows for a person: `rows 40, 41 and 7 more`.
enum RowList {
    static func text(_ rows: [Int], count: Int) -> String {
        let shown = rows.map(String.init).joined(separator: ", ")
        let more = count > rows.count ? " and \(Numbers.grouped(count - rows.count)) more" : ""
        return (count == 1 ? "row " : "rows ") + shown + more
    }

    static func parenthesis(_ rows: [Int], count: Int) -> String {
        rows.isEmpty ? "" : " (\(text(rows, count: count)))"
    }
}
