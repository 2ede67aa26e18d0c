import Planning
import Text

/// How the dates of a column are written, as far as its rows say.
package struct DateFinding: Sendable, Hashable {
    /// What `format` or `formats` has to state; none for dates that begin with the year.
    package var formats: [String]
    /// The column has years or months alone.
    package var hasPartial: Bool
    /// How many cells can be read so, and how many there are.
    package var read: Int
    package var total: Int
    /// The pattern with day and month the other way round, where it reads every date as well.
    package var other: String?
    /// Rows that only the chosen order of day and month reads.
    package var decisive: Int

    /// The chosen order of day and month is a guess.
    package var isUnsure: Bool { other != nil }

    /// Nil for a column that holds no dates.
    ///
    /// - Parameter isNamedSo: the column's name says that it holds dates, so that numbers may be days.
    init?(_ sketch: ColumnSketch, isNamedSo: Bool) {
        guard sketch.filled > 0, var dates = sketch.dates else { return nil }
        let partials = sketch.texts.filter { PartialDate($0.key) != nil }
        let partial = partials.values.reduce(0, +)
        // Numbers alone are dates only where the column says so.
        let plain = sketch.share { $0.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") } }
        if plain > 0.5, !isNamedSo { return nil }
        let whole = sketch.filled - partial
        var (read, formats): (Int, [String]) = (whole, [])
        other = nil
        decisive = 0
        if whole > 0 {
            let reader = DateReader()
            if let advice = dates.advice {
                let words = sketch.filled - partial - advice.total
                if !advice.together.isEmpty {
                    (read, formats) = (advice.total, advice.together)
                } else if let first = advice.fits.first {
                    (read, formats) = (first.rows, first.pattern == "yyyy-MM-dd" ? [] : [first.pattern])
                    (other, decisive) = Self.swapped(advice, first)
                } else {
                    read = 0
                }
                if words > 0, read > whole - words { read = whole - words }
            } else {
                read = sketch.texts.reduce(0) { $0 + (reader.date($1.key) == nil ? 0 : $1.value) }
                if sketch.isOverfull { read = Int(Double(read) / Double(max(1, sketch.texts.values.reduce(0, +))) * Double(whole)) }
            }
        }
        self.formats = formats
        self.read = read + partial
        total = sketch.filled
        hasPartial = partial > 0
        // Years alone are numbers unless the column says otherwise, or other dates stand beside them.
        let isYears = partial == sketch.filled && partials.allSatisfy { $0.key.utf8.count == 4 }
        guard !(isYears && !isNamedSo), Double(self.read) >= Double(total) * (isNamedSo ? 0.5 : 0.8) else { return nil }
    }

    /// What is left of a choice between two orders of day and month.
    private static func swapped(_ advice: DateAdvice, _ first: DateAdvice.Fit) -> (other: String?, decisive: Int) {
        guard let swapped = (try? DatePattern(first.pattern))?.swapped else { return (nil, 0) }
        let rows = advice.fits.first { $0.pattern == swapped.text }?.rows ?? 0
        return rows == first.rows ? (swapped.text, 0) : (nil, first.rows - rows)
    }

    /// The same with the other order.
    package mutating func swap() {
        guard let other, let first = formats.first else { return }
        (formats, self.other) = ([other], first)
    }

    /// Somebody or something else has decided the order.
    package mutating func forgetOther() { other = nil }

    /// Whether a text may be a date, by its looks: to leave other columns alone.
    static func looksLikeDate(_ text: String) -> Bool {
        if PartialDate(text) != nil || DateReader().date(text) != nil { return true }
        let digits = text.utf8.count { $0 &- 0x30 < 10 }
        guard (3...17).contains(digits) else { return false }
        if digits == 5, text.utf8.prefix(5).allSatisfy({ $0 &- 0x30 < 10 }) { return true }
        return text.utf8.contains { "/.-".utf8.contains($0) } || text.contains(where: { $0.isLetter })
    }
}
