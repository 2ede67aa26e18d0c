package import Affinity
package import PipelineSpec

/// What a value of the pipeline finds in one row.
package enum RowReading: Sendable, Hashable {
    case blank
    /// The cell `#N/A`: it always clears.
    case clear
    case text(String)
}

/// What a location finds in one row.
package enum LocationReading: Sendable, Hashable {
    /// Every part is blank.
    case blank
    /// Every part is `#N/A`.
    case clear
    case parts(LocationEdit)
}

/// The parts of a location that a row states.
package struct LocationEdit: Sendable, Hashable {
    package var parts: [LocationParts.Part: RowReading]
    /// The place as it stood in one cell, where it did: a location that is shown by the same text is the same place, however
    /// the text would be taken apart.
    package var written: String?

    package init(parts: [LocationParts.Part: RowReading], written: String? = nil) {
        self.parts = parts
        self.written = written
    }

    /// A location of these parts alone.
    package var location: Location { applied(to: nil) ?? Location() }

    /// The location that results: a part with text is set, `#N/A` empties it, and a part that is blank or not named by the
    /// pipeline stays as it was. Nil when nothing is left.
    package func applied(to existing: Location?) -> Location? {
        var location = existing ?? Location()
        for (part, reading) in parts {
            switch reading {
            case .blank: continue
            case .clear: location[keyPath: Self.path(part)] = nil
            case .text(let text): location[keyPath: Self.path(part)] = text
            }
        }
        return location.isEmpty ? nil : location
    }

    private static func path(_ part: LocationParts.Part) -> WritableKeyPath<Location, String?> {
        switch part {
        case .street: \.streetAddress
        case .city: \.city
        case .state: \.state
        case .country: \.country
        case .continent: \.continent
        }
    }
}
