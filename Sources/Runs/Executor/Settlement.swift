import Affinity
import Planning

/// Finds out whether a create without an answer took effect, by looking for what it would have made.
struct Settlement: Sendable {
    enum Finding: Sendable {
        case found(Int64)
        case nothing
        /// For a person to decide: several could be it, or Affinity refuses to look.
        case undecided(RowProblem)
        case stopped
    }

    static let pause: Duration = .seconds(2)
    /// The clocks of this machine and of Affinity may differ by so much, in milliseconds.
    static let clockSkew: Int64 = 300_000

    let worker: StepWorker
    /// From when on the request was not under way any more.
    let since: Int64

    private var session: Session { worker.session }

    func settle(_ progress: inout UnitProgress) async throws(RunFileError) -> Finding {
        // For entries too: reads by id see them at once (v1 sheet §5.3), but after a 504 the add may still be at work.
        let deadline = since + session.options.searchLag.milliseconds
        var followed = false
        while true {
            let now = session.now()
            let candidates: [Candidate]
            switch await look(progress) {
            case .failure(.refused(let refusal)):
                if let merge = refusal.merged, !followed, merge.old == progress.organization?.rawValue {
                    // A colleague merged the organization since the add (v1 sheet §22.13): its entries went with it.
                    followed = true
                    progress.merged(into: OrganizationID(merge.new))
                    continue
                }
                return .undecided(worker.lookupProblem(refusal))
            case .failure(let error):
                session.stop(error == .cancelled ? .asked : .affinity(error))
                return .stopped
            case .success(let found): candidates = try unknown(found)
            }
            if candidates.count > 1 { return .undecided(problem(candidates)) }
            if let candidate = candidates.first { return .found(candidate.id) }
            if now >= deadline { return .nothing }
            guard await session.pause(min(Self.pause, .milliseconds(deadline - now))) else { return .stopped }
        }
    }

    private struct Candidate: Sendable {
        var id: Int64
        var label: String
    }

    private func look(_ progress: UnitProgress) async -> Result<[Candidate], AffinityError> {
        do throws(AffinityError) {
            switch worker.step.kind {
            case .createOrganization(let name, let domain):
                return .success(try await organizations(name: name, domain: domain))
            case .addEntry(let list):
                guard let organization = progress.organization else { return .success([]) }
                session.countRequest()
                return .success(
                    try await session.writer.entries(of: organization, on: list)
                        .filter { $0.listID == list && isRecent($0) }
                        .map { Candidate(id: $0.id.rawValue, label: "added \($0.createdAt)") })
            case .renameOrganization, .updateEntry, .updateOrganization: return .success([])
            }
        } catch {
            return .failure(error)
        }
    }

    /// Own organizations that are exactly what would have been made: never one of the shared directory, which nobody creates.
    private func organizations(name: String, domain: String?) async throws(AffinityError) -> [Candidate] {
        var found: [Organization] = []
        if let domain {
            session.countRequest()
            found = try await session.writer.findOrganizations(domain: domain)
        }
        func candidates() -> [Organization] {
            found.filter { organization in
                !organization.isGlobal && Self.folded(organization.name) == Self.folded(name)
                    && (domain.map { wanted in organization.domains.contains { $0.lowercased() == wanted.lowercased() } }
                        ?? organization.domains.isEmpty)
            }
        }
        if candidates().isEmpty {
            session.countRequest()
            found = try await session.writer.findOrganizations(name: name)
        }
        var seen: Set<OrganizationID> = []
        return candidates().filter { seen.insert($0.id).inserted }.map {
            Candidate(id: $0.id.rawValue, label: ([$0.name] + $0.domains).joined(separator: ", "))
        }
    }

    private static func folded(_ name: String) -> String {
        name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// An entry from long before the plan was there already (`when-present: add-again` leaves it).
    private func isRecent(_ entry: ListEntry) -> Bool {
        guard let created = Timestamp.milliseconds(entry.createdAt) else { return true }
        return created >= session.plannedAt - Self.clockSkew
    }

    /// Leaves out what the plan or another write of the run knows.
    private func unknown(_ candidates: [Candidate]) throws(RunFileError) -> [Candidate] {
        var left: [Candidate] = []
        for candidate in candidates {
            let known: Bool
            if case .addEntry = worker.step.kind {
                let isPlanned = worker.row.entries.contains { $0.id?.rawValue == candidate.id }
                known = isPlanned ? true : try session.file.knowsEntry(candidate.id)
            } else {
                known = try session.file.knowsOrganization(candidate.id, except: worker.row.row)
            }
            if !known { left.append(candidate) }
        }
        return left
    }

    private func problem(_ candidates: [Candidate]) -> RowProblem {
        let ids = candidates.map { "\($0.id) (\($0.label))" }.joined(separator: " and ")
        let isEntry = if case .addEntry = worker.step.kind { true } else { false }
        return RowProblem(
            step: worker.step.pipelineStep, code: isEntry ? "A902" : "A901",
            reason:
                "no answer came when \(isEntry ? "the list entry was added" : "the organization was created"), and more than one could be it: \(ids)",
            hint: "merge or delete all but one of them in Affinity, then import this row again")
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
