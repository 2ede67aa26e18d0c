/// A merge of two records that someone asked for (AffinityAPI.md#merged-records).
struct MergeRecord: Sendable {
    let id: Int
    /// A UUID.
    let taskID: String
    /// Companies or persons.
    let kind: EntityKind
    let primaryID: Int
    let duplicateID: Int
    let at: Instant
    /// When it is done or has failed; `nil` while it is under way.
    var endedAt: Instant?
    /// Why it failed.
    var problem: String?

    var status: String { endedAt == nil ? "in-progress" : problem == nil ? "success" : "failed" }
}

extension WorldState {
    /// The record that took over one that was merged.
    func mergedInto(_ id: Int, _ kind: EntityKind) -> Int? {
        switch kind {
        case .company: mergedOrganizations[id]
        case .person: mergedPersons[id]
        case .opportunity: nil
        }
    }

    /// Puts a merge on record, to be done later. Whether it can be done shows only then (AffinityAPI.md#merged-records).
    mutating func startMerge(_ kind: EntityKind, duplicate: Int, into primary: Int, at now: Double, delay: Double) -> MergeRecord {
        let id = Self.take(&nextIDs.merge)
        let number = String(id, radix: 16)
        let taskID = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - number.count) + number
        let record = MergeRecord(id: id, taskID: taskID, kind: kind, primaryID: primary, duplicateID: duplicate, at: now)
        merges.append(record, id: id)
        pendingMerges.append((id, now + delay))
        catchUp(to: now)
        return merges[id] ?? record
    }

    /// Does what was to be done by now.
    mutating func catchUp(to now: Double) {
        while let next = pendingLinks.first, next.due <= now {
            pendingLinks.removeFirst()
            let organizationIDs = persons[next.personID]?.organizationIDs ?? []
            guard organizations[next.organizationID] != nil, !organizationIDs.contains(next.organizationID) else { continue }
            setOrganizations(organizationIDs + [next.organizationID], ofPerson: next.personID)
        }
        while let next = pendingMerges.first, next.due <= now {
            pendingMerges.removeFirst()
            guard let merge = merges[next.id] else { continue }
            let problem = perform(merge.kind, duplicate: merge.duplicateID, into: merge.primaryID, at: next.due)
            merges[next.id]?.problem = problem
            merges[next.id]?.endedAt = next.due
        }
    }

    /// Merges a record into another at once: its rows, its values where the other has none, its addresses and its links go there, and its
    /// id is answered with 422 from then on (AffinityAPI.md#merged-records). A merge that cannot be done is on record as failed.
    @discardableResult
    mutating func merge(_ kind: EntityKind, duplicate: Int, into primary: Int, at now: Double) -> MergeRecord {
        startMerge(kind, duplicate: duplicate, into: primary, at: now, delay: 0)
    }

    private mutating func perform(_ kind: EntityKind, duplicate: Int, into primary: Int, at now: Double) -> String? {
        if duplicate == primary { return "A record cannot be merged with itself" }
        return kind == .company ? mergeOrganization(duplicate, into: primary, at: now) : mergePerson(duplicate, into: primary)
    }

    private mutating func mergeOrganization(_ duplicate: Int, into primary: Int, at now: Double) -> String? {
        guard let old = organizations[duplicate] else { return "Company \(duplicate) does not exist" }
        guard let target = organizations[primary] else { return "Company \(primary) does not exist" }
        for entryID in old.entryIDs { entries[entryID]?.entityID = primary }
        organizations[primary]?.entryIDs = (target.entryIDs + old.entryIDs).sorted()
        moveCells(old.cells, from: .company(duplicate), to: .company(primary))
        organizations[primary]?.domains += old.domains.filter { !target.domains.contains($0) }
        setPersons(target.personIDs + old.personIDs.filter { !target.personIDs.contains($0) }, ofOrganization: primary)
        for id in opportunities.ids { opportunities[id]?.organizationIDs.replace(duplicate, with: primary) }
        for id in notes.ids { notes[id]?.organizationIDs.replace(duplicate, with: primary) }
        moveReminders(.company, duplicate, to: primary)
        point(from: .company(duplicate), to: .company(primary))
        for personID in old.personIDs { persons[personID]?.organizationIDs.removeAll { $0 == duplicate } }
        organizations.remove(duplicate)
        index(organization: duplicate)
        index(organization: primary)
        workspaceOrganizationIDs.removeSorted(duplicate)
        adopt(organization: primary)
        mergedOrganizations[duplicate] = primary
        announce(.organizationMerged) { writer, state in
            writer.object { writer in
                writer.object("changer", of: state.persons[state.keyUserID]) { $0.v1PersonKeys($1) }
                writer.object("removed_company") { $0.v1OrganizationKeys(old) }
                writer.object("company", of: state.organizations[primary]) { $0.v1OrganizationKeys($1) }
                writer.put("merged_at", now, as: Timestamp.pacific)
            }
        }
        return nil
    }

    private mutating func mergePerson(_ duplicate: Int, into primary: Int) -> String? {
        guard let old = persons[duplicate] else { return "Person \(duplicate) does not exist" }
        guard let target = persons[primary] else { return "Person \(primary) does not exist" }
        guard !old.isInternal else { return "An internal person cannot be merged into another" }
        for entryID in old.entryIDs { entries[entryID]?.entityID = primary }
        persons[primary]?.entryIDs = (target.entryIDs + old.entryIDs).sorted()
        moveCells(old.cells, from: .person(duplicate), to: .person(primary))
        setEmails([], ofPerson: duplicate)
        setEmails(target.emails + old.emails, ofPerson: primary)
        setOrganizations([], ofPerson: duplicate)
        setOrganizations(target.organizationIDs + old.organizationIDs.filter { !target.organizationIDs.contains($0) }, ofPerson: primary)
        for id in opportunities.ids { opportunities[id]?.personIDs.replace(duplicate, with: primary) }
        for id in notes.ids { notes[id]?.personIDs.replace(duplicate, with: primary) }
        moveReminders(.person, duplicate, to: primary)
        point(from: .person(duplicate), to: .person(primary))
        persons.remove(duplicate)
        index(person: duplicate)
        index(person: primary)
        mergedPersons[duplicate] = primary
        return nil
    }

    /// Fills the empty cells of the other; the rest is gone.
    private mutating func moveCells(_ cells: Cells, from old: CellOwner, to new: CellOwner) {
        for (field, rows) in cells {
            if self.rows(of: new, field: field).isEmpty {
                for row in rows { valueLocations[row.id] = ValueLocation(owner: new, fieldID: field) }
                store(rows, of: new, field: field)
            } else {
                for row in rows { valueLocations[row.id] = nil }
            }
        }
    }

    /// Cells that held the old record hold the new one.
    private mutating func point(from old: FieldScalar, to new: FieldScalar) {
        func changed(_ cells: Cells) -> Cells {
            cells.mapValues { rows in
                guard rows.contains(where: { $0.value == old }) else { return rows }
                var seen: [FieldScalar] = []
                return rows.compactMap { row in
                    var row = row
                    if row.value == old { row.value = new }
                    guard row.value != new || !seen.contains(new) else { return nil }
                    seen.append(row.value)
                    return row
                }
            }
        }
        for id in organizations.ids {
            if let cells = organizations[id]?.cells, !cells.isEmpty { organizations[id]?.cells = changed(cells) }
        }
        for id in persons.ids {
            if let cells = persons[id]?.cells, !cells.isEmpty { persons[id]?.cells = changed(cells) }
        }
        for id in entries.ids {
            if let cells = entries[id]?.cells, !cells.isEmpty { entries[id]?.cells = changed(cells) }
        }
    }
}

extension [Int] {
    /// Puts one id in the place of another, once.
    fileprivate mutating func replace(_ old: Int, with new: Int) {
        guard let position = firstIndex(of: old) else { return }
        if contains(new) { remove(at: position) } else { self[position] = new }
    }
}
