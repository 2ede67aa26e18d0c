package import Affinity
package import PipelineSpec
package import Planning
import Text

/// Reads the entries of the records found, with the cells that the pipeline sets: the whole list in pages of 100, or
/// record by record where that takes fewer requests.
package struct EntryReader: Sendable {
    private var client: AffinityClient
    private let kind: RecordKind
    private let progress: @Sendable (String) -> Void

    package init(_ client: AffinityClient, kind: RecordKind = .organization, progress: @escaping @Sendable (String) -> Void) {
        self.client = client
        self.kind = kind
        self.progress = progress
    }

    /// Adds to `view` the entries on `list` of the records that it names.
    package func read(_ list: PlannedList, fieldIDs: [FieldID], into view: inout StageView) async throws {
        // The first page also tells whether the key may export the list, which writing to its fields takes too
        // (AffinityAPI.md#permissions):
        // better said now than after the first organizations are made.
        let first = try await client.page(AffinityAPI.listEntries(list.id, fieldIDs: fieldIDs))
        let records = view.records
        guard !records.isEmpty else { return }
        let size = try await client.count(AffinityAPI.listSize(list.id))
        // Entries may have been added since a page was kept, and only a count tells.
        if size == nil, client.hasCache { return try await uncached.read(list, fieldIDs: fieldIDs, into: &view) }
        let isLong = kind == .organization && first.next != nil && records.count <= Self.fewRecords
        if isLong, let size, size > records.count * AffinityAPI.rowsPerPage {
            return try await readEach(records, list, fieldIDs: fieldIDs, into: &view)
        }
        var start: Page<ListEntry>? = first
        try await complete(list, size: size) {
            defer { start = nil }
            return try await readAll(from: start, records, list, fieldIDs: fieldIDs, into: &view)
        }
    }

    private var uncached: Self {
        var reader = self
        reader.client = client.uncached
        return reader
    }

    private func complete(_ list: PlannedList, size: Int?, _ pass: () async throws -> Int) async throws {
        try await CompleteReading.read("the list \(list.name)", stated: size) {
            try await client.uncached.count(AffinityAPI.listSize(list.id))
        } _: {
            try await pass()
        }
    }

    /// Every entry of a list, with the given cells whole; some of them more than once, where less came at first than the list has.
    package func forEach(
        of list: PlannedList, fieldIDs: [FieldID], _ body: (ListEntry, [FieldValue]) throws -> Void
    ) async throws {
        let size = try await client.count(AffinityAPI.listSize(list.id))
        let client = size == nil ? client.uncached : client
        try await complete(list, size: size) {
            var pages = 0
            var odd = 0
            var seen = Set<ListEntryID>()
            try await client.forEachPage(AffinityAPI.listEntries(list.id, fieldIDs: fieldIDs)) { page in
                for entry in page.rows {
                    try body(entry, try await complete(entry, list, fieldIDs))
                    seen.insert(entry.id)
                }
                odd += page.odd.count
                pages += 1
                progress("\(list.name): \(Self.pages(pages))")
            }
            return seen.count + odd
        }
    }

    private static func pages(_ count: Int) -> String { count == 1 ? "1 page" : "\(count) pages" }

    /// Only so few are worth the question how long the list is.
    private static let fewRecords = 100

    /// - Parameter first: the first page, where it was read already.
    /// - Returns: how many different entries came.
    private func readAll(
        from first: Page<ListEntry>?, _ records: Set<RecordID>, _ list: PlannedList, fieldIDs: [FieldID],
        into view: inout StageView
    ) async throws -> Int {
        var pages = 0
        var odd = 0
        var seen = Set<ListEntryID>()
        func take(_ page: Page<ListEntry>) async throws {
            for entry in page.rows {
                let id = RecordID(entry.entityID)
                if records.contains(id) { try await insert(entry, of: id, list, fieldIDs, into: &view) }
                seen.insert(entry.id)
            }
            odd += page.odd.count
            pages += 1
            if pages > 1 { progress("\(list.name): \(pages) pages") }
        }
        if let first { try await take(first) }
        if first == nil || first?.next != nil {
            // Without a field id Affinity sends no cells at all, which is right when none is set (AffinityAPI.md#list-entries).
            try await client.forEachPage(AffinityAPI.listEntries(list.id, fieldIDs: fieldIDs), after: first?.next, take)
        }
        return seen.count + odd
    }

    /// One request an organization gives its rows on all lists, with all their cells (AffinityAPI.md#organization-objects).
    private func readEach(
        _ records: Set<RecordID>, _ list: PlannedList, fieldIDs: [FieldID], into view: inout StageView
    ) async throws {
        let found = try await withThrowingTaskGroup(of: (RecordID, [ListEntry]).self) { group in
            for record in records {
                group.addTask { [client] in (record, try await client.all(AffinityAPI.listEntries(of: OrganizationID(record)))) }
            }
            var found: [(RecordID, [ListEntry])] = []
            for try await pair in group { found.append(pair) }
            return found
        }
        for (record, entries) in found {
            for entry in entries where entry.listID == list.id {
                try await insert(entry, of: record, list, fieldIDs, into: &view)
            }
        }
    }

    private func insert(
        _ entry: ListEntry, of record: RecordID, _ list: PlannedList, _ fieldIDs: [FieldID], into view: inout StageView
    ) async throws {
        let fields = try await complete(entry, list, fieldIDs)
        view.insert(
            entry.id, of: record, on: list.id, fields: fields, since: CalendarDate(iso: entry.createdAt.prefix(10)))
    }

    private func complete(_ entry: ListEntry, _ list: PlannedList, _ fieldIDs: [FieldID]) async throws -> [FieldValue] {
        try await TruncatedCells(client, fieldIDs: fieldIDs).complete(entry.fields, of: entry.id, on: list.id)
    }
}
