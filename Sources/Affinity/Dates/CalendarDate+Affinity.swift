extension CalendarDate {
    /// Reads what a `datetime` field holds: the day on the Pacific coast (v2 sheet §2.3). Takes a bare day as it is.
    package init?(affinity text: String) {
        if let bare = CalendarDate(iso: text) {
            self = bare
        } else if let instant = Instant(rfc3339: text) {
            self = PacificTime.day(at: instant)
        } else {
            return nil
        }
    }

    /// What to write for this day: noon in Greenwich. Affinity keeps the UTC date of what it is sent (v2 sheet §2.3), and noon
    /// is the same day on the Pacific coast too, should it ever not.
    package var affinityText: String { "\(self)T12:00:00Z" }
}
