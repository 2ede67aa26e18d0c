package import Affinity

/// What the account holds of the organizations that a spreadsheet means: where each identity was found, its entries and
/// its cells. The plan compares with this and with nothing else.
package struct AccountView: Sendable {
    package struct HeldEntry: Sendable, Hashable {
        package var id: ListEntryID
        package var values: [FieldID: FieldData]
        /// The day on which it was added, in UTC.
        package var since: CalendarDate?

        package init(id: ListEntryID, values: [FieldID: FieldData], since: CalendarDate? = nil) {
            self.id = id
            self.values = values
            self.since = since
        }
    }

    /// For each identity of the survey.
    package var matches: [MatchResult]
    /// For each list of the pipeline the entries of the organizations found, the oldest first.
    package private(set) var entries: [ListID: [OrganizationID: [HeldEntry]]] = [:]
    package private(set) var organizationValues: [OrganizationID: [FieldID: FieldData]] = [:]

    package init(matches: [MatchResult]) {
        self.matches = matches
    }

    /// The organizations found, each once.
    package var organizations: Set<OrganizationID> {
        var ids = Set<OrganizationID>()
        for match in matches {
            switch match {
            case .found(let match): ids.insert(match.id)
            // `when-ambiguous: first` may take one of them.
            case .ambiguous(let candidates): ids.formUnion(candidates.map(\.id))
            case .missing, .withoutKey: break
            }
        }
        return ids
    }

    /// Seeing one entry twice (pages shift while others write) does no harm.
    package mutating func insert(
        _ id: ListEntryID, of organization: OrganizationID, on list: ListID, fields: [FieldValue], since: CalendarDate? = nil
    ) {
        var held = entries[list]?[organization] ?? []
        guard !held.contains(where: { $0.id == id }) else { return }
        held.append(HeldEntry(id: id, values: Self.values(fields), since: since))
        held.sort { $0.id < $1.id }
        entries[list, default: [:]][organization] = held
    }

    package mutating func insert(_ fields: [FieldValue], of organization: OrganizationID) {
        organizationValues[organization] = Self.values(fields)
    }

    func entries(of organization: OrganizationID, on list: ListID) -> [HeldEntry] {
        entries[list]?[organization] ?? []
    }

    private static func values(_ fields: [FieldValue]) -> [FieldID: FieldData] {
        var values: [FieldID: FieldData] = [:]
        for field in fields { values[field.id] = field.data }
        return values
    }
}
