/// The number of one thing in Affinity. Each kind has its own number space, so a list entry's id never passes for an
/// organization's (AffinityAPI.md#ids-and-kinds: positive integers up to 2^53-1).
package struct AffinityID<Kind>: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    package let rawValue: Int64

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// Whether Affinity may have such a number. Of several ids in one request it refuses all where one can be none of its own.
    package var isPossible: Bool { (1..<(1 << 53)).contains(rawValue) }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    package var description: String { String(rawValue) }
}

package typealias ListID = AffinityID<AffinityList>
package typealias SavedViewID = AffinityID<SavedView>
package typealias OrganizationID = AffinityID<Organization>
package typealias PersonID = AffinityID<Person>
package typealias OpportunityID = AffinityID<Opportunity>
package typealias NoteID = AffinityID<Note>
package typealias ListEntryID = AffinityID<ListEntry>
package typealias DropdownOptionID = AffinityID<DropdownOption>

/// The id of a field: `field-1234` for a list's or the account's own, a name such as `affinity-data-location` for what
/// Affinity itself fills in (AffinityAPI.md#kinds-of-fields).
package struct FieldID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let rawValue: String

    package init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    package var description: String { rawValue }
}

/// The tag of `RecordID`.
package enum AnyRecord: Sendable {}

/// An organization, a person or an opportunity; which, says what stands beside it. Ids are unique within one kind only
/// (AffinityAPI.md#ids-and-kinds).
package typealias RecordID = AffinityID<AnyRecord>

extension AffinityID {
    /// The same number as the id of something else.
    package init<Other>(_ other: AffinityID<Other>) { self.init(other.rawValue) }
}
