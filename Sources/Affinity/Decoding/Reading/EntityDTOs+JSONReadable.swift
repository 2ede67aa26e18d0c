extension OrganizationDTO: JSONReadable {
    private enum Key: String, CaseIterable { case id, name, domain, domains, isGlobal, fields }
    private static let keys = JSONKeys<Key>()

    init(_ reader: inout JSONReader) throws(JSONReader.Unexpected) {
        var id: Int64?
        var name: String?
        var domain: String?
        var domains: [String]?
        var isGlobal: Bool?
        var fields: [FieldValueDTO]?
        try reader.object(Self.keys) { reader, key throws(JSONReader.Unexpected) in
            switch key {
            case .id: id = try reader.integer()
            case .name: name = try reader.optionalString()
            case .domain: domain = try reader.optionalString()
            case .domains: domains = try reader.optionalStrings()
            case .isGlobal: isGlobal = try reader.optional { reader throws(JSONReader.Unexpected) in try reader.bool() }
            case .fields: fields = try reader.optionalCells()
            }
        }
        guard let id else { throw JSONReader.Unexpected() }
        self.init(id: OrganizationID(id), name: name, domain: domain, domains: domains, isGlobal: isGlobal, fields: fields)
    }
}

extension ListEntryDTO: JSONReadable {
    private enum Key: String, CaseIterable { case id, listId, createdAt, entity }
    private static let keys = JSONKeys<Key>()

    init(_ reader: inout JSONReader) throws(JSONReader.Unexpected) {
        var id: Int64?
        var list: Int64?
        var createdAt: String?
        var entity: Entity?
        try reader.object(Self.keys) { reader, key throws(JSONReader.Unexpected) in
            switch key {
            case .id: id = try reader.integer()
            case .listId: list = try reader.optional { reader throws(JSONReader.Unexpected) in try reader.integer() }
            case .createdAt: createdAt = try reader.optionalString()
            case .entity: entity = try Entity(&reader)
            }
        }
        guard let id, let entity else { throw JSONReader.Unexpected() }
        self.init(id: ListEntryID(id), listId: list.map { ListID($0) }, createdAt: createdAt, entity: entity)
    }
}

extension ListEntryDTO.Entity: JSONReadable {
    private enum Key: String, CaseIterable { case id, name, firstName, lastName, fields }
    private static let keys = JSONKeys<Key>()

    init(_ reader: inout JSONReader) throws(JSONReader.Unexpected) {
        var id: Int64?
        var name: String?
        var firstName: String?
        var lastName: String?
        var fields: [FieldValueDTO]?
        try reader.object(Self.keys) { reader, key throws(JSONReader.Unexpected) in
            switch key {
            case .id: id = try reader.integer()
            case .name: name = try reader.optionalString()
            case .firstName: firstName = try reader.optionalString()
            case .lastName: lastName = try reader.optionalString()
            case .fields: fields = try reader.optionalCells()
            }
        }
        guard let id else { throw JSONReader.Unexpected() }
        self.init(id: id, name: name, firstName: firstName, lastName: lastName, fields: fields)
    }
}

extension PersonDTO: JSONReadable {
    private enum Key: String, CaseIterable { case id, firstName, lastName, primaryEmailAddress, emailAddresses, type, fields }
    private static let keys = JSONKeys<Key>()

    init(_ reader: inout JSONReader) throws(JSONReader.Unexpected) {
        var id: Int64?
        var firstName: String?
        var lastName: String?
        var primaryEmailAddress: String?
        var emailAddresses: [String]?
        var type: String?
        var fields: [FieldValueDTO]?
        try reader.object(Self.keys) { reader, key throws(JSONReader.Unexpected) in
            switch key {
            case .id: id = try reader.integer()
            case .firstName: firstName = try reader.optionalString()
            case .lastName: lastName = try reader.optionalString()
            case .primaryEmailAddress: primaryEmailAddress = try reader.optionalString()
            case .emailAddresses: emailAddresses = try reader.optionalStrings()
            case .type: type = try reader.optionalString()
            case .fields: fields = try reader.optionalCells()
            }
        }
        guard let id else { throw JSONReader.Unexpected() }
        self.init(
            id: PersonID(id), firstName: firstName, lastName: lastName, primaryEmailAddress: primaryEmailAddress,
            emailAddresses: emailAddresses, type: type, fields: fields)
    }
}

extension JSONReader {
    fileprivate mutating func optionalString() throws(Unexpected) -> String? { try null() ? nil : try string() }

    fileprivate mutating func optionalStrings() throws(Unexpected) -> [String]? {
        try null() ? nil : try array { reader throws(Unexpected) in try reader.string() }
    }

    fileprivate mutating func optionalCells() throws(Unexpected) -> [FieldValueDTO]? {
        try null() ? nil : try array { reader throws(Unexpected) in try FieldValueDTO(&reader) }
    }
}
