package import Affinity
package import PipelineSpec

/// What an account has that pipelines can name, as it was once read: for checks without a key. It holds no key, and nobody's records.
package struct AccountFile: Codable, Sendable, Hashable {
    package struct List: Codable, Sendable, Hashable {
        package var id: ListID
        package var name: String
        package var kind: EntityKind
        package var isPublic: Bool
        package var fields: [FieldEntry]
        package var views: [View]
    }

    package struct View: Codable, Sendable, Hashable {
        package var id: SavedViewID
        package var name: String
        package var kind: String
    }

    package struct FieldEntry: Codable, Sendable, Hashable {
        package var id: FieldID
        package var name: String
        /// As Affinity writes it: `list`, `global`, `enriched` and so on.
        package var origin: String
        package var type: FieldValueType
        package var isRequired: Bool
        /// In the order of their ranks; nil for a field without.
        package var options: [Option]?
    }

    package struct Option: Codable, Sendable, Hashable {
        package var id: DropdownOptionID
        package var text: String
        package var rank: Int?
        package var category: String?
    }

    package struct User: Codable, Sendable, Hashable {
        package var id: PersonID
        package var firstName: String
        package var lastName: String?
        package var emails: [String]
    }

    package static let latest = 1

    /// Of the form of the file.
    package var version = Self.latest
    /// The subdomain.
    package var account: String
    package var name: String
    /// ISO 8601, UTC.
    package var readAt: String
    package var lists: [List]
    package var organizationFields: [FieldEntry]
    package var personFields: [FieldEntry]
    package var users: [User]

    /// - Parameters:
    ///   - catalog: with the fields of all lists and the options of all dropdowns.
    ///   - views: of each list.
    package init(_ catalog: Catalog, views: [ListID: [SavedView]], readAt: String) {
        func entries(_ fields: [Field]) -> [FieldEntry] { fields.map { FieldEntry($0, options: catalog.options[$0.id]) } }
        account = catalog.account.subdomain
        name = catalog.account.tenantName
        self.readAt = readAt
        lists = catalog.lists.sorted { $0.id < $1.id }.map { list in
            List(
                id: list.id, name: list.name, kind: list.kind, isPublic: list.isPublic, fields: entries(catalog.listFields[list.id] ?? []),
                views: (views[list.id] ?? []).sorted { $0.id < $1.id }.map { View(id: $0.id, name: $0.name, kind: $0.kind) })
        }
        organizationFields = entries(catalog.organizationFields)
        personFields = entries(catalog.personFields)
        users = catalog.people.sorted { $0.id < $1.id }.map {
            User(id: $0.id, firstName: $0.firstName, lastName: $0.lastName, emails: $0.emailAddresses)
        }
    }

    // MARK: As catalogs

    /// What an import can be bound to.
    package var catalog: Catalog {
        var catalog = Catalog(account: user)
        catalog.lists = affinityLists
        for list in lists { catalog.listFields[list.id] = list.fields.map(\.field) }
        catalog.organizationFields = organizationFields.map(\.field)
        catalog.personFields = personFields.map(\.field)
        for field in allFields { catalog.options[field.id] = field.options?.map(\.option) }
        catalog.people = users.map {
            Person(id: $0.id, firstName: $0.firstName, lastName: $0.lastName, emailAddresses: $0.emails, isInternal: true)
        }
        return catalog
    }

    package var affinityLists: [AffinityList] {
        lists.map { AffinityList(id: $0.id, name: $0.name, kind: $0.kind, isPublic: $0.isPublic) }
    }

    /// Of whoever read the account nothing is kept.
    package var user: CurrentUser {
        CurrentUser(
            tenantName: name, subdomain: account, userID: PersonID(0), firstName: "", lastName: nil, emailAddress: "", grantType: "",
            scopes: [])
    }

    private var allFields: [FieldEntry] { lists.flatMap(\.fields) + organizationFields + personFields }

    // MARK: As names

    /// What an editor offers.
    package var names: AccountNames {
        var fields: [String: AccountNames.Field] = [:]
        func add(_ entry: FieldEntry, _ name: String, of owner: String) {
            var field =
                fields[name] ?? AccountNames.Field(name: name, summary: "\(entry.type) of \(owner)", texts: [])
            if fields[name] != nil { field.summary += ", \(entry.type) of \(owner)" }
            field.texts += texts(of: entry).filter { !field.texts.contains($0) }
            fields[name] = field
        }
        let ofRecords = [(RecordKind.organization, organizationFields), (.person, personFields)]
        for list in lists {
            let shared = Set((list.kind == .person ? personFields : list.kind == .company ? organizationFields : []).map(\.name))
            for entry in list.fields where entry.origin == "list" && isSettable(entry, on: list.id, RecordKind(list.kind)) {
                add(entry, entry.name, of: list.name)
                if shared.contains(entry.name) { add(entry, "list.\(entry.name)", of: list.name) }
            }
        }
        for (kind, entries) in ofRecords {
            for entry in entries where isSettable(entry, on: nil, kind) {
                add(entry, entry.name, of: kind.plural)
                add(entry, "\(kind.rawValue).\(entry.name)", of: kind.plural)
            }
        }
        let columns = Set((lists.flatMap(\.fields) + organizationFields + personFields).map(\.name)).union(["Name"])
        return AccountNames(
            account: account, lists: lists.map(\.name).unique, views: lists.flatMap(\.views).map(\.name).unique,
            fields: fields.values.sorted { $0.name < $1.name }, columns: columns.sorted())
    }

    private func texts(of entry: FieldEntry) -> [String] {
        if entry.type.isPerson { return users.compactMap(\.emails.first) }
        return entry.options?.map(\.text) ?? []
    }

    private func isSettable(_ entry: FieldEntry, on list: ListID?, _ kind: RecordKind) -> Bool {
        ReadOnlyFields.reason(of: entry.field, on: list, kind: kind) == nil
    }
}

extension AccountFile.FieldEntry {
    fileprivate init(_ field: Field, options: [DropdownOption]?) {
        self.init(
            id: field.id, name: field.name, origin: Self.text(field.origin), type: field.valueType, isRequired: field.isRequired,
            options: options.map { options in
                options.sorted { ($0.rank ?? 0, $0.id) < ($1.rank ?? 0, $1.id) }.map {
                    AccountFile.Option(id: $0.id, text: $0.text, rank: $0.rank, category: $0.category?.rawValue)
                }
            })
    }

    package var field: Field {
        let origin: Field.Origin =
            switch origin {
            case "list": .list
            case "global": .global
            case "enriched": .enriched
            case "relationship-intelligence": .relationshipIntelligence
            default: .other(origin)
            }
        return Field(id: id, name: name, origin: origin, valueType: type, isRequired: isRequired)
    }

    private static func text(_ origin: Field.Origin) -> String {
        switch origin {
        case .list: "list"
        case .global: "global"
        case .enriched: "enriched"
        case .relationshipIntelligence: "relationship-intelligence"
        case .other(let name): name
        }
    }
}

extension AccountFile.Option {
    fileprivate var option: DropdownOption {
        DropdownOption(id: id, text: text, rank: rank, category: category.flatMap(DropdownOption.Category.init))
    }
}

extension [String] {
    fileprivate var unique: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
