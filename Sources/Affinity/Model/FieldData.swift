package import Text

/// One value, as it stands alone in a cell or beside others.
package enum FieldScalar: Hashable, Sendable {
    case text(String)
    case number(Double)
    case date(CalendarDate)
    /// Of a dropdown, ranked or not.
    case option(OptionReference)
    case person(PersonReference)
    case company(CompanyReference)
    /// Kept apart: five texts would make every cell four times as large.
    indirect case location(Location)
    /// A kind that Ferry only shows (formulas, interactions, kinds of a later version), as a short text.
    case shown(String)
}

/// The value of a cell. An empty cell is `nil`, never an empty list (AffinityAPI.md#values: empty multi-value = null).
package enum FieldData: Hashable, Sendable {
    case one(FieldScalar)
    /// Of a field that takes several, also where there is only one.
    case several([FieldScalar])

    package static func text(_ text: String) -> Self { .one(.text(text)) }
    package static func number(_ number: Double) -> Self { .one(.number(number)) }
    package static func date(_ date: CalendarDate) -> Self { .one(.date(date)) }
    package static func option(_ option: OptionReference) -> Self { .one(.option(option)) }
    package static func person(_ person: PersonReference) -> Self { .one(.person(person)) }
    package static func company(_ company: CompanyReference) -> Self { .one(.company(company)) }
    package static func location(_ location: Location) -> Self { .one(.location(location)) }
    package static func shown(_ text: String) -> Self { .one(.shown(text)) }
    package static func texts(_ texts: [String]) -> Self { .several(texts.map(FieldScalar.text)) }
    package static func numbers(_ numbers: [Double]) -> Self { .several(numbers.map(FieldScalar.number)) }
    package static func options(_ options: [OptionReference]) -> Self { .several(options.map(FieldScalar.option)) }
    package static func persons(_ persons: [PersonReference]) -> Self { .several(persons.map(FieldScalar.person)) }
    package static func companies(_ companies: [CompanyReference]) -> Self { .several(companies.map(FieldScalar.company)) }
    package static func locations(_ locations: [Location]) -> Self { .several(locations.map(FieldScalar.location)) }

    /// Several values as one cell, each once; nil for none.
    package init?(several scalars: [FieldScalar]) {
        guard !scalars.isEmpty else { return nil }
        self = .several(Self.union([], scalars))
    }

    /// In the order of the cell.
    package var scalars: [FieldScalar] {
        switch self {
        case .one(let scalar): [scalar]
        case .several(let scalars): scalars
        }
    }

    package var count: Int { if case .several(let scalars) = self { scalars.count } else { 1 } }
    package var isSeveral: Bool { if case .several = self { true } else { false } }

    /// With each value made into another.
    package func map(_ transform: (FieldScalar) -> FieldScalar) -> FieldData {
        switch self {
        case .one(let scalar): .one(transform(scalar))
        case .several(let scalars): .several(scalars.map(transform))
        }
    }

    /// The same value, where the order of several values does not count.
    package func means(_ other: FieldData?) -> Bool {
        guard case .several(let mine) = self, case .several(let others) = other else { return self == other }
        return mine == others || Set(mine) == Set(others)
    }

    /// What `other` holds and then what only this adds; nil where the field holds one value only.
    package func appended(to other: FieldData?) -> FieldData? {
        guard let other else { return self }
        guard case .several(let mine) = self, case .several(let others) = other else { return nil }
        return .several(Self.union(others, mine))
    }

    /// The values that the other does not hold.
    package func without(_ other: FieldData) -> FieldData {
        guard case .several(let mine) = self, case .several(let others) = other else { return self }
        return .several(mine.filter { !others.contains($0) })
    }

    private static func union(_ first: [FieldScalar], _ second: [FieldScalar]) -> [FieldScalar] {
        var seen = Set(first)
        return first + second.filter { seen.insert($0).inserted }
    }
}

extension FieldScalar {
    package var option: OptionReference? { if case .option(let option) = self { option } else { nil } }
    package var person: PersonReference? { if case .person(let person) = self { person } else { nil } }
    package var company: CompanyReference? { if case .company(let company) = self { company } else { nil } }
    package var location: Location? { if case .location(let location) = self { location } else { nil } }
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
