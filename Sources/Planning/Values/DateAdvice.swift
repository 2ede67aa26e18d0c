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

/// Counts how the dates of one column are written, over all of its rows.
package struct DateColumn: Sendable {
    private let reader: DateReader
    /// How often each text stands in the column, as far as it was not counted yet: dates repeat, so counting is done by text.
    private var texts: [String: Int] = [:]
    /// More texts than this are counted and let go.
    private static let textsKept = 20_000
    private var total = 0
    /// Rows that are read as the pipeline says.
    private var read = 0
    /// Those of them that `yyyy-MM-dd` would read too, where nothing is stated.
    private var plain = 0
    /// Rows by the patterns that read them, as indices into `DateHints.texts`.
    private var fitting: [[Int]: Int] = [:]
    /// Rows that only the stated order of day and month reads, and rows that only the other one does.
    private var onlyStated = 0
    private var onlySwapped = 0

    package init(_ reader: DateReader = DateReader()) {
        self.reader = reader
    }

    package mutating func add(_ text: String) {
        let text = CellText.visible(text)
        // Most columns hold such dates only, and nothing is to be found out about them.
        if reader.isPlain, reader.date(text) != nil {
            total += 1
            read += 1
            if text.utf8.count <= 10, text.utf8.contains(UInt8(ascii: "-")) { plain += 1 }
            return
        }
        texts[text, default: 0] += 1
        if texts.count >= Self.textsKept { count() }
    }

    private mutating func count() {
        for (text, rows) in texts { count(text, rows: rows) }
        texts.removeAll(keepingCapacity: true)
    }

    private mutating func count(_ text: String, rows: Int) {
        let isRead = reader.date(text) != nil
        // A month alone is refused or read for itself: no pattern of days is about it.
        if !isRead, PartialDate(text) != nil { return }
        total += rows
        if isRead { read += rows }
        if let swapped = reader.swapped {
            let isOther = swapped.date(text) != nil
            if isRead, !isOther { onlyStated += rows }
            if isOther, !isRead { onlySwapped += rows }
        }
        fitting[DateHints.candidates(fitting: text), default: 0] += rows
    }

    /// What the column as a whole says about its dates; nil when every one can be read as it is.
    package var advice: DateAdvice? {
        mutating get {
            count()
            guard read < total else { return nil }
            var fitting = fitting
            if plain > 0, let iso = DateHints.texts.firstIndex(of: "yyyy-MM-dd") { fitting[[iso], default: 0] += plain }
            var counts: [Int: Int] = [:]
            for (indices, rows) in fitting { for index in indices { counts[index, default: 0] += rows } }
            // Where two read as many rows, the likelier stands first among the hints.
            let fits = counts.map { index, rows in (index, DateAdvice.Fit(pattern: DateHints.texts[index], rows: rows)) }
                .sorted { ($1.1.rows, $0.0) < ($0.1.rows, $1.0) }
                .map(\.1)
            return DateAdvice(
                total: total, fits: fits, together: DateHints.together(fitting, rows: total),
                wrongOrder: onlyStated == 0 && onlySwapped > 0 ? reader.swapped : nil, onlySwapped: onlySwapped)
        }
    }
}
