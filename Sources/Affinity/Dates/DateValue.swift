package import Text

/// What a `datetime` of Affinity is: a day of the calendar that a user typed, or a moment that Affinity noted. Both come in the same form,
/// so
/// the field and the value decide, and they decide here only.
///
/// | field | value | is |
/// | --- | --- | --- |
/// | made by users, `field-<n>` | any | a day on the Pacific coast: Affinity keeps the days of users at midnight there, older ones at any
/// hour (AffinityAPI.md#values, #field-values-of-v1) |
/// | `created-at`, `time-in-current-status` | any | a moment |
/// | all others, filled from data sources, mail and calendars | midnight on the Pacific coast | a day |
/// | | another hour | a moment |
package enum DateValue: Hashable, Sendable {
    case day(CalendarDate)
    case moment(Instant)

    /// What the values of a field are.
    package enum Kind: Hashable, Sendable {
        case days, moments, either

        package init(of field: FieldID) {
            switch field.rawValue {
            case "created-at", "time-in-current-status": self = .moments
            case let id where id.hasPrefix("field-"): self = .days
            default: self = .either
            }
        }
    }

    /// Nil for a text that is neither a bare day nor a moment by RFC 3339. A bare day is a day in every field.
    package init?(_ text: String, _ kind: Kind) {
        if let bare = CalendarDate(iso: text) {
            self = .day(bare)
            return
        }
        guard let instant = Instant(rfc3339: text) else { return nil }
        switch kind {
        case .days: self = .day(PacificTime.day(at: instant))
        case .moments: self = .moment(instant)
        case .either: self = PacificTime.isMidnight(instant) ? .day(PacificTime.day(at: instant)) : .moment(instant)
        }
    }

    /// The day that an import compares with: of a moment the one in Greenwich, as an export writes it.
    package var day: CalendarDate {
        switch self {
        case .day(let day): day
        case .moment(let instant): instant.day
        }
    }

    /// `2026-11-21`, `2026-11-27T02:34:12Z`.
    package var text: String {
        switch self {
        case .day(let day): day.description
        case .moment(let instant): instant.description
        }
    }
}

extension CalendarDate {
    /// What to write for this day: noon in Greenwich. Affinity keeps the UTC date of what it is sent (AffinityAPI.md#values), and noon
    /// is the same day on the Pacific coast too, should it ever not.
    package var affinityText: String { "\(self)T12:00:00Z" }
}
