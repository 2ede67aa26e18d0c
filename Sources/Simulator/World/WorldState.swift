/// The whole account in memory. A value: whoever holds it owns it, and `World` guards the one that requests work on.
struct WorldState: Sendable {
    /// The next free id of each kind. Kinds count apart, so that their ids overlap as Affinity's do (AffinityAPI.md#ids-and-kinds).
    struct NextIDs: Sendable {
        var organization = 100_001
        var person = 100_001
        var opportunity = 100_001
        var list = 3_001
        var entry = 100_001
        var view = 3_001
        var field = 4_101
        var option = 4_101
        var value = 100_001
        var interactions: [Interaction.Kind: Int] = [:]
        var note = 100_001
        var reminder = 100_001
        var merge = 101
        var webhook = 101
        var change = 100_001
    }

    var tenantID = 47_237
    var tenantName = ""
    var subdomain = ""
    /// Whose key it is: a person id.
    var keyUserID = 0
    /// Seconds since 1970.
    var keyCreatedAt = 0
    var hiddenValues = HiddenValues.null

    var nextIDs = NextIDs()
    var persons = Table<Person>()
    var organizations = Table<Organization>()
    /// Organizations in the account's own directory, ascending.
    var workspaceOrganizationIDs: [Int] = []
    var organizationIndex = SearchIndex()
    var personIndex = SearchIndex()
    var opportunities = Table<Opportunity>()
    var lists = Table<AccountList>()
    var entries = Table<ListEntry>()
    var views = Table<SavedView>()
    var notes = Table<Note>()
    var reminders = Table<Reminder>()
    var interactions: [Interaction.Kind: Table<Interaction>] = [:]
    var fields = Table<FieldDefinition>()
    /// Fields of the records themselves, in order, by kind.
    var globalFieldIDs: [EntityKind: [Int]] = [:]
    var globalFieldIDsByKey: [EntityKind: [String: Int]] = [:]
    /// Where v1's value rows are stored.
    var valueLocations: [Int: ValueLocation] = [:]
    /// E-mail addresses in lower case, each of one person (AffinityAPI.md#creating-persons).
    var personIDsByEmail: [String: Int] = [:]
    /// Merged records: the old id and the one that took it over.
    var mergedOrganizations: [Int: Int] = [:]
    var mergedPersons: [Int: Int] = [:]
    /// Every merge that was asked for, done or failed.
    var merges = Table<MergeRecord>()
    /// Those under way, with the second since 1970 at which each is done.
    var pendingMerges: [(id: Int, due: Double)] = []
    /// People and organizations that were linked when one of them was made, with the second since 1970 at which it shows.
    var pendingLinks: [(personID: Int, organizationID: Int, due: Double)] = []
    /// Seconds that it takes.
    var linkLag = 0.0
    /// Whether v2 answers 404 for what was merged.
    var mergedIsMissing = false
    /// Which day is kept of a time with an offset.
    var dayOfOffset = DayOfOffset.utc

    var webhooks = Table<Webhook>()
    /// What happened since they were last taken, for webhooks.
    var announcements: [Announcement] = []
    /// Off in copies, which hear of the same things again.
    var announces = true

    /// What happened to cells, oldest first.
    var changes: [FieldChange] = []
    /// Off while the account is filled.
    var keepsHistory = false

    /// The cell that a value row belongs to.
    struct ValueLocation: Sendable {
        let owner: CellOwner
        let fieldID: Int
    }

    static func take(_ next: inout Int) -> Int {
        next += 1
        return next - 1
    }
}

/// Records by id that can also be walked in ascending id order from any point, which is what cursors need.
struct Table<Record: Sendable>: Sendable {
    /// Ascending.
    private(set) var ids: [Int] = []
    private var records: [Int: Record] = [:]

    subscript(id: Int) -> Record? {
        _read { yield records[id] }
        _modify { yield &records[id] }
    }

    var count: Int { ids.count }

    /// Adds a record whose id is higher than all before.
    mutating func append(_ record: Record, id: Int) {
        ids.append(id)
        records[id] = record
    }

    mutating func remove(_ id: Int) {
        records[id] = nil
        ids.removeSorted(id)
    }
}

extension [Int] {
    /// The first position of an ascending array whose element is not below the number.
    func lowerBound(_ number: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    mutating func removeSorted(_ number: Int) {
        let position = lowerBound(number)
        if position < count && self[position] == number { remove(at: position) }
    }

    mutating func insertSorted(_ number: Int) {
        let position = lowerBound(number)
        if position == count || self[position] != number { insert(number, at: position) }
    }
}
