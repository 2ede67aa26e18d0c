/// A meeting, a call, a chat message or an e-mail between users and others (AffinityAPI.md#interactions).
struct Interaction: Sendable, Equatable {
    /// The raw value is v1's code.
    enum Kind: Int, Sendable, CaseIterable {
        case meeting = 0
        case call = 1
        case chatMessage = 2
        case email = 3

        /// As v2 and account files name it.
        var name: String {
            switch self {
            case .meeting: "meeting"
            case .call: "call"
            case .chatMessage: "chat-message"
            case .email: "email"
            }
        }

        init?(name: String) {
            guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = kind
        }

        var isEvent: Bool { self == .meeting || self == .call }
    }

    /// The raw value is v1's code.
    enum Direction: Int, Sendable {
        case sent = 0
        case received = 1
    }

    /// Ids are unique within a kind only.
    struct Key: Sendable, Hashable {
        let kind: Kind
        let id: Int
    }

    let id: Int
    let kind: Kind
    var title: String?
    /// Seconds since 1970.
    var at: Int
    var endsAt: Int?
    /// The users who took part.
    var internalPersonIDs: [Int]
    /// The others.
    var otherPersonIDs: [Int]
    /// Of chat messages and e-mails.
    var direction = Direction.sent
    /// Who entered it; `nil` for what was synchronized.
    var manualCreatorID: Int?
    var createdAt: Instant
    var updatedAt: Instant?

    var key: Key { Key(kind: kind, id: id) }

    var personIDs: [Int] { internalPersonIDs + otherPersonIDs }
}

extension WorldState {
    func interaction(_ key: Interaction.Key) -> Interaction? { interactions[key.kind]?[key.id] }

    /// Adds an interaction under the next id of its kind.
    mutating func addInteraction(_ make: (Int) -> Interaction, of kind: Interaction.Kind) -> Interaction {
        let id = Self.take(&nextIDs.interactions[kind, default: 100_001])
        let interaction = make(id)
        interactions[kind, default: Table()].append(interaction, id: id)
        return interaction
    }

    /// What is there of it to see in the fields of those who took part, and of their organizations.
    mutating func refreshActivity(ofPersons personIDs: [Int], _ kind: Interaction.Kind, at now: Double) {
        var owners: [CellOwner] = []
        for id in personIDs {
            owners.append(.person(id))
            owners += (persons[id]?.organizationIDs ?? []).map { .company($0) }
        }
        for owner in owners { refreshActivity(of: owner, kind, at: now) }
    }

    /// Which interaction is the first, the last and the next; calls count as events (AffinityAPI.md#interactions).
    private mutating func refreshActivity(of owner: CellOwner, _ kind: Interaction.Kind, at now: Double) {
        let all = Interaction.Kind.allCases.flatMap { interactions(of: owner, $0) }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        let own = all.filter { $0.kind == kind || (kind.isEvent && $0.kind.isEvent) }
        let past = own.filter { Double($0.at) <= now }
        let name = kind.isEvent ? "event" : kind.name
        set("first-\(name)", past.first, of: owner, at: now)
        set("last-\(name)", past.last, of: owner, at: now)
        if kind.isEvent { set("next-event", own.first { Double($0.at) > now }, of: owner, at: now) }
        set("last-contact", all.last { Double($0.at) <= now }, of: owner, at: now)
    }

    private mutating func set(_ key: String, _ interaction: Interaction?, of owner: CellOwner, at now: Double) {
        let kind: EntityKind
        switch owner {
        case .company: kind = .company
        case .person: kind = .person
        case .entry: return
        }
        guard let field = globalField(key: key, of: kind) else { return }
        setCell(interaction.map { [.interaction($0.key)] } ?? [], of: owner, field: field, at: now)
    }

    /// Those that a person took part in, or somebody of an organization or of an opportunity.
    func interactions(of owner: CellOwner, _ kind: Interaction.Kind) -> [Interaction] {
        let people: Set<Int>
        switch owner {
        case .person(let id): people = [id]
        case .company(let id): people = Set(organizations[id]?.personIDs ?? [])
        case .entry(let id): people = Set(entries[id].flatMap { opportunities[$0.entityID] }?.personIDs ?? [])
        }
        let table = interactions[kind] ?? Table()
        return table.ids.compactMap { table[$0] }.filter { !people.isDisjoint(with: $0.otherPersonIDs) }
    }

    mutating func deleteInteraction(_ interaction: Interaction, at now: Double) {
        interactions[interaction.kind]?.remove(interaction.id)
        for id in notes.ids where notes[id]?.interaction == interaction.key { deleteNote(id) }
        refreshActivity(ofPersons: interaction.otherPersonIDs, interaction.kind, at: now)
    }
}
