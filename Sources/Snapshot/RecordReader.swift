import Affinity
import PipelineSpec
import Planning
import Text

/// Reads records by their ids with the cells that the plan compares: a hundred at a time, and one by one where the key may not read
/// several (AffinityAPI.md#permissions). Ids that belong to no record are missing from what is found.
struct RecordReader: Sendable {
    private let client: AffinityClient
    private let kind: RecordKind
    private let fieldIDs: [FieldID]
    private let progress: @Sendable (String) -> Void

    init(_ client: AffinityClient, kind: RecordKind, fieldIDs: [FieldID], progress: @escaping @Sendable (String) -> Void = { _ in }) {
        self.client = client
        self.kind = kind
        self.fieldIDs = fieldIDs
        self.progress = progress
    }

    func read(_ all: [RecordID]) async throws -> [RecordIndex.Candidate] {
        let ids = all.filter(\.isPossible)
        var found: [RecordIndex.Candidate] = []
        for start in stride(from: 0, to: ids.count, by: AffinityAPI.maximumIDsPerCall) {
            let some = Array(ids[start..<min(start + AffinityAPI.maximumIDsPerCall, ids.count)])
            do {
                found += try await together(some)
            } catch AffinityError.forbidden where kind != .opportunity {
                return found + (try await alone(ids[start...]))
            }
            progress("\(kind.plural): \(start + some.count) of \(ids.count) by id")
        }
        return found
    }

    private func together(_ ids: [RecordID]) async throws -> [RecordIndex.Candidate] {
        switch kind {
        case .organization:
            return try await client.all(AffinityAPI.organizations(ids: ids.map { OrganizationID($0) }, fieldIDs: fieldIDs))
                .map(RecordIndex.Candidate.init)
        case .person:
            return try await client.all(AffinityAPI.persons(ids: ids.map { PersonID($0) }, fieldIDs: fieldIDs)).map(
                RecordIndex.Candidate.init)
        case .opportunity:
            return try await client.all(AffinityAPI.opportunities(ids: ids.map { OpportunityID($0) })).map {
                RecordIndex.Candidate(id: RecordID($0.id), name: $0.name)
            }
        }
    }

    private static let slice = 64

    private func alone(_ ids: ArraySlice<RecordID>) async throws -> [RecordIndex.Candidate] {
        var found: [RecordIndex.Candidate] = []
        for start in stride(from: ids.startIndex, to: ids.endIndex, by: Self.slice) {
            let end = min(start + Self.slice, ids.endIndex)
            try await withThrowingTaskGroup(of: RecordIndex.Candidate?.self) { group in
                for id in ids[start..<end] { group.addTask { try await record(id) } }
                for try await case let record? in group { found.append(record) }
            }
            progress("\(kind.plural): \(end - ids.startIndex) of \(ids.count) by id")
        }
        return found.sorted { $0.id < $1.id }
    }

    private func record(_ id: RecordID) async throws -> RecordIndex.Candidate? {
        do {
            return kind == .person
                ? .init(try await client.send(AffinityAPI.personRecord(PersonID(id), fieldIDs: fieldIDs)))
                : .init(try await client.send(AffinityAPI.organizationRecord(OrganizationID(id), fieldIDs: fieldIDs)))
        } catch AffinityError.refused {
            // Deleted, merged or never there.
            return nil
        }
    }
}

extension RecordIndex.Candidate {
    init(_ organization: Organization) {
        self.init(
            id: RecordID(organization.id), name: organization.name, keys: organization.domains.map { CanonicalDomain.comparable($0) },
            isGlobal: organization.isGlobal, fields: organization.fields)
    }

    init(_ person: Person) {
        self.init(
            id: RecordID(person.id), name: person.fullName, keys: person.emailAddresses.map { $0.lowercased() }, fields: person.fields)
    }
}
