import Affinity
import PipelineSpec
import Text

/// A year, a half or quarter of one, or a month: `2012`, `2012-06`, `06/2012`, `Jun 2012`, `Jan-24`, `Q3 2024`, `H1 2024`.
package struct PartialDate: Hashable {
    let year: Int
    let firstMonth: Int
    let months: Int

    package init?(_ text: String) {
        let words = text.split { " -/.'’".contains($0) }.map { $0.lowercased() }
        guard !words.isEmpty, words.count <= 2, text.utf8.count <= 20 else { return nil }
        if words.count == 1 {
            guard let year = Self.year(words[0]), text.utf8.count == 4 else { return nil }
            (self.year, firstMonth, months) = (year, 1, 12)
            return
        }
        if let year = Self.year(words[0]), let part = Self.part(words[1]) {
            (self.year, firstMonth, months) = (year, part.first, part.count)
        } else if let year = Self.year(words[1]), let part = Self.part(words[0]) {
            (self.year, firstMonth, months) = (year, part.first, part.count)
        } else if words[1].utf8.count == 2, let year = Int(words[1]), text.contains(where: { "-'’".contains($0) }),
            let month = Self.month(words[0])
        {
            // As spreadsheets show a month: "Jan-24".
            (self.year, firstMonth, months) = (year + (year < 69 ? 2000 : 1900), month, 1)
        } else {
            return nil
        }
    }

    func day(_ partial: ValueOptions.Partial) -> CalendarDate? {
        guard let first = CalendarDate(year: year, month: firstMonth, day: 1) else { return nil }
        guard partial == .end else { return first }
        let next = firstMonth + months
        return CalendarDate(year: next > 12 ? year + 1 : year, month: next > 12 ? next - 12 : next, day: 1)
            .map { CalendarDate(daysSince1970: $0.daysSince1970 - 1) }
    }

    /// What it is, for messages.
    package var kind: String {
        switch months {
        case 12: "a year"
        case 6: "half a year"
        case 3: "a quarter"
        default: "a month"
        }
    }

    private static func year(_ word: String) -> Int? {
        guard word.utf8.count == 4, let year = Int(word), (1000...2999).contains(year) else { return nil }
        return year
    }

    private static func part(_ word: String) -> (first: Int, count: Int)? {
        if word.utf8.count <= 2, let month = Int(word), (1...12).contains(month) { return (month, 1) }
        if let month = month(word) { return (month, 1) }
        guard word.utf8.count == 2, let number = Int(word.dropFirst()) else { return nil }
        switch word.first {
        case "q" where (1...4).contains(number): return ((number - 1) * 3 + 1, 3)
        case "h" where (1...2).contains(number): return ((number - 1) * 6 + 1, 6)
        default: return nil
        }
    }

    /// In full, or its first letters.
    private static func month(_ word: String) -> Int? {
        let letters = Array(word.utf8)
        guard letters.count >= 3 else { return nil }
        return EnglishDates.months.firstIndex { $0.folded == letters || (letters.count <= 4 && $0.folded.starts(with: letters)) }.map {
            $0 + 1
        }
    }
}
