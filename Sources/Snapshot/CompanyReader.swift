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
        let searches = NameSearch.organizations(client)
        let asked = references.missingTerms.map { (term: $0, isPiece: false) } + references.missingPieces.map { (term: $0, isPiece: true) }
        for start in stride(from: 0, to: asked.count, by: Self.slice) {
            let found = try await withThrowingTaskGroup(of: [Organization].self) { group in
                for (term, isPiece) in asked[start..<min(start + Self.slice, asked.count)] {
                    // A cell whose company is missed all the same is rejected by name: nothing is made for it.
                    group.addTask { try await searches.find(terms: isPiece ? [] : [term], piece: isPiece ? term : nil).rows }
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
        for survivor in found.merged.values { references.want(OrganizationID(survivor)) }
        for organization in found.records { references.insert(organization) }
        return found.merged
    }

    private static let slice = 64
}

/// Reads records by id, one request each: where reading several is not allowed, and for those that it leaves out. Only this way
/// Affinity says into which record another was merged (AffinityAPI.md#errors-of-v1).
struct IDReader: Sendable {
    private let client: AffinityClient

    init(_ client: AffinityClient) {
        self.client = client
    }

    /// At most this many ids that a reading of several left out are asked for one by one. More of them are not merges but a column of
    /// something else, which must not use up the month's calls.
    static let mostLeftOut = 1000

    /// - Returns: those that there are, each once, the survivors of merged ones among them.
    func organizations(_ ids: some Sequence<OrganizationID>) async throws -> FoundRecords<Organization> {
        try await read(ids.map { RecordID($0) }) { [client] in
            try await client.send(AffinityAPI.organization(OrganizationID($0))).organization
        }
    }

    func persons(_ ids: some Sequence<PersonID>) async throws -> FoundRecords<Person> {
        try await read(ids.map { RecordID($0) }) { [client] in try await client.send(AffinityAPI.person(PersonID($0))) }
    }

    private static let slice = 64
    /// A survivor may have been merged in its turn.
    private static let mostMerges = 8

    private func read<Found: Sendable>(
        _ all: [RecordID], _ one: @escaping @Sendable (RecordID) async throws -> Found
    ) async throws -> FoundRecords<Found> {
        let ids = all.filter(\.isPossible)
        var found = FoundRecords<Found>()
        var seen = Set<RecordID>()
        for start in stride(from: 0, to: ids.count, by: Self.slice) {
            let some = ids[start..<min(start + Self.slice, ids.count)]
            try await withThrowingTaskGroup(of: (RecordID, RecordID, Found)?.self) { group in
                for id in some { group.addTask { try await Self.follow(id, one) } }
                for try await case (let asked, let id, let record)? in group {
                    if asked != id { found.merged[asked] = id }
                    if seen.insert(id).inserted { found.records.append(record) }
                }
            }
        }
        return found
    }

    private static func follow<Found>(
        _ asked: RecordID, _ one: (RecordID) async throws -> Found
    ) async throws -> (RecordID, RecordID, Found)? {
        var id = asked
        for _ in 0...mostMerges {
            do {
                return (asked, id, try await one(id))
            } catch let error as AffinityError {
                guard case .refused(let refusal) = error else { throw error }
                guard let merge = refusal.merged, merge.old == id.rawValue else { return nil }
                id = RecordID(merge.new)
            }
        }
        return nil
    }
}
