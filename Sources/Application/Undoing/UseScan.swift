import Affinity
import PipelineSpec
import Planning
import Runs
import Snapshot
import Text

/// Looks through whole lists and directories for cells that hold what the run made, each place once for everything that is asked.
struct UseScan: Sendable {
    /// The rows of a list, or the records of a kind.
    enum Source: Sendable, Hashable {
        case list(ListID)
        case directory(RecordKind)
    }

    struct Place: Sendable {
        var source: Source
        var name: String
        var fields: [Field]
        /// Of a hundred rows; nil when nobody says.
        var pages: Int?
    }

    /// A row or record, and what its asked cells hold.
    struct Holder: Sendable {
        var cells: CellHolder
        var name: String
        var values: [FieldValue]
    }

    /// A record of the account.
    struct Key: Sendable, Hashable {
        var kind: RecordKind
        var id: RecordID
    }

    private struct Enough: Error {}

    let client: AffinityClient

    /// Reads a place to its end, or until it is enough. Nothing is taken for unused on the word of a reading that fell short of what Affinity
    /// states: it is made again, so that a holder may come twice.
    /// - Parameter body: returns whether to go on.
    /// - Returns: what of it can't be read, in words: it may hold anything.
    func forEachHolder(in place: Place, _ body: (Holder) async throws -> Bool) async throws -> [String] {
        var odd: [String] = []
        let what =
            switch place.source {
            case .list: "the list \(place.name)"
            case .directory(let kind): "the directory of \(kind.plural)"
            }
        do {
            try await CompleteReading.read(what, stated: try await place.source.count(client)) {
                try await place.source.count(client)
            } _: {
                odd = []
                return try await readAll(place, &odd, body)
            }
        } catch is Enough {}
        return odd
    }

    /// - Returns: how many different rows or records came.
    private func readAll(_ place: Place, _ odd: inout [String], _ body: (Holder) async throws -> Bool) async throws -> Int {
        let ids = place.fields.map(\.id)
        let long = TruncatedCells(client, fieldIDs: ids)
        var seen: Set<CellHolder> = []
        func take(_ cells: CellHolder, _ name: String, _ values: [FieldValue]) async throws {
            seen.insert(cells)
            guard try await body(Holder(cells: cells, name: name, values: values)) else { throw Enough() }
        }
        switch place.source {
        case .list(let list):
            try await client.forEachPage(AffinityAPI.listEntries(list, fieldIDs: ids)) { page in
                odd += page.odd
                for entry in page.rows {
                    let values = try await long.complete(entry.fields, of: entry.id, on: list)
                    try await take(.entry(list, entry.id), "\(entry.entityName) on \(place.name)", values)
                }
            }
        case .directory(.person):
            try await client.forEachPage(AffinityAPI.persons(fieldIDs: ids)) { page in
                odd += page.odd
                for person in page.rows {
                    let values = try await long.complete(person.fields, of: person.id)
                    try await take(.record(.person, RecordID(person.id)), person.fullName, values)
                }
            }
        case .directory:
            try await client.forEachPage(AffinityAPI.organizations(fieldIDs: ids)) { page in
                odd += page.odd
                for organization in page.rows {
                    let values = try await long.complete(organization.fields, of: organization.id)
                    try await take(.record(.organization, RecordID(organization.id)), organization.name, values)
                }
            }
        }
        return seen.count + odd.count
    }
}

extension UseScan.Source {
    /// How many rows or records there are; nil when the account does not say.
    func count(_ client: AffinityClient) async throws(AffinityError) -> Int? {
        switch self {
        case .list(let list): try await client.count(AffinityAPI.listSize(list))
        case .directory(.person): try await client.count(AffinityAPI.countPersons())
        case .directory: try await client.count(AffinityAPI.countOrganizations())
        }
    }

    /// Of a hundred.
    func pages(_ client: AffinityClient) async throws(AffinityError) -> Int? {
        try await count(client).map(AffinityAPI.pages)
    }
}

/// Cells of type company or person anywhere in the account that name a record which the run made.
struct ReferenceScan: Sendable {
    /// How many pages are read for the cells that name records; what is beyond is said and not looked at.
    static let mostPages = 500

    /// The records are looked for in these.
    let places: [UseScan.Place]
    /// What is not looked at, in words.
    let omitted: [String]

    var pages: Int { places.reduce(0) { $0 + ($1.pages ?? 1) } }

    /// - Parameter kinds: of the records that the run made.
    static func plan(_ client: AffinityClient, _ fields: UseFields, deleting kinds: Set<RecordKind>) async throws -> ReferenceScan {
        func names(_ field: Field) -> Bool {
            // Only users of the account are owners.
            if FilledInFields.isOwners(field.name, field.valueType) { return false }
            return field.valueType.isCompany && kinds.contains(.organization) || field.valueType.isPerson && kinds.contains(.person)
        }
        var places: [UseScan.Place] = []
        for list in fields.lists {
            let asked = (fields.ofEntries[list.id] ?? []).filter(names)
            guard !asked.isEmpty else { continue }
            let pages = try await UseScan.Source.list(list.id).pages(client)
            places.append(UseScan.Place(source: .list(list.id), name: list.name, fields: asked, pages: pages))
        }
        for kind in [RecordKind.organization, .person] {
            let asked = (fields.ofRecords[kind] ?? []).filter { $0.origin == .global && names($0) }
            guard !asked.isEmpty else { continue }
            let pages = try await UseScan.Source.directory(kind).pages(client)
            places.append(UseScan.Place(source: .directory(kind), name: "all \(kind.plural)", fields: asked, pages: pages))
        }
        var taken: [UseScan.Place] = []
        var omitted: [String] = []
        var sum = 0
        for place in places.sorted(by: { ($0.pages ?? .max) < ($1.pages ?? .max) }) {
            if let pages = place.pages, sum + pages <= mostPages {
                sum += pages
                taken.append(place)
            } else {
                let size = place.pages.map { "\(Numbers.grouped($0)) pages" } ?? "their number is not known"
                omitted.append("cells of \(place.name) that name what the run made (\(size))")
            }
        }
        return ReferenceScan(places: taken, omitted: omitted)
    }

    /// Who names which of the run's records; a cell that the run itself set is not a use by somebody.
    func read(_ client: AffinityClient, _ run: RunFile, _ frame: PlanFrame) async throws -> [UseScan.Key: String] {
        var uses: [UseScan.Key: String] = [:]
        for place in places {
            let unread = try await UseScan(client: client).forEachHolder(in: place) { holder in
                for value in holder.values {
                    for record in Self.records(in: value.data) where uses[record] == nil {
                        guard try run.standing(ofMade: record.id.rawValue, .create(record.kind)) == .done else { continue }
                        if try Self.isOwn(value, holder.cells, run, frame) { continue }
                        let field = place.fields.first { $0.id == value.id }?.name ?? "a field"
                        uses[record] = "\(field) of \(holder.name) names it"
                    }
                }
                return true
            }
            // Nobody knows whom it names, so nothing goes until it can be read.
            if let first = unread.first {
                throw AffinityError.shortRead(reason: "what uses the records can't be read whole, \(place.name): \(first)")
            }
        }
        return uses
    }

    private static func isOwn(_ value: FieldValue, _ holder: CellHolder, _ run: RunFile, _ frame: PlanFrame) throws -> Bool {
        guard let data = value.data, let ours = try run.writtenCells(of: holder, in: frame).value(holder, value.id) else { return false }
        return FieldDataText.isSame(ours, data)
    }

    private static func records(in data: FieldData?) -> [UseScan.Key] {
        (data?.scalars ?? []).compactMap { scalar in
            scalar.person.map { UseScan.Key(kind: .person, id: RecordID($0.id)) }
                ?? scalar.company.map { UseScan.Key(kind: .organization, id: RecordID($0.id)) }
        }
    }
}

/// What tells whether somebody uses a record, read once for a whole undo.
struct UseFields: Sendable {
    /// Whom the key belongs to.
    let user: PersonID
    /// Every list of the account.
    let lists: [AffinityList]
    /// The lists' own fields that hold values.
    let ofEntries: [ListID: [Field]]
    /// Fields that every record of a kind has.
    let ofRecords: [RecordKind: [Field]]

    /// - Parameter kinds: of the records that the run made.
    static func read(_ client: AffinityClient, _ frame: PlanFrame, deleting kinds: Set<RecordKind>) async throws -> UseFields {
        let lists = try await client.all(AffinityAPI.lists())
        // A cell that names a record may be on any list.
        let read = kinds.isEmpty ? frame.lists.map(\.id) : lists.map(\.id)
        var ofEntries: [ListID: [Field]] = [:]
        for list in read {
            // Fields without a number are Affinity's own: when the row was added, the organizations of an opportunity.
            ofEntries[list] = try await client.all(AffinityAPI.listFields(list))
                .filter { $0.origin == .list && $0.id.rawValue.hasPrefix("field-") }
        }
        var ofRecords: [RecordKind: [Field]] = [:]
        if !kinds.isEmpty {
            ofRecords[.organization] = try await client.all(AffinityAPI.organizationFields())
            ofRecords[.person] = try await client.all(AffinityAPI.personFields())
        }
        return UseFields(
            user: try await client.send(AffinityAPI.whoAmI()).userID, lists: lists, ofEntries: ofEntries, ofRecords: ofRecords)
    }

    func name(of list: ListID) -> String { lists.first { $0.id == list }?.name ?? "list \(list)" }

    /// Fields of a record that people, mail or calendars fill in: an interaction is a use as well. Lists and notes are looked at by
    /// themselves: their cells only repeat them, and still show what the undo has just removed.
    func uses(of kind: RecordKind) -> [Field] {
        (ofRecords[kind] ?? []).filter {
            ($0.origin == .global && !["list-multi", "note"].contains($0.valueType.rawValue)) || $0.valueType == .interaction
        }
    }

    /// The lists whose rows are records of a kind.
    func lists(of kind: RecordKind) -> [AffinityList] { lists.filter { RecordKind($0.kind) == kind } }
}
