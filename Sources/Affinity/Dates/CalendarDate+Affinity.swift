import Text

extension CalendarDate {
    /// What to write for this day: noon in Greenwich. Affinity keeps the UTC date of what it is sent (AffinityAPI.md#values), and noon
    /// is the same day on the Pacific coast too, should it ever not.
    package var affinityText: String { "\(self)T12:00:00Z" }
}
