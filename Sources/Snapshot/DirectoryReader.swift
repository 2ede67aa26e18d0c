package import Affinity
package import PipelineSpec
package import Planning
import Text

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
    private var client: AffinityClient
    private let progress: @Sendable (String) -> Void
    /// Is told which way was chosen, with its numbers and those of the other.
    private let explain: @Sendable (String) -> Void
    private let keys: [CreateRecords.Key]
    private let usesSharedDirectory: Bool

    package init(
        _ client: AffinityClient, keys: [CreateRecords.Key], sharedDirectory: CreateRecords.SharedDirectory = .use,
        explain: @escaping @Sendable (String) -> Void = { _ in }, progress: @escaping @Sendable (String) -> Void
    ) {
        self.client = client
        self.explain = explain
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
        var reader = self
        // What was not there lately may be there now, and only a count tells that nothing was added.
        if size.stated == nil { reader.client = client.uncached }
        return try await reader.read(table, fieldIDs: fieldIDs, fieldKeys: fieldKeys, of: size, references: &references)
    }

    private func read(
        _ table: IdentityTable, fieldIDs: [FieldID], fieldKeys: [BoundSource.FieldKey], of size: Size,
        references: inout CompanyReferences
    ) async throws -> RecordIndex {
        let mustScan = !fieldKeys.isEmpty
        var lookedUp: RecordIndex?
        let count = size.stated
        if !mustScan, try !isScanBetter(size, table, references) {
            let index = try await lookUp(table, fieldIDs: fieldIDs, insteadOf: count.map(AffinityAPI.pages))
            // What could not be looked for in every spelling, the whole directory tells.
            if case .hidden = size, let index { return index }
            if let index, !index.hasUnfinishedSearches { return index }
            lookedUp = index
        } else if mustScan {
            explain("organizations: the whole directory\(Self.inPages(count)), since rows are matched by a field, which no search shows")
        }
        var index = RecordIndex(wantedBy: [])
        do {
            try await CompleteReading.read("the directory of organizations", stated: count) {
                try await client.uncached.send(AffinityAPI.countOrganizations())
            } _: {
                let read: Int
                (index, read) = try await scan(table, fieldIDs: fieldIDs, fieldKeys, of: count, &references)
                return read
            }
            references.hasSeenDirectory = true
        } catch AffinityError.forbidden where !mustScan {
            if let lookedUp { return lookedUp }
            explain("organizations: this key may not read the directory; looking up instead")
            return try await lookUp(table, fieldIDs: fieldIDs) ?? RecordIndex(wantedBy: table)
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

        var stated: Int? { if case .count(let count) = self { count } else { nil } }
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
        if case .hidden = size {
            explain("organizations: looking up, since this key may not read the directory")
            return false
        }
        // A search shows the shared directory too, and does not say which of its companies the account uses.
        if !usesSharedDirectory {
            explain("organizations: the whole directory\(Self.inPages(size.stated)) (shared-directory: ignore)")
            return true
        }
        // A domain that the account does not have takes one more search either way: by its name, or in the shared directory.
        var searches = references.searches
        for index in table.indices {
            if table.traits(at: index).contains(.unique), keys.contains(.domain) {
                searches += 1
            } else if keys.contains(.name), let name = try table.name(at: index) {
                searches += NameSearch.searches(for: name)
            }
        }
        let asked = "\(Numbers.count(table.count, "company", "companies")) up takes \(Numbers.count(searches, "request")) at least"
        guard case .count(let count) = size else {
            let isScan = searches > Self.searchesAtMost
            explain("organizations: \(isScan ? "the whole directory, however long" : "looking up"); looking \(asked)")
            return isScan
        }
        let isScan = AffinityAPI.pages(ofRows: count) <= searches
        let pages = "the directory\(Self.inPages(count))"
        explain("organizations: " + (isScan ? "\(pages); looking \(asked)" : "looking \(asked); \(pages)"))
        return isScan
    }

    private static func inPages(_ count: Int?) -> String {
        count.map { " in \(Numbers.count(AffinityAPI.pages(ofRows: $0), "request"))" } ?? ""
    }

    // MARK: In pages

    private func scan(
        _ table: IdentityTable, fieldIDs: [FieldID], _ fieldKeys: [BoundSource.FieldKey], of count: Int?,
        _ references: inout CompanyReferences
    ) async throws -> (RecordIndex, read: Int) {
        var index = try RecordIndex(wantedBy: table)
        let pages = count.map(AffinityAPI.pages)
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
        index.sharedLookUps = asking.count
        explain(
            "organizations: \(Numbers.count(asking.count, "request")) for the domains that the account lacks, in Affinity's shared directory"
        )
        let known = Set(index.candidates.map(\.id))
        _ = try await forEachSlice(of: asking.indices, done: "looked up in Affinity's shared directory") { [client] place in
            let identity = try table.identity(at: Int(asking[place]))
            return (identity, try await NameSearch.organizations(client).find(terms: [identity.unique].compactMap(\.self), piece: nil))
        } insert: { found in
            for (identity, found) in found {
                for organization in found.rows { index.insert(organization) }
                index.add(found, of: identity)
            }
        }
        try await addCells(fieldIDs, of: index.candidates.map(\.id).filter { !known.contains($0) }, to: &index)
    }

    // MARK: By searches

    /// - Parameter pages: of the directory, which is read instead as soon as what is left to look up would take more.
    /// - Returns: nil when it is.
    private func lookUp(_ table: IdentityTable, fieldIDs: [FieldID], insteadOf pages: Int? = nil) async throws -> RecordIndex? {
        var index = try RecordIndex(wantedBy: table)
        let before = client.counters.requests
        let isWhole = try await forEachSlice(of: table.indices, done: "looked up") { place in
            let identity = try table.identity(at: place)
            return (identity, try await search(identity, name: table.name(at: place)))
        } insert: { found in
            for (identity, found) in found {
                for organization in found.rows { index.insert(organization) }
                index.add(found, of: identity)
            }
        } isGoodSoFar: { end in
            guard let pages else { return true }
            let each = Double(client.counters.requests - before) / Double(end)
            // A domain that the account lacks takes one search either way.
            let left = table.indices[end...].reduce(0.0) { $0 + each - (table.traits(at: $1).contains(.unique) ? 1 : 0) }
            guard left > Double(pages) else { return true }
            explain(
                "organizations: looking the other \(Numbers.grouped(table.count - end)) up would take \(Numbers.grouped(Int(left))) requests more than "
                    + "was thought; the directory in \(Numbers.count(pages, "request"))")
            return false
        }
        guard isWhole else { return nil }
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

    /// - Parameters:
    ///   - insert: is given what was found for a slice.
    ///   - isGoodSoFar: whether to go on, after so many places.
    /// - Returns: whether it came to the end.
    private func forEachSlice<Found: Sendable>(
        of places: Range<Int>, done: String, _ search: @escaping @Sendable (Int) async throws -> Found, insert: ([Found]) throws -> Void,
        isGoodSoFar: (Int) -> Bool = { _ in true }
    ) async throws -> Bool {
        for start in stride(from: 0, to: places.count, by: Self.slice) {
            let end = min(start + Self.slice, places.count)
            let found = try await withThrowingTaskGroup(of: Found.self) { group in
                for place in start..<end { group.addTask { try await search(place) } }
                return try await group.reduce(into: [Found]()) { $0.append($1) }
            }
            try insert(found)
            progress("organizations: \(end) of \(places.count) \(done)")
            if end < places.count, !isGoodSoFar(end) { return false }
        }
        return true
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
