import Affinity
import PipelineSpec
import Planning
import Runs

/// Whether somebody has built on what a run made: then it stays.
struct RecordUse: Sendable {
    let client: AffinityClient
    let fields: UseFields
    let run: RunFile
    let later: LaterRuns
    /// The run's records that cells somewhere name.
    let named: [UseScan.Key: String]
    let attachments: Attachments

    /// Who uses a record that the run made; nil for nobody.
    /// - Parameter written: What the run itself put into cells does not count as use.
    func reason(_ kind: RecordKind, _ id: RecordID, _ written: WrittenCells) async throws -> String? {
        if let reason = named[UseScan.Key(kind: kind, id: id)] { return reason }
        if let reason = try await attachments.use(of: RecordReference(kind, id), client) { return reason }
        switch kind {
        case .organization:
            let details = try await client.send(AffinityAPI.organization(OrganizationID(id), withOpportunities: true))
            if let reason = try ofEntries(details.listEntries) ?? ofOpportunities(details.opportunityIDs) { return reason }
            if let reason = try await ofPeople(details) { return reason }
        case .person:
            let details = try await client.send(AffinityAPI.personDetails(PersonID(id), withOpportunities: true))
            if let reason = try ofEntries(details.listEntries) ?? ofOpportunities(details.opportunityIDs) { return reason }
        case .opportunity:
            if let own = try await client.send(AffinityAPI.opportunity(OpportunityID(id))).listEntry,
                let reason = try await ofEntry(own.id, on: own.listID, written)
            {
                return reason
            }
        }
        for note in try await client.all(AffinityAPI.notes(of: RecordReference(kind, id))) {
            // A read may still show what was taken back a moment ago.
            if try run.standing(ofMade: note.id.rawValue, .addNote) == .undone { continue }
            return try later.maker(of: note.id.rawValue, .addNote).map { Self.laterRun($0, "added a note") } ?? "it has a note (\(note.id))"
        }
        return try await ofCells(kind, id, written)
    }

    /// Who uses an entry that the run made: somebody who has filled in or changed a cell of it.
    func ofEntry(_ id: ListEntryID, on list: ListID, _ written: WrittenCells) async throws -> String? {
        let known = fields.ofEntries[list] ?? []
        let entry = try await client.send(AffinityAPI.listEntry(list, id, fieldIDs: known.map(\.id)))
        return try changed(entry.fields, of: .entry(list, id), known, written) { field, data in
            // What Affinity itself puts into a new row (AffinityAPI.md#list-entries).
            if case .one(.option) = data { return FilledInFields.isStatus(field.name, field.valueType) }
            if FilledInFields.isOwners(field.name, field.valueType) { return data.scalars.map { $0.person?.id } == [fields.user] }
            return !ValueConversion.canWrite(field.valueType)
        }
    }

    static func laterRun(_ name: String, _ what: String) -> String { "run \(name) \(what) later: undo that one first" }

    private func ofEntries(_ entries: [ListEntry]) throws -> String? {
        for entry in entries where try run.standing(ofMade: entry.id.rawValue, .addEntry) != .undone {
            let list = fields.name(of: entry.listID)
            if let maker = try later.maker(of: entry.id.rawValue, .addEntry) { return Self.laterRun(maker, "added it to \(list)") }
            return "it stands on \(list) (list entry \(entry.id))"
        }
        return nil
    }

    private func ofOpportunities(_ ids: [OpportunityID]) throws -> String? {
        for id in ids where try run.standing(ofMade: id.rawValue, .createOpportunity) != .undone {
            if let maker = try later.maker(of: id.rawValue, .createOpportunity) {
                return Self.laterRun(maker, "created opportunity \(id), which names it")
            }
            return "opportunity \(id) names it"
        }
        return nil
    }

    /// Somebody has put a person there. Whom Affinity itself links by the domain of an address (AffinityAPI.md#creating-organizations) is
    /// no use.
    private func ofPeople(_ details: OrganizationDetails) async throws -> String? {
        var others: [PersonID] = []
        for id in details.personIDs where try run.standing(ofMade: id.rawValue, .createPerson) != .undone { others.append(id) }
        let domains = Set(details.organization.domains.map { $0.lowercased() })
        for start in stride(from: 0, to: others.count, by: AffinityAPI.maximumIDsPerCall) {
            let ids = Array(others[start..<min(start + AffinityAPI.maximumIDsPerCall, others.count)])
            let persons = try await client.all(AffinityAPI.persons(ids: ids))
            if let hidden = Set(ids).subtracting(persons.map(\.id)).min() {
                return "person \(hidden), whom Affinity does not show, is one of its people"
            }
            for person in persons {
                let isLinkedByAffinity = person.emailAddresses.contains { address in
                    address.split(separator: "@").last.map { domains.contains($0.lowercased()) } ?? false
                }
                if !isLinkedByAffinity { return "\(person.fullName) is one of its people (person \(person.id))" }
            }
        }
        return nil
    }

    private func ofCells(_ kind: RecordKind, _ id: RecordID, _ written: WrittenCells) async throws -> String? {
        let known = fields.uses(of: kind)
        guard kind != .opportunity, !known.isEmpty else { return nil }
        let fieldIDs = known.map(\.id)
        let held =
            kind == .person
            ? try await client.all(AffinityAPI.persons(ids: [PersonID(id)], fieldIDs: fieldIDs)).first { $0.id == PersonID(id) }?.fields
            : try await client.all(AffinityAPI.organizations(ids: [OrganizationID(id)], fieldIDs: fieldIDs))
                .first { $0.id == OrganizationID(id) }?.fields
        // v1 has it still, so what v2 does not show of it may be somebody's.
        guard let held else { return "its fields can't be seen: Affinity does not show it" }
        return try changed(held, of: .record(kind, id), known, written) { _, _ in false }
    }

    private func changed(
        _ held: [FieldValue], of holder: CellHolder, _ known: [Field], _ written: WrittenCells, isFilledIn: (Field, FieldData) -> Bool
    ) throws -> String? {
        for value in held {
            guard let data = value.data, let field = known.first(where: { $0.id == value.id }) else { continue }
            if let ours = written.value(holder, value.id) {
                if FieldDataText.isSame(ours, data) { continue }
            } else if isFilledIn(field, data) {
                continue
            }
            let what = "set \(field.name) (\(FieldDataText.text(data)))"
            return try later.setter(of: value.id, in: holder, data).map { Self.laterRun($0, what) } ?? "somebody has \(what)"
        }
        return nil
    }
}
