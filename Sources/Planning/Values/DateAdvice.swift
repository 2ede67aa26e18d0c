import Text

/// What the dates of a whole column say about how they are written, where not all of them can be read as they are.
package struct DateAdvice: Sendable {
    package struct Fit: Sendable {
        package var pattern: String
        /// How many rows it reads.
        package var rows: Int
    }

    /// Rows of the column that hold something.
    package let total: Int
    /// Every way of writing that reads a row, the one that reads most of them first.
    package let fits: [Fit]
    /// The few that read all rows together, where no one does.
    package let together: [String]
    /// The stated pattern with day and month the other way round, where rows prove that this is meant: some can only be
    /// read so, and none only as stated.
    let wrongOrder: DatePattern?
    /// How many rows can only be read so.
    let onlySwapped: Int

    /// Which format would do; nil when none reads anything.
    var hint: String? {
        if let wrongOrder {
            return "\(Self.rows(onlySwapped)) of this column can only be \(wrongOrder.text): state format: \"\(wrongOrder.text)\""
        }
        let whole = fits.filter { $0.rows == total }
        guard let first = whole.first else {
            guard !fits.isEmpty else { return nil }
            if !together.isEmpty {
                let list = together.map { "\"\($0)\"" }.joined(separator: ", ")
                return "state formats: [\(list)], which read all \(total) dates of this column together"
            }
            let counts = fits.prefix(3).map { "\($0.pattern) reads \($0.rows)" }.joined(separator: ", ")
            return
                "no one format reads the \(total) dates of this column: \(counts); state formats: with several, and invalid: skip for the rest"
        }
        let names = whole.prefix(3).map { "\"\($0.pattern)\"" }.joined(separator: " or ")
        if whole.count > 1 {
            return "state format: \(names); \(whole.count == 2 ? "both" : "each") would read all \(total) dates of this column"
        }
        var hint = "state format: \(names), which reads all \(total) dates of this column"
        if let swapped = (try? DatePattern(first.pattern))?.swapped, let other = fits.first(where: { $0.pattern == swapped.text }) {
            hint += "; \(Self.rows(total - other.rows)) can only be read so"
        }
        return hint
    }

    /// The two days that a text can mean, where its column leaves open or contradicts what is stated.
    func days(of text: String, stated: CalendarDate?) -> (CalendarDate, CalendarDate)? {
        if let stated {
            guard let other = wrongOrder?.date(text), other != stated else { return nil }
            return (stated, other)
        }
        for index in DateHints.candidates(fitting: text) {
            guard let pattern = DateHints.pattern(index), !pattern.text.hasPrefix("y"), let day = pattern.date(text),
                let other = pattern.swapped?.date(text),
                other != day
            else { continue }
            return (day, other)
        }
        return nil
    }

    private static func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }
}
