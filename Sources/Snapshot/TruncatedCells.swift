package import Affinity

/// Reads the rest of cells with more than the hundred values that come with their record (AffinityAPI.md#values).
package struct TruncatedCells: Sendable {
    private let client: AffinityClient
    private let fieldIDs: Set<FieldID>

    /// - Parameter fieldIDs: the fields that the plan compares; the others stay as they came.
    package init(_ client: AffinityClient, fieldIDs: [FieldID]) {
        self.client = client
        self.fieldIDs = Set(fieldIDs)
    }

    /// The cells of an organization with all their values.
    package func complete(_ fields: [FieldValue], of organization: OrganizationID) async throws -> [FieldValue] {
        try await complete(fields) { AffinityAPI.organizationValues(organization, $0, type: $1) }
    }

    /// The cells of a person with all their values.
    package func complete(_ fields: [FieldValue], of person: PersonID) async throws -> [FieldValue] {
        try await complete(fields) { AffinityAPI.personValues(person, $0, type: $1) }
    }

    /// The cells of a list entry with all their values.
    package func complete(_ fields: [FieldValue], of entry: ListEntryID, on list: ListID) async throws -> [FieldValue] {
        try await complete(fields) { AffinityAPI.listEntryValues(list, entry, $0, type: $1) }
    }

    /// The cells with all their values.
    /// - Parameter call: reads the values of one of them; nil for a type whose values have no pages.
    func complete(
        _ fields: [FieldValue], _ call: (FieldID, FieldValueType) -> PagedCall<FieldScalar>?
    ) async throws -> [FieldValue] {
        guard fields.contains(where: { $0.totalCount != nil }) else { return fields }
        var fields = fields
        for (index, field) in fields.enumerated() where field.totalCount != nil && fieldIDs.contains(field.id) {
            guard let call = call(field.id, field.type), let data = try await values(call) else { continue }
            fields[index] = FieldValue(id: field.id, type: field.type, data: data)
        }
        return fields
    }

    /// The page of values is beta: where it is not served, what came is all that is known. An `append` then finds a full cell
    /// and is refused, so nothing that was not seen is ever written over by it.
    private func values(_ call: PagedCall<FieldScalar>) async throws(AffinityError) -> FieldData? {
        do {
            return FieldData(several: try await client.all(call))
        } catch {
            switch error {
            case .refused, .forbidden: return nil
            default: throw error
            }
        }
    }
}
