/// What a list row or a field belongs to; the raw value is v1's code (AffinityAPI.md#ids-and-kinds).
enum EntityKind: Int, Sendable, CaseIterable {
    case person = 0
    case company = 1
    case opportunity = 8

    /// As v2 and account files name it.
    var name: String {
        switch self {
        case .person: "person"
        case .company: "company"
        case .opportunity: "opportunity"
        }
    }

    /// The plural in v2's messages and paths.
    var plural: String {
        switch self {
        case .person: "persons"
        case .company: "companies"
        case .opportunity: "opportunities"
        }
    }

    init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}
