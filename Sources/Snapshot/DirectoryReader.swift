package import Affinity
package import PipelineSpec
package import Planning

/// Finds the organizations that a spreadsheet may mean, the cheaper way: the whole directory in pages of 100, or one
/// search for each company of the file.
package struct DirectoryReader: Sendable {
    private let client: AffinityClient
    private let progress: @Sendable (String) -> Void
    /// Whether a company found by its domain need not be looked for by its name.
    private let domainDecides: Bool

    package init(
        _ client: AffinityClient, keys: [CreateRecords.Key], progress: @escaping @Sendable (String) -> Void
    ) {
        self.client = client
        domainDecides = keys.first == .domain
        self.progress = progress
    }

    /// - Parameters:
    ///   - fieldIDs: the organization's own fields whose cells the plan compares.
    ///   - fieldKeys: fields of theirs that rows are matched by; only the whole directory shows those.
    ///   - references: what the cells refer to is found on the way, where the whole directory is read.
    package func read(
        _ table: IdentityTable, fieldIDs: [FieldID], fieldKeys: [BoundSource.FieldKey] = [], references: inout CompanyReferences
    ) async throws -> RecordIndex {
        let identities = table.identities
        guard !identities.isEmpty else { return RecordIndex(wantedBy: []) }
        let pages = try await directoryPages()
        if !fieldKeys.isEmpty { return try await scan(identities, fieldIDs: fieldIDs, fieldKeys, pages: pages, &references) }
        if let pages, pages <= Self.searches(for: identities) + references.searches {
            return try await scan(identities, fieldIDs: fieldIDs, [], pages: pages, &references)
        }
        if pages == nil, identities.count + references.searches > Self.searchesAtMost {
            return try await scan(identities, fieldIDs: fieldIDs, [], pages: nil, &references)
        }
        return try await lookUp(table, fieldIDs: fieldIDs)
    }

    /// Without a count of the directory, a file of more companies than this is worth a scan.
    private static let searchesAtMost = 200

    /// A domain is one search; one that is not found is followed by its name, as is a row without a domain.
    private static func searches(for identities: [Identity]) -> Int {
        identities.count + identities.count { $0.unique != nil && $0.nameKey != nil } / 2
    }

    /// How many pages the directory has; nil when Affinity does not say: the count comes from a search that is beta and
    /// wants a permission (v2 sheet §3.7).
    private func directoryPages() async throws(AffinityError) -> Int? {
        do {
            let count = try await client.send(AffinityAPI.countOrganizations())
            return count.map { ($0 + AffinityAPI.rowsPerPage - 1) / AffinityAPI.rowsPerPage }
        } catch {
            switch error {
            case .forbidden, .refused: return nil
            default: throw error
            }
        }
    }

    private func scan(
        _ identities: [Identity], fieldIDs: [FieldID], _ fieldKeys: [BoundSource.FieldKey], pages: Int?,
        _ references: inout CompanyReferences
    ) async throws -> RecordIndex {
        var index = RecordIndex(wantedBy: identities)
        var read = 0
        try await client.forEachPage(AffinityAPI.organizations(fieldIDs: fieldIDs)) { page in
            for organization in page.rows {
                index.insert(organization)
                for (key, text) in fieldKeys.texts(in: organization.fields) {
                    let candidate = RecordIndex.Candidate(
                        id: RecordID(organization.id), name: organization.name,
                        keys: organization.domains.map { CanonicalDomain.comparable($0) }, fields: organization.fields)
                    index.insert(candidate, under: "\(key):\(text)")
                }
                references.insert(organization)
            }
            read += 1
            progress("organizations: \(read)\(pages.map { " of \($0)" } ?? "") pages")
        }
        references.hasSeenDirectory = true
        return index
    }

    private func lookUp(_ table: IdentityTable, fieldIDs: [FieldID]) async throws -> RecordIndex {
        let identities = table.identities
        var index = RecordIndex(wantedBy: identities)
        for start in stride(from: 0, to: identities.count, by: Self.slice) {
            let slice = start..<min(start + Self.slice, identities.count)
            try await withThrowingTaskGroup(of: [Organization].self) { group in
                for index in slice {
                    let (identity, name) = (identities[index], table.names[index])
                    group.addTask { try await search(identity, name: name) }
                }
                for try await organizations in group {
                    for organization in organizations { index.insert(organization) }
                }
            }
            progress("organizations: \(min(start + Self.slice, identities.count)) of \(identities.count) looked up")
        }
        if !fieldIDs.isEmpty {
            // Search shows no cells; whole records do, many at a time.
            let ids = index.candidates.map { OrganizationID($0.id) }
            let most = AffinityAPI.maximumIDsPerCall
            for start in stride(from: 0, to: ids.count, by: most) {
                let some = Array(ids[start..<min(start + most, ids.count)])
                for organization in try await client.all(AffinityAPI.organizations(ids: some, fieldIDs: fieldIDs)) {
                    index.setFields(organization.fields, of: RecordID(organization.id))
                }
            }
        }
        return index
    }

    private static let slice = 64

    /// Both searches of one company, all pages: results have no known order, and a short domain is a part of many. The search also finds Affinity's shared directory (v1 sheet §10.2): a company that is
    /// there is used and not copied.
    private func search(_ identity: Identity, name: String?) async throws -> [Organization] {
        var found: [Organization] = []
        if let domain = identity.unique {
            found = try await client.all(AffinityAPI.searchOrganizations(domain))
            if domainDecides, found.contains(where: { $0.domains.contains { CanonicalDomain.comparable($0) == domain } }) { return found }
        }
        for term in name.map(SearchTerms.organization) ?? [] { found += try await client.all(AffinityAPI.searchOrganizations(term)) }
        return found
    }

}
