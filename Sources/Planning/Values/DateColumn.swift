/// Counts how the dates of one column are written, over all of its rows.
struct DateColumn: Sendable {
    private let reader: DateReader
    /// How often each text stands in the column, as far as it was not counted yet: dates repeat, so counting is done by text.
    private var texts: [String: Int] = [:]
    /// More texts than this are counted and let go.
    private static let textsKept = 20_000
    private var total = 0
    /// Rows that are read as the pipeline says.
    private var read = 0
    private var fitting: [String: Int] = [:]
    /// Rows that only the stated order of day and month reads, and rows that only the other one does.
    private var onlyStated = 0
    private var onlySwapped = 0

    init(_ reader: DateReader) {
        self.reader = reader
    }

    mutating func add(_ text: String) {
        // Most columns hold ISO dates only, and nothing is to be found out about them.
        if reader.isISO, reader.date(text) != nil {
            total += 1
            read += 1
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
        total += rows
        let isRead = reader.date(text) != nil
        if isRead { read += rows }
        if let swapped = reader.swapped {
            let isOther = swapped.date(text) != nil
            if isRead, !isOther { onlyStated += rows }
            if isOther, !isRead { onlySwapped += rows }
        }
        for index in DateHints.candidates(fitting: text) { fitting[DateHints.texts[index], default: 0] += rows }
    }

    /// What the column as a whole says about its dates; nil when every one can be read as it is.
    var advice: DateAdvice? {
        mutating get {
            count()
            guard read < total else { return nil }
            var fitting = fitting
            if reader.isISO, read > 0 { fitting["yyyy-MM-dd", default: 0] += read }
            // Where two read as many rows, the likelier stands first among the hints.
            let fits = DateHints.texts.enumerated()
                .compactMap { index, text in fitting[text].map { (index, DateAdvice.Fit(pattern: text, rows: $0)) } }
                .sorted { ($1.1.rows, $0.0) < ($0.1.rows, $1.0) }
                .map(\.1)
            return DateAdvice(
                total: total, fits: fits, wrongOrder: onlyStated == 0 && onlySwapped > 0 ? reader.swapped : nil, onlySwapped: onlySwapped)
        }
    }
}
