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
        // The first page also tells whether the key may export the list, which writing to its fields takes too (v2 sheet §1.6):
        // better said now than after the first organizations are made.
        let first = try await client.page(AffinityAPI.listEntries(list.id, fieldIDs: fieldIDs))
        let organizations = view.organizations
        guard !organizations.isEmpty else { return }
        let isLong = first.next != nil && organizations.count <= Self.fewOrganizations
        if isLong, try await client.send(AffinityAPI.listSize(list.id)) > organizations.count * AffinityAPI.rowsPerPage {
            try await readEach(organizations, list, fieldIDs: fieldIDs, into: &view)
        } else {
            try await readAll(from: first, organizations, list, fieldIDs: fieldIDs, into: &view)
        }
    }

    /// Only so few are worth the question how long the list is.
    private static let fewOrganizations = 100

    private func readAll(
        from first: Page<ListEntry>, _ organizations: Set<OrganizationID>, _ list: PlannedList, fieldIDs: [FieldID],
        into view: inout AccountView
    ) async throws {
        for entry in first.rows where organizations.contains(OrganizationID(entry.entityID)) {
            try await insert(entry, of: OrganizationID(entry.entityID), list, fieldIDs, into: &view)
        }
        guard let next = first.next else { return }
        var pages = 1
        // Without a field id Affinity sends no cells at all, which is right when none is set (v2 sheet §6.18).
        try await client.forEachPage(AffinityAPI.listEntries(list.id, fieldIDs: fieldIDs), after: next) { page in
            for entry in page.rows {
                let id = OrganizationID(entry.entityID)
                if organizations.contains(id) { try await insert(entry, of: id, list, fieldIDs, into: &view) }
            }
            pages += 1
            progress("\(list.name): \(pages) pages")
        }
    }

    /// One request an organization gives its rows on all lists, with all their cells (v2 sheet §3.2).
    private func readEach(
        _ organizations: Set<OrganizationID>, _ list: PlannedList, fieldIDs: [FieldID], into view: inout AccountView
    ) async throws {
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
                try await insert(entry, of: organization, list, fieldIDs, into: &view)
            }
        }
    }

    private func insert(
        _ entry: ListEntry, of organization: OrganizationID, _ list: PlannedList, _ fieldIDs: [FieldID], into view: inout AccountView
    ) async throws {
        let fields = try await LongCells(client, fieldIDs: fieldIDs).complete(entry.fields) { field, type in
            AffinityAPI.listEntryValues(list.id, entry.id, field, type: type)
        }
        view.insert(
            entry.id, of: organization, on: list.id, fields: fields, since: CalendarDate(iso: entry.createdAt.prefix(10)))
    }
}
