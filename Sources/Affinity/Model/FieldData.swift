package import Text

/// The value of a cell. An empty cell is `nil`, never an empty list (AffinityAPI.md#values: empty multi-value = null).
package enum FieldData: Hashable, Sendable {
    /// `text` and `filterable-text`.
    case text(String)
    case texts([String])
    case number(Double)
    case numbers([Double])
    case date(CalendarDate)
    /// `dropdown` and `ranked-dropdown`.
    case option(OptionReference)
    case options([OptionReference])
    case person(PersonReference)
    case persons([PersonReference])
    case company(CompanyReference)
    case companies([CompanyReference])
    /// Kept apart: five texts would make every cell four times as large.
    indirect case location(Location)
    case locations([Location])
    /// A kind that Ferry only shows (formulas, interactions, kinds of a later version), as a short text.
    case shown(String)
}

/// A dropdown option in a cell. Two are the same when their ids are.
package struct OptionReference: Hashable, Sendable {
    package let id: DropdownOptionID
    package let text: String

    package init(id: DropdownOptionID, text: String) {
        self.id = id
        self.text = text
    }

    package static func == (a: Self, b: Self) -> Bool { a.id == b.id }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A person in a cell. Two are the same when their ids are.
package struct PersonReference: Hashable, Sendable {
    package let id: PersonID
    /// How to show the person: the e-mail address, else the name.
    package let label: String

    package init(id: PersonID, label: String) {
        self.id = id
        self.label = label
    }

    package static func == (a: Self, b: Self) -> Bool { a.id == b.id }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// An organization in a cell. Two are the same when their ids are.
package struct CompanyReference: Hashable, Sendable {
    package let id: OrganizationID
    package let label: String

    package init(id: OrganizationID, label: String) {
        self.id = id
        self.label = label
    }

    package static func == (a: Self, b: Self) -> Bool { a.id == b.id }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// All five keys are sent, null or not (AffinityAPI.md#values).
package struct Location: Hashable, Sendable, Codable {
    package var streetAddress: String?
    package var city: String?
    package var state: String?
    package var country: String?
    package var continent: String?

    package init(
        streetAddress: String? = nil, city: String? = nil, state: String? = nil, country: String? = nil, continent: String? = nil
    ) {
        self.streetAddress = streetAddress
        self.city = city
        self.state = state
        self.country = country
        self.continent = continent
    }

    package var isEmpty: Bool { self == Location() }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(streetAddress, forKey: .streetAddress)
        try container.encode(city, forKey: .city)
        try container.encode(state, forKey: .state)
        try container.encode(country, forKey: .country)
        try container.encode(continent, forKey: .continent)
    }
}

/// A cell as read: which field it is and what it holds.
package struct FieldValue: Hashable, Sendable {
    package let id: FieldID
    package let type: FieldValueType
    package let data: FieldData?
    /// How many values the cell has, where that is more than `data` shows (v2 cuts at 100, AffinityAPI.md#values).
    package let totalCount: Int?

    package init(id: FieldID, type: FieldValueType, data: FieldData?, totalCount: Int? = nil) {
        self.id = id
        self.type = type
        self.data = data
        self.totalCount = totalCount
    }
}

/// A cell to write: the whole new value, or nil to clear it.
package struct FieldUpdate: Hashable, Sendable {
    package let id: FieldID
    package let type: FieldValueType
    package let data: FieldData?

    package init(id: FieldID, type: FieldValueType, data: FieldData?) {
        self.id = id
        self.type = type
        self.data = data
    }
}
