/// The keys of the steps that find records or make them.
extension Vocabulary {
    static let createOrganizations = KeySet(
        [
            match(.organization),
            Key("name", "The organization's name.", .reference("value")),
            Key("domain", "The organization's domain, as key and for a new one.", .reference("value")),
            id(.organization),
        ] + outcomes(.organization) + [
            Key(
                "shared-directory", "Whether companies that the account lacks are looked for in Affinity's shared directory.",
                .choice(CreateRecords.SharedDirectory.self))
        ])

    static let createPersons = KeySet(
        [
            match(.person),
            Key("name", "The person's full name, where first and last name do not stand apart.", .reference("value")),
            Key("first-name", "The person's first name.", .reference("value")),
            Key("last-name", "The person's last name.", .reference("value")),
            Key("emails", "The person's e-mail addresses; the first is the key.", .reference("value")),
            id(.person),
            Key("organizations", "The organizations of a new person, by domain, name or id.", .reference("value")),
        ] + outcomes(.person))

    static let createOpportunities = KeySet(
        [
            match(.opportunity),
            Key("name", "The opportunity's name.", .reference("value")),
            Key(
                "list", "The list that it is on, by name or id.", .reference("listName"),
                requiredAs: "list: with the name or id of a list of opportunities"),
            id(.opportunity),
            Key("organizations", "The organizations of a new opportunity, by domain, name or id.", .reference("value")),
            Key("persons", "The persons of a new opportunity, by e-mail address, name or id.", .reference("value")),
        ] + outcomes(.opportunity))

    static func creation(of kind: RecordKind) -> KeySet {
        switch kind {
        case .organization: createOrganizations
        case .person: createPersons
        case .opportunity: createOpportunities
        }
    }

    static let find = KeySet([
        Key("list", "The list whose entries are named, by name or id.", .reference("listName")),
        Key("list-entry", "The id of the list entry.", .reference("value")),
        Key("organization", "The id of the organization.", .reference("value")),
        Key("person", "The id of the person.", .reference("value")),
        Key("opportunity", "The id of the opportunity.", .reference("value")),
        Key("when-missing", "What happens when there is no such record.", .choice(FindRecords.WhenMissing.self)),
    ])

    /// What `match` may name besides the id of a field.
    static func matchWords(_ kind: RecordKind) -> [String] {
        switch kind {
        case .organization: ["domain", "name", "id"]
        case .person: ["email", "name", "id"]
        case .opportunity: ["name", "id"]
        }
    }

    private static func match(_ kind: RecordKind) -> Key {
        let field = JSONValue.object([("type", "string"), ("pattern", "^field-[0-9]+$")])
        let item = JSONValue.object([("anyOf", .array([.choice(matchWords(kind)), field]))])
        return Key(
            "match", "Keys, tried in order; the first that finds exactly one \(kind.rawValue) decides.",
            .list(item, minItems: 1, unique: true))
    }

    private static func id(_ kind: RecordKind) -> Key {
        Key("id", "Affinity's id of the \(kind.rawValue), for match: [id].", .reference("value"))
    }

    private static let rowsOfOneName = Key(
        "rows-of-one-name",
        "What rows are that share a name, have no other key, and contradict each other: ask rejects them until a person has decided.",
        .choice(CreateRecords.RowsOfOneName.self))

    private static func outcomes(_ kind: RecordKind) -> [Key] {
        [
            Key("when-missing", "What happens when no \(kind.rawValue) is found.", .choice(CreateRecords.WhenMissing.self)),
            Key("when-ambiguous", "What happens when several are found.", .choice(CreateRecords.WhenAmbiguous.self)),
            Key("when-found", "What happens to one that is found.", .choice(CreateRecords.WhenFound.self)),
        ] + (kind == .opportunity ? [] : [rowsOfOneName])
    }
}
