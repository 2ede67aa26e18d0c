/// A column: its identity in both API versions, its type and its options.
struct FieldDefinition: Sendable {
    /// v2's `type` of a field.
    enum Category: String, Sendable {
        case enriched
        case global
        case list
        case relationshipIntelligence = "relationship-intelligence"
    }

    /// Values that are worked out from the account instead of being stored.
    enum Derivation: Sendable, Equatable {
        case persons, companies, lists, dateAdded
        /// The instant at which the Status of a row was set; the field is the list's Status.
        case statusSince(field: Int)
    }

    /// v1's id, also the key of cells.
    let id: Int
    /// v2's id: `field-<id>` or a name such as `affinity-data-location` (AffinityAPI.md#kinds-of-fields).
    let key: String
    let name: String
    let entity: EntityKind
    /// `nil` for fields of the record itself.
    let listID: Int?
    let category: Category
    /// `affinity-data`, `dealroom` and the like; `nil` for fields that people made.
    let source: String?
    let valueType: ValueType
    let description: String?
    let isRequired: Bool
    /// Seconds since 1970; `nil` for built-in fields.
    let createdAt: Int?
    /// The list's Status: ranked, with options that have a category.
    let isStatus: Bool
    /// Only users of the account may stand in it.
    let takesUsersOnly: Bool
    let derivation: Derivation?
    var options: [FieldOption] = []
    /// Everything of v2's field object up to the value's data, rendered once: `{"id":…,"value":{"type":"…"`.
    let head: [UInt8]
    /// The same for a value that the caller may not see: its `type` is `hidden` (AffinityAPI.md#opportunities).
    let hiddenHead: [UInt8]
    /// The whole of such a field when its value is masked (AffinityAPI.md#values).
    let masked: [UInt8]

    init(
        id: Int, key: String, name: String, entity: EntityKind, listID: Int? = nil, category: Category, source: String? = nil,
        valueType: ValueType, description: String? = nil, isRequired: Bool = false, createdAt: Int? = nil, isStatus: Bool = false,
        takesUsersOnly: Bool = false, derivation: Derivation? = nil
    ) {
        self.id = id
        self.key = key
        self.name = name
        self.entity = entity
        self.listID = listID
        self.category = category
        self.source = source
        self.valueType = valueType
        self.description = description
        self.isRequired = isRequired
        self.createdAt = createdAt
        self.isStatus = isStatus
        self.takesUsersOnly = takesUsersOnly
        self.derivation = derivation
        head = Self.head(key: key, name: name, category: category.rawValue, source: source, valueType: valueType)
        hiddenHead = Self.head(key: key, name: name, category: "hidden", source: source, valueType: valueType)
        masked =
            Self.head(key: key, name: name, category: "hidden", source: source, valueType: .text) + Array(#","data":"********"}}"#.utf8)
    }

    private static func head(key: String, name: String, category: String, source: String?, valueType: ValueType) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("id")
            writer.string(key)
            writer.key("name")
            writer.string(name)
            writer.key("type")
            writer.string(category)
            writer.key("enrichmentSource")
            writer.optional(source)
            writer.key("value")
            writer.object { writer in
                writer.key("type")
                writer.string(valueType.rawValue)
            }
        }
        return Array(writer.bytes.dropLast(2))
    }

    /// Whether a request may set it. On opportunity lists the associations are writable (AffinityAPI.md#opportunities).
    var isWritable: Bool {
        if valueType.isComputed { return false }
        switch derivation {
        case nil: return true
        case .persons, .companies: return entity == .opportunity
        case .lists, .dateAdded, .statusSince: return false
        }
    }

    /// Fields that v1 lists: all but computed ones (AffinityAPI.md#field-metadata).
    var isInV1: Bool { valueType.v1Code != nil && derivation == nil }

    func option(_ id: Int) -> FieldOption? { options.first { $0.id == id } }
}
