import Affinity
import PipelineSpec
import Planning
import Testing

/// An Affinity in memory that does what a planned row says, and no more. It knows the two things that Affinity puts into a
/// new list entry: the first status, and whoever added it (AffinityAPI.md#list-entries).
struct TestWorld: Equatable {
    /// A record of the world's kind.
    struct Company: Equatable {
        var name: String
        /// Of a person the e-mail addresses.
        var domains: [String] = []
        var isGlobal = false
        var values: [FieldID: FieldData] = [:]
    }

    struct Entry: Equatable {
        var list: ListID
        var organization: OrganizationID
        var values: [FieldID: FieldData] = [:]
    }

    /// What the rows are about. Whatever it is, its records are `companies`.
    var kind = RecordKind.organization
    var companies: [OrganizationID: Company] = [:]
    /// Of a world of something else, the organizations that cells name.
    var others: [OrganizationID: Company] = [:]
    /// As they are compared.
    var notes: [OrganizationID: Set<String>] = [:]
    var entries: [ListEntryID: Entry] = [:]
    private var lastID: Int64 = 1000

    @discardableResult
    mutating func company(_ id: Int64, _ name: String, _ domains: String..., isGlobal: Bool = false, values: [FieldID: FieldData] = [:])
        -> OrganizationID
    {
        companies[OrganizationID(id)] = Company(name: name, domains: domains, isGlobal: isGlobal, values: values)
        return OrganizationID(id)
    }

    mutating func entry(_ id: Int64, of organization: Int64, on list: ListID = TestAccount.dealflow, _ values: [FieldID: FieldData] = [:]) {
        entries[ListEntryID(id)] = Entry(list: list, organization: OrganizationID(organization), values: values)
    }

    /// Everything, without the ids: names, domains and cells of each company and of its entries.
    var contents: [String] {
        companies.map { id, company in
            let rows = entries.values.filter { $0.organization == id }.map { "list \($0.list) \(Self.text($0.values))" }.sorted()
            return "\(company.name) \(company.domains) \(Self.text(company.values)) \(rows) \((notes[id] ?? []).sorted())"
        }.sorted()
    }

    private static func text(_ values: [FieldID: FieldData]) -> String {
        values.map { "\($0.key)=\(FieldDataText.text($0.value))" }.sorted().joined(separator: ",")
    }

    func index(for identities: [Identity]) -> RecordIndex {
        var index = RecordIndex(wantedBy: identities, kind: kind)
        switch kind {
        case .organization: for organization in organizations { index.insert(organization) }
        case .person, .opportunity:
            for (id, record) in companies.sorted(by: { $0.key < $1.key }) {
                index.insert(RecordIndex.Candidate(id: RecordID(id), name: record.name, keys: record.domains.map { $0.lowercased() }))
            }
        }
        return index
    }

    var organizations: [Organization] {
        (kind == .organization ? companies : others).sorted { $0.key < $1.key }.map { id, company in
            Organization(
                id: id, name: company.name, domains: company.domains, isGlobal: company.isGlobal, fields: Self.fields(company.values))
        }
    }

    func view(_ matches: [MatchResult]) -> StageView {
        var view = StageView(matches: matches)
        for (id, company) in companies { view.insert(Self.fields(company.values), of: RecordID(id)) }
        for (id, entry) in entries { view.insert(id, of: RecordID(entry.organization), on: entry.list, fields: Self.fields(entry.values)) }
        for (id, texts) in notes { view.notes[RecordID(id)] = texts }
        return view
    }

    private static func fields(_ values: [FieldID: FieldData]) -> [FieldValue] {
        values.map { FieldValue(id: $0.key, type: .text, data: $0.value) }
    }

    /// Carries out the plan, row by row, and records a failure where the plan leans on something that is not there or has
    /// seen another value than the world holds.
    ///
    /// - Returns: how many requests that took.
    mutating func apply(_ plan: TestPlan) -> Int {
        var requests = 0
        for (_, rows) in Dictionary(grouping: plan.rows, by: \.unit).sorted(by: { $0.key < $1.key }) {
            var organization: OrganizationID?
            var added: [ListID: ListEntryID] = [:]
            for row in rows.sorted(by: { $0.row < $1.row }) where row.disposition == .planned {
                requests += apply(row, plan.bound.fields, &organization, &added)
            }
        }
        return requests
    }

    private mutating func apply(
        _ row: PlannedRow, _ fields: [PlannedField], _ organization: inout OrganizationID?, _ added: inout [ListID: ListEntryID]
    ) -> Int {
        guard let planned = row.records.first else {
            Issue.record("row \(row.row) is planned without a record")
            return 0
        }
        var requests = 0
        if planned.action == .create {
            organization = OrganizationID(nextID())
            companies[OrganizationID(lastID)] = Company(name: planned.name, domains: planned.key.map { [$0] } ?? [])
            requests += 1
        } else if let id = planned.id.map({ OrganizationID($0) }) {
            #expect(organization == nil || organization == id, "row \(row.row) means another organization than its unit")
            organization = id
        }
        guard let organization, companies[organization] != nil else {
            Issue.record("row \(row.row) leans on an organization that no row made")
            return requests
        }
        if let rename = planned.rename {
            companies[organization]?.name = rename
            requests += 1
        }
        for entry in row.entries {
            switch entry.action {
            case .add, .made:
                added[entry.list] = makeEntry(of: organization, on: entry.list)
                if entry.action == .add { requests += 1 }
            case .present: added[entry.list] = entry.id
            case .same: #expect(added[entry.list] != nil, "row \(row.row) leans on an entry that no row added")
            }
        }
        var touched: Set<ListID?> = []
        for cell in row.cells where cell.isWrite {
            write(cell, fields[cell.field], organization, added, row: row.row)
            touched.insert(fields[cell.field].list)
        }
        for note in row.notes {
            let isNew = notes[organization, default: []].insert(NoteText.comparable(note.content, isHTML: note.isHTML)).inserted
            #expect(isNew, "row \(row.row) adds a note that is there")
        }
        return requests + touched.count + row.notes.count
    }

    private mutating func makeEntry(of organization: OrganizationID, on list: ListID) -> ListEntryID {
        let id = ListEntryID(nextID())
        var entry = Entry(list: list, organization: organization)
        if TestAccount.listsOfEveryField.contains(list) {
            entry.values[TestAccount.status] = .option(TestAccount.option(TestAccount.status, "New"))
            entry.values[TestAccount.owners] = .persons([TestAccount.ada.reference])
        }
        entries[id] = entry
        fresh.insert(id)
        return id
    }

    private mutating func write(
        _ cell: PlannedCell, _ field: PlannedField, _ organization: OrganizationID, _ added: [ListID: ListEntryID], row: Int
    ) {
        guard let list = field.list else {
            #expect(companies[organization]?.values[field.id] == cell.before, "row \(row) saw another \(field.name)")
            companies[organization]?.values[field.id] = cell.after
            return
        }
        guard let entry = added[list] else {
            Issue.record("row \(row) writes to an entry that is not there")
            return
        }
        if !fresh.contains(entry) { #expect(entries[entry]?.values[field.id] == cell.before, "row \(row) saw another \(field.name)") }
        entries[entry]?.values[field.id] = cell.after
    }

    /// Entries made since the last plan: what Affinity put into them was not seen.
    private var fresh: Set<ListEntryID> = []

    private mutating func nextID() -> Int64 {
        lastID += 1
        return lastID
    }

    mutating func settle() { fresh = [] }
}
