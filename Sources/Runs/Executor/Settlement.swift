import Affinity
import PipelineSpec
import Planning

/// Finds out whether a create without an answer took effect, by looking for what it would have made.
struct Settlement: Sendable {
    enum Finding: Sendable {
        case found(Made)
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
        let deadline = since + session.settings.searchLag.milliseconds
        var followed = false
        while true {
            let now = session.now()
            let candidates: [Candidate]
            switch await look(progress) {
            case .failure(.refused(let refusal)):
                if let merge = refusal.merged, !followed, merge.old == progress.id(of: worker.step.record)?.rawValue {
                    // A colleague merged the record since the add (v1 sheet §22.13): its entries went with it.
                    followed = true
                    progress.merged(worker.step.record, into: RecordID(merge.new))
                    continue
                }
                return .undecided(worker.lookupProblem(refusal))
            case .failure(let error):
                session.stop(error == .cancelled ? .asked : .affinity(error))
                return .stopped
            case .success(let found): candidates = try unknown(found)
            }
            if candidates.count > 1 { return .undecided(problem(candidates)) }
            if let candidate = candidates.first { return .found(Made(id: candidate.id, entry: candidate.entry)) }
            if now >= deadline { return .nothing }
            guard await session.pause(min(Self.pause, .milliseconds(deadline - now))) else { return .stopped }
        }
    }

    private struct Candidate: Sendable {
        var id: Int64
        var label: String
        /// Of an opportunity, on its list.
        var entry: Int64?
    }

    private func look(_ progress: UnitProgress) async -> Result<[Candidate], AffinityError> {
        do throws(AffinityError) {
            let record = worker.step.record
            switch worker.step.kind {
            case .create:
                switch record.kind {
                case .organization: return .success(try await organizations(name: record.name, domain: record.key))
                case .person: return .success(try await persons(record))
                case .opportunity: return .success(try await opportunities(record))
                }
            case .addEntry(let list):
                guard let id = progress.id(of: record) else { return .success([]) }
                session.countRequest()
                return .success(
                    try await session.writer.entries(of: record.kind, id, on: list)
                        .filter { $0.listID == list && isRecent($0.createdAt) }
                        .map { Candidate(id: $0.id.rawValue, label: "added \($0.createdAt)") })
            case .addNote(let note):
                guard let id = progress.id(of: record) else { return .success([]) }
                session.countRequest()
                let wanted = NoteText.comparable(note.content, isHTML: note.isHTML)
                return .success(
                    try await session.writer.notes(of: record.kind, id)
                        .filter { NoteText.comparable($0.content) == wanted && (note.createdAt != nil || isRecent($0.createdAt)) }
                        .map { Candidate(id: $0.id.rawValue, label: "written \($0.createdAt)") })
            case .rename, .updateEntry, .updateRecord: return .success([])
            }
        } catch {
            return .failure(error)
        }
    }

    /// Persons that are exactly who would have been made; an address says it alone, since no two have the same (v1 sheet §11.4).
    private func persons(_ record: PlannedRecord) async throws(AffinityError) -> [Candidate] {
        let details = record.details ?? PlannedRecord.Details()
        session.countRequest()
        let found = try await session.writer.findPersons(details.emails.first ?? record.name)
        return found.filter { person in
            let emails = person.emailAddresses.map { $0.lowercased() }
            if let email = details.emails.first { return emails.contains(email) }
            return emails.isEmpty && Self.folded(person.fullName) == Self.folded("\(details.firstName) \(details.lastName)")
        }
        .map { Candidate(id: $0.id.rawValue, label: ([$0.fullName] + $0.emailAddresses).joined(separator: ", ")) }
    }

    private func opportunities(_ record: PlannedRecord) async throws(AffinityError) -> [Candidate] {
        session.countRequest()
        return try await session.writer.findOpportunities(record.name)
            .filter { $0.listEntry?.listID == record.details?.list && Self.folded($0.name) == Self.folded(record.name) }
            .map { Candidate(id: $0.id.rawValue, label: $0.name, entry: $0.listEntry?.id.rawValue) }
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

    /// What is from long before the plan was there already (`when-present: add-again` leaves such an entry).
    private func isRecent(_ createdAt: String) -> Bool {
        guard let created = Timestamp.milliseconds(createdAt) else { return true }
        return created >= session.plannedAt - Self.clockSkew
    }

    /// Leaves out what the plan or another write of the run knows.
    private func unknown(_ candidates: [Candidate]) throws(RunFileError) -> [Candidate] {
        var left: [Candidate] = []
        for candidate in candidates {
            let known: Bool
            switch worker.step.kind {
            case .create:
                known = try session.file.knowsRecord(candidate.id, kind: worker.step.record.kind, except: worker.row.row)
            case .addEntry:
                let isPlanned = worker.row.entries.contains { $0.id?.rawValue == candidate.id }
                known = isPlanned ? true : try session.file.hasMade(candidate.id, .addEntry)
            default: known = try session.file.hasMade(candidate.id, worker.step.operation)
            }
            if !known { left.append(candidate) }
        }
        return left
    }

    private func problem(_ candidates: [Candidate]) -> RowProblem {
        let ids = candidates.map { "\($0.id) (\($0.label))" }.joined(separator: " and ")
        let (code, what) =
            switch worker.step.kind {
            case .addEntry: ("A902", "the list entry was added")
            case .addNote: ("A904", "the note was added")
            default: ("A901", "the \(worker.step.record.kind.rawValue) was created")
            }
        return RowProblem(
            step: worker.step.pipelineStep(in: session.frame), code: code,
            reason: "no answer came when \(what), and more than one could be it: \(ids)",
            hint: "merge or delete all but one of them in Affinity, then import this row again")
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
