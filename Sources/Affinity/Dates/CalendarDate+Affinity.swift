import Text

extension CalendarDate {
    /// What to write for this day: noon in Greenwich. Affinity keeps the UTC date of what it is sent (v2 sheet §2.3), and noon
    /// is the same day on the Pacific coast too, should it ever not.
    package var affinityText: String { "\(self)T12:00:00Z" }
}
