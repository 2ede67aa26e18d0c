import Affinity
import Planning

/// Sends one write, and again where a refusal says only that Affinity is not ready for it yet.
struct StepRequest: Sendable {
    /// How long a record that was just made through v1 may be unknown to v2 (v2 sheet §6.8), in pieces.
    static let pausesForNewRecords: [Duration] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2), .seconds(4)]

    let session: Session
    let row: PlannedRow
    let step: RowStep

    /// - Returns: The id of what was made or written to.
    func send(_ progress: inout UnitProgress) async -> Result<Int64, AffinityError> {
        var pauses = Self.pausesForNewRecords[...]
        var followed = false
        while true {
            session.countRequest()
            do {
                return .success(try await request(progress))
            } catch {
                guard case .refused(let refusal) = error else { return .failure(error) }
                if let merge = refusal.merged, !followed, merge.old == progress.organization?.rawValue {
                    // A colleague merged the organization into another since the plan (v1 sheet §22.13).
                    followed = true
                    progress.merged(into: OrganizationID(merge.new))
                } else if refusal.isGone, progress.hasNewRecords, let pause = pauses.popFirst() {
                    guard await session.pause(pause) else { return .failure(.cancelled) }
                } else {
                    return .failure(error)
                }
            }
        }
    }

    private func request(_ progress: UnitProgress) async throws(AffinityError) -> Int64 {
        let writer = session.writer
        switch step.kind {
        case .createOrganization(let name, let domain):
            return try await writer.createOrganization(name: name, domain: domain).rawValue
        case .renameOrganization(let name):
            let organization = try organization(progress)
            try await writer.renameOrganization(organization, to: name)
            return organization.rawValue
        case .addEntry(let list):
            return try await writer.addEntry(list: list, organization: try organization(progress)).rawValue
        case .updateEntry(let list, let updates):
            guard let entry = progress.entries[list] else { throw Self.missing("the list entry") }
            try await writer.updateEntryFields(list: list, entry: entry, updates)
            return entry.rawValue
        case .updateOrganization(let updates):
            let organization = try organization(progress)
            try await writer.updateOrganizationFields(organization, updates)
            return organization.rawValue
        }
    }

    private func organization(_ progress: UnitProgress) throws(AffinityError) -> OrganizationID {
        guard let organization = progress.organization else { throw Self.missing("the organization") }
        return organization
    }

    /// A plan that writes to something it neither found nor makes: refused here, as Affinity would.
    private static func missing(_ what: String) -> AffinityError {
        .refused(Refusal(status: 404, messages: [.init(text: "the plan does not say which \(what) to write to")], request: "nothing"))
    }
}
