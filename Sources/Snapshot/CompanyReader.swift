package import Affinity
package import Planning

/// Finds the organizations that cells refer to and that reading the directory did not find: by id a hundred at a time, the
/// others by one search each.
package struct CompanyReader: Sendable {
    private let client: AffinityClient

    package init(_ client: AffinityClient) {
        self.client = client
    }

    /// - Parameter references: what the cells name, with what was found of it so far.
    /// - Returns: every organization that a cell may mean. One that fits nothing in the account is simply not there.
    package func complete(_ references: CompanyReferences) async throws -> FoundRecords<Organization> {
        var references = references
        let merged = try await readIDs(&references)
        // What the account's own directory does not have may be in Affinity's shared one, which only the search knows
        // (AffinityAPI.md#searching-organizations).
        let terms = references.missingTerms.filter(SearchTerms.isAskable)
        for start in stride(from: 0, to: terms.count, by: Self.slice) {
            let found = try await withThrowingTaskGroup(of: [Organization].self) { group in
                for term in terms[start..<min(start + Self.slice, terms.count)] {
                    group.addTask { [client] in try await client.all(AffinityAPI.searchOrganizations(term)) }
                }
                var found: [Organization] = []
                for try await organizations in group { found += organizations }
                return found
            }
            for organization in found { references.insert(organization) }
        }
        return FoundRecords(records: references.found.sorted { $0.id < $1.id }, merged: merged)
    }

    private func readIDs(_ references: inout CompanyReferences) async throws -> [RecordID: RecordID] {
        let ids = references.missingIDs
        let alone = IDReader(client)
        for start in stride(from: 0, to: ids.count, by: AffinityAPI.maximumIDsPerCall) {
            let some = Array(ids[start..<min(start + AffinityAPI.maximumIDsPerCall, ids.count)])
            do {
                for organization in try await client.all(AffinityAPI.organizations(ids: some)) { references.insert(organization) }
            } catch {
                switch error {
                // Reading several wants a permission (AffinityAPI.md#permissions), reading one does not.
                case .forbidden: return take(try await alone.organizations(ids[start...]), into: &references)
                default: throw error
                }
            }
        }
        return take(try await alone.organizations(references.missingIDs.prefix(IDReader.mostLeftOut)), into: &references)
    }

    private func take(_ found: FoundRecords<Organization>, into references: inout CompanyReferences) -> [RecordID: RecordID] {
        for heir in found.merged.values { references.want(OrganizationID(heir)) }
        for organization in found.records { references.insert(organization) }
        return found.merged
    }

    private static let slice = 64
}
