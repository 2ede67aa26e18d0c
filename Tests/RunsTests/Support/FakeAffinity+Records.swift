import Affinity
import PipelineSpec
import Planning
import Runs

/// Persons, opportunities, notes and options.
extension FakeAffinity {
    func createPerson(
        firstName: String, lastName: String, emails: [String], organizations: [OrganizationID]
    ) async throws(AffinityError) -> PersonID {
        let made = try perform(.createPerson("\(firstName) \(lastName)", emails)) { world, now -> Result<PersonID, AffinityError> in
            if world.persons.values.contains(where: { !Set($0.emails).isDisjoint(with: emails) }) {
                let refusal = Refusal(status: 422, messages: [.init(text: "Email is already in use")], request: "a test")
                return .failure(.refused(refusal))
            }
            world.nextID += 1
            let name = "\(firstName) \(lastName)"
            world.persons[world.nextID] = .init(name: name, emails: emails, organizations: organizations, createdAt: now)
            return .success(PersonID(world.nextID))
        }
        return try made.get()
    }

    func createOpportunity(
        name: String, list: ListID, organizations: [OrganizationID], persons: [PersonID]
    ) async throws(AffinityError) -> WriteResult {
        try perform(.createOpportunity(name, list)) { world, now in
            world.nextID += 2
            let (id, entry) = (world.nextID - 1, world.nextID)
            world.opportunities[id] = .init(name: name, entry: entry, organizations: organizations, persons: persons, createdAt: now)
            world.entries[entry] = .init(list: list, organization: id, kind: .opportunity, createdAt: now)
            return WriteResult(id: id, entry: entry)
        }
    }

    func renamePerson(_ id: PersonID, to name: String) async throws(AffinityError) {
        try perform(.look("rename")) { world, _ in world.persons[id.rawValue]?.name = name }
    }

    func renameOpportunity(_ id: OpportunityID, to name: String) async throws(AffinityError) {
        try perform(.look("rename")) { world, _ in world.opportunities[id.rawValue]?.name = name }
    }

    func updatePersonFields(_ id: PersonID, _ updates: [FieldUpdate]) async throws(AffinityError) {
        try perform(.setPerson(id, updates)) { [readLag] world, now -> Result<Void, AffinityError> in
            guard let found = world.persons[id.rawValue], found.createdAt + readLag <= now else { return .failure(Self.notFound) }
            for update in updates { world.persons[id.rawValue]?.cells[update.id] = update.data }
            return .success(())
        }.get()
    }

    func cells(
        of kind: RecordKind, _ ids: [RecordID], _ fields: [FieldID]
    ) async throws(AffinityError) -> [RecordID: [FieldValue]] {
        try perform(.look("cells")) { [readLag] world, now in
            var found: [RecordID: [FieldValue]] = [:]
            for id in ids {
                let organization = kind == .organization ? world.organizations[id.rawValue].map { ($0.cells, $0.createdAt) } : nil
                let person = kind == .person ? world.persons[id.rawValue].map { ($0.cells, $0.createdAt) } : nil
                guard let (cells, createdAt) = organization ?? person, createdAt + readLag <= now else { continue }
                found[id] = Self.values(cells, fields)
            }
            return found
        }
    }

    func cells(of entry: ListEntryID, on list: ListID, _ fields: [FieldID]) async throws(AffinityError) -> [FieldValue] {
        try perform(.look("cells")) { world, _ in Self.values(world.entries[entry.rawValue]?.cells ?? [:], fields) }
    }

    private static func values(_ cells: [FieldID: FieldData], _ fields: [FieldID]) -> [FieldValue] {
        fields.map { FieldValue(id: $0, type: .text, data: cells[$0]) }
    }

    /// What colleagues did (`World.changes`); what the run itself wrote is not kept.
    func changes(_ question: ChangeQuestion) async throws(AffinityError) -> [CellChange] {
        try perform(.look("changes")) { world, _ in
            world.changes.filter { change in
                guard let entry = change.entry, question.fields.contains(change.field) else { return false }
                return question.entries.contains(entry) || question.others.contains(entry) && change.changer != question.user
            }
        }
    }

    func addNote(_ note: PlannedNote, kind: RecordKind, id: RecordID) async throws(AffinityError) -> Int64 {
        try perform(.note(kind, id, note.content)) { [v1Lag] world, now -> Result<Int64, AffinityError> in
            if let refusal = Self.refusal(world, id, now, v1Lag) { return .failure(refusal) }
            world.nextID += 1
            world.notes[world.nextID] = .init(kind: kind, record: id, content: note.content, createdAt: now)
            return .success(world.nextID)
        }.get()
    }

    /// Texts are unique, as Affinity's are (AffinityAPI.md#dropdown-options).
    func createOption(
        _ text: String, of field: FieldID, type: FieldValueType, on list: ListID, among known: [DropdownOption]
    ) async throws(AffinityError) -> DropdownOption {
        let made = try perform(.option(field, text)) { world, now -> Result<DropdownOption, AffinityError> in
            if world.options[field]?.contains(where: { $0.text == text }) == true {
                return .failure(
                    .refused(
                        Refusal(
                            status: 400, messages: [.init(text: "Dropdown option text must be unique within the field")], request: "a test")
                    ))
            }
            world.nextID += 1
            let option = DropdownOption(id: DropdownOptionID(world.nextID), text: text)
            world.options[field, default: []].append(option)
            world.optionTimes[option.id] = now
            return .success(option)
        }
        return try made.get()
    }

    func options(of field: FieldID, on list: ListID) async throws(AffinityError) -> [DropdownOption] {
        try perform(.look("options")) { [readLag] world, now in
            (world.options[field] ?? []).filter { (world.optionTimes[$0.id] ?? 0) + readLag <= now }
        }
    }

    func findPersons(_ term: String) async throws(AffinityError) -> [Person] {
        try perform(.find(term)) { [searchLag] world, now in
            world.persons.filter { $0.value.createdAt + searchLag <= now && ($0.value.name == term || $0.value.emails.contains(term)) }
                .map { id, found in
                    let words = found.name.split(separator: " ", maxSplits: 1).map(String.init)
                    return Person(
                        id: PersonID(id), firstName: words.first ?? "", lastName: words.dropFirst().first, emailAddresses: found.emails,
                        isInternal: false)
                }
        }
    }

    func findOpportunities(_ name: String) async throws(AffinityError) -> [Opportunity] {
        try perform(.find(name)) { [searchLag] world, now in
            world.opportunities.filter { $0.value.createdAt + searchLag <= now && $0.value.name == name }.map { id, found in
                Opportunity(
                    id: OpportunityID(id), name: found.name, organizationIDs: found.organizations, personIDs: found.persons,
                    listEntry: world.entries[found.entry].map { Self.entry(found.entry, $0) })
            }
        }
    }

    func notes(of kind: RecordKind, _ id: RecordID) async throws(AffinityError) -> [Note] {
        try perform(.look("notes")) { [v1Lag] world, now -> Result<[Note], AffinityError> in
            if let refusal = Self.refusal(world, id, now, v1Lag) { return .failure(refusal) }
            return .success(
                world.notes.filter { $0.value.kind == kind && $0.value.record == id && $0.value.createdAt + v1Lag <= now }
                    .map { number, found in
                        Note(
                            id: NoteID(number), content: found.content, format: .text, creatorID: nil,
                            createdAt: Self.iso(found.createdAt))
                    })
        }.get()
    }
}
