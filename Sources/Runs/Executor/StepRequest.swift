import Affinity
import PipelineSpec
import Planning

/// Sends one write, and again where a refusal says only that Affinity is not ready for it yet.
struct StepRequest: Sendable {
    /// How long a record that was just made through v1 may be unknown to v2 (v2 sheet §6.8), in pieces.
    static let pausesForNewRecords: [Duration] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2), .seconds(4)]

    let session: Session
    let row: PlannedRow
    let step: RowStep

    private var writer: any RecordWriter { session.writer }

    /// - Returns: What was made or written to.
    func send(_ progress: inout UnitProgress) async -> Result<Made, AffinityError> {
        var pauses = Self.pausesForNewRecords[...]
        var followed = false
        while true {
            session.countRequest()
            do {
                return .success(try await request(progress))
            } catch {
                guard case .refused(let refusal) = error else { return .failure(error) }
                if let merge = refusal.merged, !followed, merge.old == progress.id(of: step.record)?.rawValue {
                    // A colleague merged the record into another since the plan (v1 sheet §22.13).
                    followed = true
                    progress.merged(step.record, into: RecordID(merge.new))
                } else if refusal.isGone, progress.hasNewRecords, let pause = pauses.popFirst() {
                    guard await session.pause(pause) else { return .failure(.cancelled) }
                } else {
                    return .failure(error)
                }
            }
        }
    }

    private func request(_ progress: UnitProgress) async throws(AffinityError) -> Made {
        switch step.kind {
        case .create: return try await create(progress)
        case .rename(let name):
            let id = try record(progress)
            try await writer.rename(step.record.kind, id, to: name)
            return Made(id: id.rawValue)
        case .addEntry(let list):
            return Made(id: try await writer.addEntry(list: list, entity: try record(progress)).rawValue)
        case .updateEntry(let list, let updates):
            // A row that names an entry of its own means that one.
            let own = row.entries.first { $0.record == step.record.index && $0.list == list && $0.action == .present }?.id
            guard let entry = own ?? progress.entry(of: step.record, on: list) else { throw Self.missing("the list entry") }
            try await writer.update(.entry(list, entry), session.options.resolved(updates))
            return Made(id: entry.rawValue)
        case .updateRecord(let updates):
            let id = try record(progress)
            try await writer.update(.record(step.record.kind, id), session.options.resolved(updates))
            return Made(id: id.rawValue)
        case .addNote(let note):
            return Made(id: try await writer.addNote(note, kind: step.record.kind, id: try record(progress)))
        }
    }

    private func create(_ progress: UnitProgress) async throws(AffinityError) -> Made {
        let record = step.record
        let details = record.details ?? PlannedRecord.Details()
        switch record.kind {
        case .organization: return Made(id: try await writer.createOrganization(name: record.name, domain: record.key).rawValue)
        case .person:
            let organizations = try links(details.organizations, progress).map { OrganizationID($0) }
            return Made(
                id: try await writer.createPerson(
                    firstName: details.firstName, lastName: details.lastName, emails: details.emails, organizations: organizations
                ).rawValue)
        case .opportunity:
            guard let list = details.list else { throw Self.missing("the list of the opportunity") }
            let organizations = try links(details.organizations, progress).map { OrganizationID($0) }
            let persons = try links(details.persons, progress).map { PersonID($0) }
            return try await writer.createOpportunity(name: record.name, list: list, organizations: organizations, persons: persons)
        }
    }

    private func links(_ links: [PlannedRecord.Details.Link], _ progress: UnitProgress) throws(AffinityError) -> [Int64] {
        var ids: [Int64] = []
        for link in links {
            switch link {
            case .id(let id): ids.append(id)
            case .record(let index):
                guard let record = row.record(index), let id = progress.id(of: record) else { throw Self.missing("the linked record") }
                ids.append(id.rawValue)
            }
        }
        return ids
    }

    private func record(_ progress: UnitProgress) throws(AffinityError) -> RecordID {
        guard let id = progress.id(of: step.record) else { throw Self.missing("the \(step.record.kind.rawValue)") }
        return id
    }

    /// A plan that writes to something it neither found nor makes: refused here, as Affinity would.
    private static func missing(_ what: String) -> AffinityError {
        .refused(Refusal(status: 404, messages: [.init(text: "the plan does not say which \(what) to write to")], request: "nothing"))
    }
}
