package import Affinity
import PipelineSpec
package import Planning
import Text

/// Reads what the account holds of the records of one stage: which ones the rows mean, their entries, cells and notes.
package struct StageReader: Sendable {
    private let client: AffinityClient
    private let stage: BoundStage
    private let bound: BoundPipeline
    private let progress: @Sendable (String) -> Void
    /// Is told which way of reading was chosen, with its numbers.
    private let explain: @Sendable (String) -> Void
    /// The record's own fields whose cells the plan compares.
    private let fieldIDs: [FieldID]

    package init(
        _ client: AffinityClient, stage: BoundStage, of bound: BoundPipeline, explain: @escaping @Sendable (String) -> Void = { _ in },
        progress: @escaping @Sendable (String) -> Void
    ) {
        self.client = client
        self.explain = explain
        self.stage = stage
        self.bound = bound
        self.progress = progress
        fieldIDs = bound.fieldIDs(of: nil, stage: stage.index)
    }

    /// - Parameters:
    ///   - table: what the rows say, from the `KeyScan`.
    ///   - decisions: what a person has decided about rows of which nothing else is sure.
    ///   - references: what the cells refer to is found on the way, where the whole directory is read.
    package func read(
        _ table: inout IdentityTable, decisions: MatchDecisions = MatchDecisions(), references: inout CompanyReferences
    ) async throws -> StageView {
        var entries: [ListEntryRow] = []
        var index = try await index(table, &references, &entries)
        try await addIDs(of: table, to: &index)
        try await addListKeys(to: &index)
        var decisions = decisions
        try await lookUp(&decisions)
        let decided = decisions
        if stage.kind == .organization { try table.decideHosts(with: index) }
        let matcher = Matcher(keys: stage.source.match, index: index)
        var matches = MatchTable()
        matches.reserveCapacity(table.count)
        try table.forEachIdentity { _, identity in matches.append(decided.decide(identity, match: matcher.match(identity))) }
        var view = StageView(matches: matches)
        view.sharedLookUps = index.sharedLookUps
        try await addCells(from: index, to: &view)
        let readsEntries = stage.source.entryList ?? stage.source.list
        let records = view.records
        for row in entries where records.contains(row.record) {
            view.insert(row.entry, of: row.record, on: row.list, fields: row.fields, since: row.since)
        }
        for target in stage.lists where target.list != readsEntries {
            try await EntryReader(client, kind: stage.kind, progress: progress)
                .read(target.list, fieldIDs: bound.fieldIDs(of: target.list.id, stage: stage.index), into: &view)
        }
        if !stage.notes.isEmpty { try await addNotes(to: &view) }
        return view
    }

    /// An entry that was read while looking for records.
    private struct ListEntryRow {
        var entry: ListEntryID
        var record: RecordID
        var list: ListID
        var fields: [FieldValue]
        var since: CalendarDate?
    }

    // MARK: Records

    private func index(
        _ table: IdentityTable, _ references: inout CompanyReferences, _ entries: inout [ListEntryRow]
    ) async throws -> RecordIndex {
        if let list = stage.source.entryList ?? stage.source.list { return try await listed(on: list, table, &entries) }
        if stage.source.match == [.id] { return try RecordIndex(wantedBy: table, kind: stage.kind) }
        switch stage.kind {
        case .organization:
            let keys = stage.source.fieldKeys.filter { $0.list == nil }
            return try await DirectoryReader(
                client, keys: stage.source.match, sharedDirectory: stage.source.sharedDirectory, explain: explain, progress: progress
            )
            .read(table, fieldIDs: fieldIDs, fieldKeys: keys, references: &references)
        case .person: return try await persons(table)
        case .opportunity: return try RecordIndex(wantedBy: table, kind: stage.kind)
        }
    }

    /// The records on a list: those that an entry's id names, or that stand on it by their names.
    private func listed(on list: PlannedList, _ table: IdentityTable, _ rows: inout [ListEntryRow]) async throws -> RecordIndex {
        var index = try RecordIndex(wantedBy: table, kind: stage.kind)
        let byEntry = stage.source.entryList != nil
        var found: [ListEntryRow] = []
        try await EntryReader(client, kind: stage.kind, progress: progress)
            .forEach(of: list, fieldIDs: bound.fieldIDs(of: list.id, stage: stage.index)) { entry, fields in
                let record = RecordID(entry.entityID)
                if byEntry {
                    index.insert(.init(id: record, name: entry.entityName, entry: entry.id), under: .id(entry.id.rawValue))
                } else {
                    index.insert(.init(id: record, name: entry.entityName))
                    index.insert(.init(id: record, name: entry.entityName), under: .id(record.rawValue))
                }
                found.append(
                    ListEntryRow(
                        entry: entry.id, record: record, list: list.id, fields: fields, since: CalendarDate(iso: entry.createdAt.prefix(10))
                    ))
            }
        rows = found
        return index
    }

    private func persons(_ table: IdentityTable) async throws -> RecordIndex {
        var index = try RecordIndex(wantedBy: table, kind: stage.kind)
        // Each of them takes a search at least.
        if table.count > Self.manyPersons,
            let found = try await PeopleReader(client).scan(insteadOf: table.count, for: { [index] in index.mayMean($0) })
        {
            for person in found { index.insert(person) }
            return index
        }
        var (addresses, names): (Set<String>, Set<String>) = ([], [])
        try table.forEachIdentity { index, identity in
            addresses.formUnion(identity.allUnique)
            if stage.source.match.contains(.name), let name = try table.name(at: index) { names.insert(name) }
        }
        let found = try await PeopleReader(client).find(addresses, names: names)
        for person in found.records { index.insert(person) }
        for (name, reason) in found.unfinishedSearches { index.addUnfinishedSearch(name, reason) }
        for (text, reason) in found.refusedSearches { index.addRefusedSearch(text, reason) }
        return index
    }

    /// So many that a copy of their names and addresses is to be avoided.
    private static let manyPersons = 1000

    /// Records that rows name by id.
    private func addIDs(of table: IdentityTable, to index: inout RecordIndex) async throws {
        guard stage.source.id != nil, stage.source.entryList == nil, stage.source.list == nil else { return }
        var asked: Set<Int64> = []
        try table.forEachIdentity(where: { $0.contains(.others) }) { _, identity in
            for case .id(let text) in identity.others {
                if let id = Int64(text) { asked.insert(id) }
            }
        }
        let ids = asked.sorted()
        for candidate in try await records(ids) { index.insert(candidate, under: .id(candidate.id.rawValue)) }
        let missing = ids.filter { !index.has(.id($0)) }
        let (survivors, merged) = try await survivors(of: missing)
        for (old, new) in merged { if let survivor = survivors[new] { index.insert(survivor, under: .id(old.rawValue)) } }
    }

    private func records(_ ids: [Int64]) async throws -> [RecordIndex.Candidate] {
        try await RecordReader(client, kind: stage.kind, fieldIDs: fieldIDs, progress: progress).read(ids.map { RecordID($0) })
    }

    /// What became of records that are not there under their ids any more: those that they were merged into.
    private func survivors(of ids: [Int64]) async throws -> (found: [RecordID: RecordIndex.Candidate], merged: [RecordID: RecordID]) {
        let asked = ids.prefix(IDReader.mostLeftOut)
        let merged: [RecordID: RecordID] =
            switch stage.kind {
            case .organization: try await IDReader(client).organizations(asked.map { OrganizationID($0) }).merged
            case .person: try await IDReader(client).persons(asked.map { PersonID($0) }).merged
            // Nobody merges opportunities.
            case .opportunity: [:]
            }
        let new = Set(merged.values.map(\.rawValue)).sorted()
        var found: [RecordID: RecordIndex.Candidate] = [:]
        for survivor in try await records(new) { found[survivor.id] = survivor }
        return (found, merged)
    }

    /// Whether the records that a person decided for are there.
    private func lookUp(_ decisions: inout MatchDecisions) async throws {
        let ids = decisions.records.map(\.rawValue)
        let found = try await records(ids)
        let there = Set(found.map(\.id.rawValue))
        let (survivors, merged) = try await survivors(of: ids.filter { !there.contains($0) })
        try decisions.found(found + survivors.values, merged: merged)
    }

    /// Records by a field of a list that rows are matched by.
    private func addListKeys(to index: inout RecordIndex) async throws {
        for target in stage.lists {
            let keys = stage.source.fieldKeys.filter { $0.list == target.list.id }
            guard !keys.isEmpty else { continue }
            var found: [(RecordIndex.Candidate, IdentityKey)] = []
            try await EntryReader(client, kind: stage.kind, progress: progress).forEach(of: target.list, fieldIDs: keys.map(\.field)) {
                entry, fields in
                for key in keys.keys(in: fields) { found.append((.init(id: RecordID(entry.entityID), name: entry.entityName), key)) }
            }
            for (candidate, key) in found { index.insert(candidate, under: key) }
        }
    }

    // MARK: What they hold

    private func addCells(from index: RecordIndex, to view: inout StageView) async throws {
        guard !fieldIDs.isEmpty else { return }
        let wanted = view.records
        let cells = TruncatedCells(client, fieldIDs: fieldIDs)
        guard stage.kind == .organization, stage.source.entryList == nil, stage.source.fieldKeys.allSatisfy({ $0.list == nil }) else {
            // Neither a search nor a list shows all cells of its records.
            for record in try await records(wanted.map(\.rawValue).sorted()) {
                let fields =
                    stage.kind == .person
                    ? try await cells.complete(record.fields, of: PersonID(record.id))
                    : try await cells.complete(record.fields, of: OrganizationID(record.id))
                view.insert(fields, of: record.id)
            }
            return
        }
        for candidate in index.candidates where wanted.contains(candidate.id) {
            view.insert(try await cells.complete(candidate.fields, of: OrganizationID(candidate.id)), of: candidate.id)
        }
    }

    /// How many records are asked for their notes side by side.
    private static let slice = 64

    /// The same note is never added to the same record twice.
    private func addNotes(to view: inout StageView) async throws {
        let records = view.records.sorted()
        for start in stride(from: 0, to: records.count, by: Self.slice) {
            let end = min(start + Self.slice, records.count)
            try await withThrowingTaskGroup(of: (RecordID, Set<String>).self) { group in
                for record in records[start..<end] {
                    group.addTask { [client, kind = stage.kind] in
                        let notes = try await client.all(AffinityAPI.notes(of: RecordReference(kind, record)))
                        return (record, Set(notes.map { NoteText.comparable($0.content) }))
                    }
                }
                for try await (record, notes) in group { view.notes[record] = notes }
            }
            progress("notes: \(end) of \(records.count) \(stage.kind.plural)")
        }
    }
}

extension [BoundSource.FieldKey] {
    /// What the cells say for these keys, as rows are compared with it.
    func keys(in fields: [FieldValue]) -> [IdentityKey] {
        compactMap { key in
            fields.first { $0.id == key.field }?.data.map { .field(key.name, NameKey.fold(FieldDataText.text($0))) }
        }
    }
}
