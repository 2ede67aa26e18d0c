/// What a text says as a number.
enum NumberReading: Hashable {
    case number(Double)
    /// Digits, but with separators where no number has them: `12,34`.
    case badGrouping
    /// More than fits.
    case tooLarge
    case notANumber
}
