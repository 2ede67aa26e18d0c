import Affinity

/// Reads records by id, one request each: where reading several is not allowed, and for those that it leaves out. Only this way
/// Affinity says into which record another was merged (AffinityAPI.md#errors-of-v1).
struct IDReader: Sendable {
    private let client: AffinityClient

    init(_ client: AffinityClient) {
        self.client = client
    }

    /// So many ids that a reading of several left out are asked for one by one. More of them are no merges but a column of
    /// something else, which must not use up the month's calls.
    static let mostLeftOut = 1000

    /// - Returns: those that there are, each once, the heirs of merged ones among them.
    func organizations(_ ids: some Sequence<OrganizationID>) async throws -> FoundRecords<Organization> {
        try await read(ids.map { RecordID($0) }) { [client] in
            try await client.send(AffinityAPI.organization(OrganizationID($0))).organization
        }
    }

    func persons(_ ids: some Sequence<PersonID>) async throws -> FoundRecords<Person> {
        try await read(ids.map { RecordID($0) }) { [client] in try await client.send(AffinityAPI.person(PersonID($0))) }
    }

    private static let slice = 64
    /// An heir may have been merged in its turn.
    private static let mostHeirs = 8

    private func read<Found: Sendable>(
        _ ids: [RecordID], _ one: @escaping @Sendable (RecordID) async throws -> Found
    ) async throws -> FoundRecords<Found> {
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
        for _ in 0...mostHeirs {
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
