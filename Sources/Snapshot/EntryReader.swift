package import Affinity
package import Planning

/// Reads the entries of the organizations found, with the cells that the pipeline sets: the whole list in pages of 100, or
/// organization by organization where that takes fewer requests.
package struct EntryReader: Sendable {
    private let client: AffinityClient
    private let progress: @Sendable (String) -> Void

    package init(_ client: AffinityClient, progress: @escaping @Sendable (String) -> Void) {
        self.client = client
        self.progress = progress
    }

    /// Adds to `view` the entries on `list` of the organizations that it names.
    package func read(_ list: PlannedList, fieldIDs: [FieldID], into view: inout AccountView) async throws {
        let organizations = view.organizations
        guard !organizations.isEmpty else { return }
        if organizations.count <= Self.fewOrganizations, try await client.send(AffinityAPI.listSize(list.id)) > organizations.count * 100 {
            try await readEach(organizations, list, into: &view)
        } else {
            try await readAll(organizations, list, fieldIDs: fieldIDs, into: &view)
        }
    }

    /// Only so few are worth the question how long the list is.
    private static let fewOrganizations = 100

    private func readAll(
        _ organizations: Set<OrganizationID>, _ list: PlannedList, fieldIDs: [FieldID], into view: inout AccountView
    ) async throws {
        var pages = 0
        // Without a field id Affinity sends no cells at all, which is right when none is set (v2 sheet §6.18).
        try await client.forEachPage(AffinityAPI.listEntries(list.id, fieldIDs: fieldIDs)) { page in
            for entry in page.rows {
                let id = OrganizationID(entry.entityID)
                if organizations.contains(id) { view.insert(entry.id, of: id, on: list.id, fields: entry.fields) }
            }
            pages += 1
            progress("\(list.name): \(pages) pages")
        }
    }

    /// One request an organization gives its rows on all lists, with all their cells (v2 sheet §3.2).
    private func readEach(_ organizations: Set<OrganizationID>, _ list: PlannedList, into view: inout AccountView) async throws {
        let found = try await withThrowingTaskGroup(of: (OrganizationID, [ListEntry]).self) { group in
            for organization in organizations {
                group.addTask { [client] in (organization, try await client.all(AffinityAPI.listEntries(of: organization))) }
            }
            var found: [(OrganizationID, [ListEntry])] = []
            for try await pair in group { found.append(pair) }
            return found
        }
        for (organization, entries) in found {
            for entry in entries where entry.listID == list.id {
                view.insert(entry.id, of: organization, on: list.id, fields: entry.fields)
            }
        }
    }
}
