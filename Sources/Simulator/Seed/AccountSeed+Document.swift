extension AccountSeed {
    /// Reads an account from a YAML or JSON document.
    /// - Throws: `SeedError` naming the first place that does not fit.
    package init(_ document: SeedValue) throws(SeedError) {
        let root = try SeedReader(value: document, path: "").object(
            keys: ["tenant", "key-user", "users", "persons", "organizations", "fields", "lists", "notes", "reminders"])
        let tenant = try root.optional("tenant")?.object(keys: ["name", "subdomain"])
        tenantName = try tenant?.text("name") ?? "Contoso Ventures"
        subdomain = try tenant?.text("subdomain") ?? "contoso"
        users = []
        for item in try root.required("users").items() { users.append(try PersonSeed(item)) }
        guard let first = users.first?.emails.first else { throw SeedError("users", "an account needs at least one user with an e-mail") }
        keyUser = try root.text("key-user") ?? first
        persons = []
        for item in try root.items("persons") { persons.append(try PersonSeed(item)) }
        organizations = []
        for item in try root.items("organizations") { organizations.append(try OrganizationSeed(item)) }
        organizationFields = []
        personFields = []
        if let fields = try root.optional("fields")?.object(keys: ["organizations", "persons"]) {
            for item in try fields.items("organizations") { organizationFields.append(try FieldSeed(item)) }
            for item in try fields.items("persons") { personFields.append(try FieldSeed(item)) }
        }
        lists = []
        for item in try root.items("lists") { lists.append(try ListSeed(item)) }
        for item in try root.items("notes") { notes.append(try NoteSeed(item)) }
        for item in try root.items("reminders") { reminders.append(try ReminderSeed(item)) }
    }
}

extension PersonSeed {
    init(_ reader: SeedReader) throws(SeedError) {
        let object = try reader.object(keys: ["first", "last", "email", "emails", "collaborator", "organizations", "fields", "merged-into"])
        firstName = try object.required("first").text()
        lastName = try object.text("last")
        if let email = try object.text("email") { emails = [email] } else { emails = try object.texts("emails") }
        isCollaborator = try object.flag("collaborator", default: false)
        organizations = try object.texts("organizations")
        cells = try CellSeed.all(object.optional("fields"))
        mergedInto = try object.text("merged-into")
    }
}

extension OrganizationSeed {
    init(_ reader: SeedReader) throws(SeedError) {
        let object = try reader.object(keys: ["name", "domain", "domains", "global", "fields", "merged-into"])
        name = try object.required("name").text()
        if let domain = try object.text("domain") { domains = [domain] } else { domains = try object.texts("domains") }
        isGlobal = try object.flag("global", default: false)
        cells = try CellSeed.all(object.optional("fields"))
        mergedInto = try object.text("merged-into")
    }
}

extension CellSeed {
    static func all(_ reader: SeedReader?) throws(SeedError) -> [CellSeed] {
        guard let reader else { return [] }
        return try reader.members().map { CellSeed(field: $0.key, value: $0.reader.value, path: $0.reader.path) }
    }
}

extension FieldSeed {
    init(_ reader: SeedReader) throws(SeedError) {
        let object = try reader.object(
            keys: ["name", "type", "id", "source", "status", "required", "users-only", "description", "options"])
        name = try object.required("name").text()
        let type = try object.required("type")
        guard let valueType = ValueType(rawValue: try type.text()) else {
            throw type.mismatch("one of \(ValueType.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.valueType = valueType
        key = try object.text("id")
        source = try object.text("source")
        isStatus = try object.flag("status", default: false)
        isRequired = try object.flag("required", default: false)
        takesUsersOnly = try object.flag("users-only", default: false)
        description = try object.text("description")
        path = reader.path
        for item in try object.items("options") { options.append(try OptionSeed(item)) }
        guard options.isEmpty || valueType.hasOptions else { throw SeedError(path, "a field of type \(valueType.rawValue) has no options") }
    }
}

extension OptionSeed {
    init(_ reader: SeedReader) throws(SeedError) {
        if case .text(let text) = reader.value {
            self.text = text
            return
        }
        let object = try reader.object(keys: ["text", "color", "category", "win-rate"])
        text = try object.required("text").text()
        if let place = object.optional("color") {
            guard let color = FieldOption.Color(rawValue: try place.text()) else {
                throw place.mismatch("one of \(FieldOption.Color.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            self.color = color
        }
        if let place = object.optional("category") {
            guard let category = FieldOption.Category(rawValue: try place.text()) else {
                throw place.mismatch("one of \(FieldOption.Category.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            self.category = category
        }
        if let place = object.optional("win-rate") {
            guard let rate = Int(exactly: try place.number()) else { throw place.mismatch("a whole number") }
            winRate = rate
        }
    }
}

extension ListSeed {
    init(_ reader: SeedReader) throws(SeedError) {
        let object = try reader.object(keys: ["name", "type", "owner", "public", "fields", "entries", "views"])
        name = try object.required("name").text()
        let type = try object.required("type")
        guard let kind = EntityKind(name: try type.text()) else { throw type.mismatch("company, person or opportunity") }
        self.kind = kind
        owner = try object.text("owner")
        isPublic = try object.flag("public", default: true)
        path = reader.path
        for item in try object.items("fields") { fields.append(try FieldSeed(item)) }
        for item in try object.items("entries") { entries.append(try EntrySeed(item)) }
        for item in try object.items("views") { views.append(try ViewSeed(item)) }
    }
}

extension EntrySeed {
    init(_ reader: SeedReader) throws(SeedError) {
        let object = try reader.object(keys: ["record", "organizations", "persons", "restricted", "redacted", "creator", "fields"])
        record = try object.required("record").text()
        organizations = try object.texts("organizations")
        persons = try object.texts("persons")
        isRedacted = try object.flag("redacted", default: false)
        isRestricted = try object.flag("restricted", default: isRedacted)
        creator = try object.text("creator")
        cells = try CellSeed.all(object.optional("fields"))
        path = reader.path
    }
}

extension ViewSeed {
    init(_ reader: SeedReader) throws(SeedError) {
        let object = try reader.object(keys: ["name", "type", "columns", "filter"])
        name = try object.required("name").text()
        let type = try object.required("type")
        guard let style = SavedView.Style(rawValue: try type.text()) else { throw type.mismatch("sheet, board or dashboard") }
        self.style = style
        columns = try object.texts("columns")
        path = reader.path
        if let filter = try object.optional("filter")?.object(keys: ["field", "any-of"]) {
            filterField = try filter.required("field").text()
            filterOptions = try filter.texts("any-of")
        }
    }
}

extension NoteSeed {
    init(_ reader: SeedReader) throws(SeedError) {
        let object = try reader.object(keys: ["text", "html", "organizations", "persons", "opportunities", "by", "at"])
        let html = try object.text("html")
        let text = try object.text("text")
        guard let content = html ?? text, html == nil || text == nil else {
            throw SeedError(reader.path, "a note has either `text` or `html`")
        }
        self.content = content
        isHTML = html != nil
        organizations = try object.texts("organizations")
        persons = try object.texts("persons")
        opportunities = try object.texts("opportunities")
        creator = try object.text("by")
        createdAt = try object.text("at")
        path = reader.path
    }
}

extension ReminderSeed {
    init(_ reader: SeedReader) throws(SeedError) {
        let object = try reader.object(keys: ["text", "organization", "person", "due", "every-days", "owner"])
        content = try object.text("text")
        organization = try object.text("organization")
        person = try object.text("person")
        due = try object.required("due").text()
        if let place = object.optional("every-days") {
            guard let days = Int(exactly: try place.number()), (1...3_650).contains(days) else {
                throw place.mismatch("a whole number from 1 to 3650")
            }
            everyDays = days
        }
        owner = try object.text("owner")
        path = reader.path
    }
}
