package import Affinity
package import PipelineSpec
package import Planning

/// Finds the organizations that a spreadsheet may mean, the cheaper way: the account's whole directory in pages of 100, or one search
/// for each company of the file. Both find the same:
///
/// | what it looks for | in pages | by searches |
/// | --- | --- | --- |
/// | the account's own, by domain or name | in the pages | by the domain, and by the name in all spellings where the domain does not decide |
/// | Affinity's shared directory, by domain | one search for each domain that no page had | in the same searches |
///
/// Affinity's shared directory shows in searches only (AffinityAPI.md#searching-organizations). By name alone nobody is taken from there:
/// a name says too
/// little about a stranger, so a row without a domain needs no such search.
package struct DirectoryReader: Sendable {
    private let client: AffinityClient
    private let progress: @Sendable (String) -> Void
    private let keys: [CreateRecords.Key]
    private let usesSharedDirectory: Bool

    package init(
        _ client: AffinityClient, keys: [CreateRecords.Key], sharedDirectory: CreateRecords.SharedDirectory = .use,
        progress: @escaping @Sendable (String) -> Void
    ) {
        self.client = client
        self.keys = keys
        usesSharedDirectory = sharedDirectory == .use
        self.progress = progress
    }

    /// - Parameters:
    ///   - fieldIDs: the organization's own fields whose cells the plan compares.
    ///   - fieldKeys: fields of theirs that rows are matched by; only the whole directory shows those.
    ///   - references: what the cells refer to is found on the way, where the whole directory is read.
    package func read(
        _ table: IdentityTable, fieldIDs: [FieldID], fieldKeys: [BoundSource.FieldKey] = [], references: inout CompanyReferences
    ) async throws -> RecordIndex {
        guard !table.isEmpty else { return RecordIndex(wantedBy: []) }
        let size = try await directorySize()
        let mustScan = !fieldKeys.isEmpty
        var lookedUp: RecordIndex?
        if !mustScan, try !isScanBetter(size, table, references) {
            let index = try await lookUp(table, fieldIDs: fieldIDs)
            // What could not be looked for in every spelling, the whole directory tells.
            if case .hidden = size { return index }
            guard index.hasUnfinishedSearches else { return index }
            lookedUp = index
        }
        let count: Int? = if case .count(let count) = size { count } else { nil }
        var index = RecordIndex(wantedBy: [])
        do {
            try await CompleteReading.read("the directory of organizations", stated: count) {
                try await client.send(AffinityAPI.countOrganizations())
            } _: {
                let read: Int
                (index, read) = try await scan(table, fieldIDs: fieldIDs, fieldKeys, of: count, &references)
                return read
            }
            references.hasSeenDirectory = true
        } catch AffinityError.forbidden where !mustScan {
            if let lookedUp { return lookedUp }
            return try await lookUp(table, fieldIDs: fieldIDs)
        }
        if usesSharedDirectory { try await lookUpShared(table, fieldIDs: fieldIDs, in: &index) }
        return index
    }

    // MARK: Which way

    private enum Size {
        case count(Int)
        /// Affinity does not say: the count comes from a search that is beta (AffinityAPI.md#filters-and-searches).
        case unknown
        /// The key may not read the directory.
        case hidden
    }

    private func directorySize() async throws(AffinityError) -> Size {
        do {
            guard let count = try await client.send(AffinityAPI.countOrganizations()) else { return .unknown }
            return .count(count)
        } catch {
            switch error {
            case .forbidden: return .hidden
            case .refused: return .unknown
            default: throw error
            }
        }
    }

    /// Without a count of the directory, a file of more companies than this is worth a scan.
    private static let searchesAtMost = 200

    private func isScanBetter(_ size: Size, _ table: IdentityTable, _ references: CompanyReferences) throws -> Bool {
        if case .hidden = size { return false }
        // A search shows the shared directory too, and does not say which of its companies the account uses.
        if !usesSharedDirectory { return true }
        // A domain that the account does not have takes one more search either way: by its name, or in the shared directory.
        var searches = references.searches
        for index in table.indices {
            if table.traits(at: index).contains(.unique), keys.contains(.domain) {
                searches += 1
            } else if keys.contains(.name), let name = try table.name(at: index) {
                searches += NameSearch.searches(for: name)
            }
        }
        return if case .count(let count) = size { Self.pages(count) <= searches } else { searches > Self.searchesAtMost }
    }

    private static func pages(_ count: Int) -> Int { (count + AffinityAPI.rowsPerPage - 1) / AffinityAPI.rowsPerPage }

    // MARK: In pages

    private func scan(
        _ table: IdentityTable, fieldIDs: [FieldID], _ fieldKeys: [BoundSource.FieldKey], of count: Int?,
        _ references: inout CompanyReferences
    ) async throws -> (RecordIndex, read: Int) {
        var index = try RecordIndex(wantedBy: table)
        let pages = count.map(Self.pages)
        var read = 0
        var odd = 0
        // Pages shift while others write: one may come twice.
        var seen = Set<OrganizationID>()
        try await client.forEachPage(AffinityAPI.organizations(fieldIDs: fieldIDs)) { page in
            for organization in page.rows {
                index.insert(organization)
                for key in fieldKeys.keys(in: organization.fields) { index.insert(RecordIndex.Candidate(organization), under: key) }
                references.insert(organization)
                seen.insert(organization.id)
            }
            odd += page.odd.count
            read += 1
            progress("organizations: \(read)\(pages.map { " of \($0)" } ?? "") pages")
        }
        return (index, seen.count + odd)
    }

    /// The companies of Affinity's shared directory that rows mean: a scan of the account's own does not show them, and a row that one
    /// of them fits must not make a private copy of it (AffinityAPI.md#creating-organizations).
    private func lookUpShared(_ table: IdentityTable, fieldIDs: [FieldID], in index: inout RecordIndex) async throws {
        let matcher = Matcher(keys: keys, index: index)
        // The identities whose domains are asked for, each domain once.
        let asking = try table.firstsOfEachUnique(where: matcher.isDomainMissing)
        guard !asking.isEmpty else { return }
        let known = Set(index.candidates.map(\.id))
        try await forEachSlice(of: asking.indices, done: "looked up in Affinity's shared directory") { [client] place in
            let identity = try table.identity(at: Int(asking[place]))
            return (identity, try await NameSearch.organizations(client).find(terms: [identity.unique].compactMap(\.self), piece: nil))
        } insert: { identity, found in
            for organization in found.rows { index.insert(organization) }
            index.add(found, of: identity)
        }
        try await addCells(fieldIDs, of: index.candidates.map(\.id).filter { !known.contains($0) }, to: &index)
    }

    // MARK: By searches

    private func lookUp(_ table: IdentityTable, fieldIDs: [FieldID]) async throws -> RecordIndex {
        var index = try RecordIndex(wantedBy: table)
        try await forEachSlice(of: table.indices, done: "looked up") { place in
            let identity = try table.identity(at: place)
            return (identity, try await search(identity, name: table.name(at: place)))
        } insert: { identity, found in
            for organization in found.rows { index.insert(organization) }
            index.add(found, of: identity)
        }
        try await addCells(fieldIDs, of: index.candidates.map(\.id), to: &index)
        return index
    }

    /// The searches of one company, by domain and by name as written all pages: results have no known order, and a short domain is a part of
    /// many.
    private func search(_ identity: Identity, name: String?) async throws -> NameSearch<Organization>.Found {
        var found = NameSearch<Organization>.Found()
        if keys.contains(.domain), let domain = identity.unique {
            found = try await NameSearch.organizations(client).find(terms: [domain], piece: nil)
            let candidates = found.rows.map(RecordIndex.Candidate.init).filter { $0.keys.contains(domain) }
            if keys.first == .domain, RecordIndex.Candidate.theOne(of: Self.distinct(candidates)) != nil { return found }
        }
        guard keys.contains(.name), let name else { return found }
        let named = try await NameSearch.organizations(client).find(name)
        found.rows += named.rows
        found.unfinishedSearch = named.unfinishedSearch
        found.refusal = found.refusal ?? named.refusal
        return found
    }

    /// Pages shift while others write: a row may come twice.
    private static func distinct(_ candidates: [RecordIndex.Candidate]) -> [RecordIndex.Candidate] {
        var seen = Set<RecordID>()
        return candidates.filter { seen.insert($0.id).inserted }
    }

    // MARK: Both

    private static let slice = 64

    private func forEachSlice<Found: Sendable>(
        of places: Range<Int>, done: String, _ search: @escaping @Sendable (Int) async throws -> Found, insert: (Found) throws -> Void
    ) async throws {
        for start in stride(from: 0, to: places.count, by: Self.slice) {
            let end = min(start + Self.slice, places.count)
            try await withThrowingTaskGroup(of: Found.self) { group in
                for place in start..<end { group.addTask { try await search(place) } }
                for try await found in group { try insert(found) }
            }
            progress("organizations: \(end) of \(places.count) \(done)")
        }
    }

    /// A search shows no cells; whole records do.
    private func addCells(_ fieldIDs: [FieldID], of ids: [RecordID], to index: inout RecordIndex) async throws {
        guard !fieldIDs.isEmpty, !ids.isEmpty else { return }
        let records = try await RecordReader(client, kind: .organization, fieldIDs: fieldIDs).read(ids.sorted())
        for record in records { index.setFields(record.fields, of: record.id) }
    }
}

extension RecordIndex {
    /// What could not be looked for.
    fileprivate mutating func add(_ found: NameSearch<Organization>.Found, of identity: Identity) {
        if let reason = found.unfinishedSearch, let name = identity.nameKey { addUnfinishedSearch(name, reason) }
        if let reason = found.refusal, let text = identity.unique ?? identity.nameKey { addRefusedSearch(text, reason) }
    }
}
