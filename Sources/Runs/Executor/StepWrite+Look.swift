import Affinity
import PipelineSpec
import Planning

/// What to look for when nobody knows what became of a create.
extension StepWrite {
    mutating func look(
        for question: WriteMachine.Question
    ) async throws(RunFileError) -> Result<[WriteMachine.Candidate], AffinityError> {
        let found: [WriteMachine.Candidate]
        switch await ask(question) {
        case .failure(.refused(let refusal)) where follow(refusal):
            // A colleague merged the record since the add: its entries went with it.
            return try await look(for: question)
        case .failure(let error): return .failure(error)
        case .success(let candidates): found = candidates
        }
        return .success(question == .made ? try unknown(found) : found)
    }

    private func ask(_ question: WriteMachine.Question) async -> Result<[WriteMachine.Candidate], AffinityError> {
        do throws(AffinityError) {
            return .success(question == .holder ? try await holders() : try await made())
        } catch {
            return .failure(error)
        }
    }

    private func made() async throws(AffinityError) -> [WriteMachine.Candidate] {
        let record = step.record
        switch step.kind {
        case .create:
            switch record.kind {
            case .organization: return try await organizations(name: record.name, domain: record.key)
            case .person: return try await persons()
            case .opportunity: return try await opportunities()
            }
        case .addEntry(let list):
            guard let id = progress.id(of: record) else { return [] }
            return try await session.ask { writer throws(AffinityError) in try await writer.entries(of: record.kind, id, on: list) }
                .filter { $0.listID == list }
                .map { WriteMachine.Candidate(id: $0.id.rawValue, label: "added \($0.createdAt)") }
        case .addNote(let note):
            // The plan leaves out a note that is there already, so one of the same text came after it.
            guard let id = progress.id(of: record) else { return [] }
            let wanted = NoteText.comparable(note.content, isHTML: note.isHTML)
            return try await session.ask { writer throws(AffinityError) in try await writer.notes(of: record.kind, id) }
                .filter { NoteText.comparable($0.content) == wanted }
                .map { WriteMachine.Candidate(id: $0.id.rawValue, label: "written \($0.createdAt)") }
        case .rename, .updateEntry, .updateRecord: return []
        }
    }

    /// Persons that are exactly who would have been made; an address says it alone, since no two have the same
    /// (AffinityAPI.md#creating-persons).
    private func persons() async throws(AffinityError) -> [WriteMachine.Candidate] {
        let record = step.record
        let details = record.details ?? PlannedRecord.Details()
        let found = try await findPersons(emails.first ?? record.name)
        return found.filter { person in
            let emails = person.emailAddresses.map { $0.lowercased() }
            if let email = details.emails.first { return emails.contains(email.lowercased()) }
            return emails.isEmpty && Self.folded(person.fullName) == Self.folded("\(details.firstName) \(details.lastName)")
        }
        .map(Self.candidate)
    }

    /// Who has one of the addresses.
    private func holders() async throws(AffinityError) -> [WriteMachine.Candidate] {
        var holders: Set<WriteMachine.Candidate> = []
        for email in emails {
            let found = try await findPersons(email)
            holders.formUnion(
                found.filter { $0.emailAddresses.contains { $0.lowercased() == email.lowercased() } }.map(Self.candidate))
        }
        return holders.sorted { $0.id < $1.id }
    }

    private func findPersons(_ term: String) async throws(AffinityError) -> [Person] {
        try await session.ask { writer throws(AffinityError) in try await writer.findPersons(term) }
    }

    private static func candidate(_ person: Person) -> WriteMachine.Candidate {
        WriteMachine.Candidate(
            id: person.id.rawValue, label: ([person.fullName] + person.emailAddresses).joined(separator: ", "))
    }

    private func opportunities() async throws(AffinityError) -> [WriteMachine.Candidate] {
        let record = step.record
        return try await session.ask { writer throws(AffinityError) in try await writer.findOpportunities(record.name) }
            .filter { $0.listEntry?.listID == record.details?.list && Self.folded($0.name) == Self.folded(record.name) }
            .map { WriteMachine.Candidate(id: $0.id.rawValue, label: $0.name, entry: $0.listEntry?.id.rawValue) }
    }

    /// Own organizations that are exactly what would have been made: never one of the shared directory, which nobody creates.
    private func organizations(name: String, domain: String?) async throws(AffinityError) -> [WriteMachine.Candidate] {
        var found: [Organization] = []
        if let domain {
            found = try await session.ask { writer throws(AffinityError) in try await writer.findOrganizations(domain: domain) }
        }
        func candidates() -> [Organization] {
            found.filter { organization in
                !organization.isGlobal && Self.folded(organization.name) == Self.folded(name)
                    && (domain.map { wanted in organization.domains.contains { $0.lowercased() == wanted.lowercased() } }
                        ?? organization.domains.isEmpty)
            }
        }
        if candidates().isEmpty {
            found = try await session.ask { writer throws(AffinityError) in try await writer.findOrganizations(name: name) }
        }
        var seen: Set<OrganizationID> = []
        return candidates().filter { seen.insert($0.id).inserted }.map {
            WriteMachine.Candidate(id: $0.id.rawValue, label: ([$0.name] + $0.domains).joined(separator: ", "))
        }
    }

    private static func folded(_ name: String) -> String {
        name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Leaves out what the plan saw and what another write of the run made. No clock is asked: the plan has seen the ids of what was there.
    private func unknown(_ candidates: [WriteMachine.Candidate]) throws(RunFileError) -> [WriteMachine.Candidate] {
        var left: [WriteMachine.Candidate] = []
        for candidate in candidates {
            let known: Bool
            switch step.kind {
            case .create: known = try session.file.knowsRecord(candidate.id, kind: step.record.kind, except: row.row)
            case .addEntry:
                let isPlanned = row.entries.contains { entry in
                    entry.id?.rawValue == candidate.id || entry.others.contains { $0.rawValue == candidate.id }
                }
                known = isPlanned ? true : try session.file.hasMade(candidate.id, .addEntry)
            default: known = try session.file.hasMade(candidate.id, step.operation)
            }
            if !known { left.append(candidate) }
        }
        return left
    }
}
