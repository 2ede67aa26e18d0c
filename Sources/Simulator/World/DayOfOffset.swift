/// Which day a date field keeps of a time with an offset: both are known (AffinityAPI.md#dates-and-times).
package enum DayOfOffset: String, Sendable, CaseIterable {
    /// The day in UTC.
    case utc
    /// The day as it is written.
    case written

    /// A date as it is stored: midnight Pacific. A text that is no date-time gives `nil`.
    func stored(_ text: String) -> Int? {
        guard let instant = Timestamp.parseDateTime(text) else { return nil }
        if self == .written, let date = Timestamp.parseDate(String(text.prefix(10))) { return PacificTime.midnight(of: date) }
        return PacificTime.midnight(of: CivilDate(daysSinceEpoch: PacificTime.floorDivide(instant, 86_400)))
    }
}
