package import Text

/// Dates as Excel keeps them: days since 30 December 1899, with the time of day as a fraction, which is dropped.
///
/// Excel takes 1900 for a leap year, so its days before 1 March 1900 are one less, and its day 60 never was.
package enum ExcelDate {
    /// As `format:` writes it.
    package static let format = "excel"

    /// Nil for a text that is not a number of a day from 1900 to 9999.
    package static func read(_ text: String) -> CalendarDate? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } }
        guard isNumber, let number = Int(parts[0]), (1...2_958_465).contains(number), number != 60 else { return nil }
        return CalendarDate(daysSince1970: number - (number < 60 ? 25_568 : 25_569))
    }
}
