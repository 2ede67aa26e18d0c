package import Affinity

/// One column of an exported file: where its text comes from and what it is called.
package struct ExportColumn: Sendable, Hashable, Codable {
    package enum Source: Sendable, Hashable, Codable {
        /// What the record itself says, beside its fields.
        case attribute(RecordAttribute)
        case field(FieldID, FieldValueType)
    }

    package var header: String
    package var source: Source
    package var part: ValuePart?

    package init(header: String, source: Source, part: ValuePart? = nil) {
        self.header = header
        self.source = source
        self.part = part
    }
}

/// What a row has beside its fields.
package enum RecordAttribute: String, Sendable, Hashable, Codable, CaseIterable {
    case entryID = "Affinity Row ID"
    case organizationID = "Affinity Organization ID"
    case personID = "Affinity Person ID"
    case opportunityID = "Affinity Opportunity ID"
    case name = "Name"
    case domain = "Domain"
    case domains = "Domains"
    case firstName = "First Name"
    case lastName = "Last Name"
    case email = "Email"
    case emails = "Emails"
    case added = "Date Added"
    /// What became of the row since the last export; only there, and the first column.
    case change = "_change"

    /// The attributes of a kind of record, in the order in which they are offered.
    package static func of(_ kind: EntityKind, onList: Bool) -> [RecordAttribute] {
        let own: [RecordAttribute] =
            switch kind {
            case .company: [.name, .domain, .domains]
            case .person: [.name, .firstName, .lastName, .email, .emails]
            case .opportunity: [.name]
            }
        return own + (onList ? [.added] : []) + ids(of: kind, onList: onList)
    }

    /// The ids that lead back to a row.
    package static func ids(of kind: EntityKind, onList: Bool) -> [RecordAttribute] {
        let record: RecordAttribute =
            switch kind {
            case .company: .organizationID
            case .person: .personID
            case .opportunity: .opportunityID
            }
        return (onList ? [.entryID] : []) + [record]
    }
}

/// A part of a value that can be a column of its own.
package enum ValuePart: String, Sendable, Hashable, Codable, CaseIterable {
    case street, city, state, country, continent
    case name, email, id, domain
    case firstName = "first-name"
    case lastName = "last-name"
    case date, kind

    /// The parts that a type of value has.
    package static func of(_ type: FieldValueType) -> [ValuePart] {
        switch type {
        case .location, .locationMulti: [.street, .city, .state, .country, .continent]
        case .person, .personMulti: [.name, .email, .firstName, .lastName, .id]
        case .company, .companyMulti: [.name, .domain, .id]
        case .dropdown, .dropdownMulti, .rankedDropdown: [.id]
        case .interaction: [.date, .kind]
        default: []
        }
    }
}
