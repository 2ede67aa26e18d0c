package import Affinity
package import Text

/// What the account holds of the records that a spreadsheet means. The plan compares with this and with nothing else.
package struct AccountView: Sendable {
    /// One for each stage of the pipeline.
    package var stages: [StageView]

    package init(stages: [StageView]) {
        self.stages = stages
    }

    /// How many domains were looked up in Affinity's shared directory alone.
    package var sharedLookUps: Int { stages.reduce(0) { $0 + $1.sharedLookUps } }
}

/// What the account holds of one kind of record: where each identity was found, its entries, its cells and its notes.
package struct StageView: Sendable {
    package struct HeldEntry: Sendable, Hashable {
        package var id: ListEntryID
        package var values: [FieldID: FieldData]
        /// The day on which it was added, in UTC.
        package var since: CalendarDate?

        package init(id: ListEntryID, values: [FieldID: FieldData], since: CalendarDate? = nil) {
            self.id = id
            self.values = values
            self.since = since
        }
    }

    /// For each identity of the `KeyScan`.
    package let matches: MatchTable
    /// For each list of the stage the entries of the records found, the oldest first.
    package private(set) var entries: [ListID: [RecordID: [HeldEntry]]] = [:]
    package private(set) var values: [RecordID: [FieldID: FieldData]] = [:]
    /// The texts of the notes that hang on a record, as they are compared (`NoteText.comparable`).
    package var notes: [RecordID: Set<String>] = [:]
    package var sharedLookUps = 0

    package init(matches: MatchTable) {
        self.matches = matches
    }

    package init(matches: [MatchResult]) {
        self.matches = MatchTable(matches)
    }

    /// The records found, each once.
    package var records: Set<RecordID> {
        var ids = Set<RecordID>()
        for match in matches.results {
            switch match {
            case .found(let match): ids.insert(match.id)
            // `when-ambiguous: first` may take one of them.
            case .ambiguous(let candidates): ids.formUnion(candidates.map(\.id))
            case .missing, .withoutKey, .unasked, .new, .leftOut: break
            }
        }
        return ids
    }

    /// Seeing one entry twice (pages shift while others write) does no harm.
    package mutating func insert(
        _ id: ListEntryID, of record: RecordID, on list: ListID, fields: [FieldValue], since: CalendarDate? = nil
    ) {
        var held = entries[list]?[record] ?? []
        guard !held.contains(where: { $0.id == id }) else { return }
        held.append(HeldEntry(id: id, values: Self.values(fields), since: since))
        held.sort { $0.id < $1.id }
        entries[list, default: [:]][record] = held
    }

    package mutating func insert(_ fields: [FieldValue], of record: RecordID) {
        values[record] = Self.values(fields)
    }

    func entries(of record: RecordID, on list: ListID) -> [HeldEntry] {
        entries[list]?[record] ?? []
    }

    private static func values(_ fields: [FieldValue]) -> [FieldID: FieldData] {
        var values: [FieldID: FieldData] = [:]
        for field in fields { values[field.id] = field.data }
        return values
    }
}
