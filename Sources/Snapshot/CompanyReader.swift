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
    package func complete(_ references: CompanyReferences) async throws -> [Organization] {
        var references = references
        try await readIDs(&references)
        // A name that the account's own directory does not have is none of its organizations. A domain may be one of Affinity's
        // shared directory, which only the search knows (v1 sheet §10.2).
        let terms = references.hasSeenDirectory ? references.missingTerms.filter { $0.contains(".") } : references.missingTerms
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
        return references.found.sorted { $0.id < $1.id }
    }

    private func readIDs(_ references: inout CompanyReferences) async throws {
        let ids = references.missingIDs
        for start in stride(from: 0, to: ids.count, by: AffinityAPI.maximumIDsPerCall) {
            let some = Array(ids[start..<min(start + AffinityAPI.maximumIDsPerCall, ids.count)])
            do {
                for organization in try await client.all(AffinityAPI.organizations(ids: some)) { references.insert(organization) }
            } catch {
                switch error {
                // Reading several wants a permission (v2 sheet §1.6), reading one does not.
                case .forbidden:
                    for id in some { if let organization = try await one(id) { references.insert(organization) } }
                default: throw error
                }
            }
        }
    }

    private func one(_ id: OrganizationID) async throws(AffinityError) -> Organization? {
        do {
            return try await client.send(AffinityAPI.organization(id)).organization
        } catch {
            switch error {
            case .refused: return nil
            default: throw error
            }
        }
    }

    private static let slice = 64
}
