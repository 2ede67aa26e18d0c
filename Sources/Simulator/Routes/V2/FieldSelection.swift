/// Which fields an answer shows: none unless asked for (AffinityAPI.md#organization-objects).
struct FieldSelection: Sendable {
    /// `nil` when none were asked for: the key `fields` is left out.
    let fields: [FieldDefinition]?

    static let none = FieldSelection(fields: nil)

    /// All fields of a scope that the caller's version knows.
    static func all(_ ids: [Int], in state: WorldState, version: APIVersion) -> FieldSelection {
        FieldSelection(fields: ids.compactMap { state.fields[$0] }.filter { isShown($0, version) })
    }

    /// Reads `fieldIds` and `fieldTypes` (or the names given); with both, what either names.
    /// - Parameters:
    ///   - ids: every field of the scope.
    ///   - list: the list when the scope is its rows; list-specific ids are refused elsewhere.
    /// - Throws: 400 for ids outside the scope, as the sheet quotes it in §1.5, and for unknown types.
    init(
        _ call: V2Call, scope ids: [Int], kind: EntityKind, list: AccountList?, in state: WorldState, idsName: String = "fieldIds",
        typesName: String = "fieldTypes"
    ) throws(SimulatedResponse) {
        let keys = call.query.all(idsName)
        let types = call.query.all(typesName)
        guard !keys.isEmpty || !types.isEmpty else {
            fields = nil
            return
        }
        var allowed = ["enriched", "global", "relationship-intelligence"]
        if list != nil { allowed.append("list") }
        for type in types where !allowed.contains(type) {
            throw V2Error.validation(typesName, "value at `/\(typesName)` is not one of: \(allowed.sorted().joined(separator: ", "))")
        }
        var chosen: Set<Int> = []
        var wrong: [String] = []
        for key in keys {
            let field = list.map { state.field(key: key, ofList: $0) } ?? state.globalField(key: key, of: kind)
            if let field, Self.isShown(field, call.version) { chosen.insert(field.id) } else { wrong.append(key) }
        }
        guard wrong.isEmpty else {
            let kindOfField = list == nil ? "non-list-specific \(kind.name)" : kind.name
            let quoted = wrong.map { "\"\($0)\"" }.joined(separator: ",")
            throw V2Error.validation(idsName, "Invalid \(idsName) must refer to \(kindOfField) fields: [\(quoted)].")
        }
        fields = ids.compactMap { state.fields[$0] }.filter { field in
            chosen.contains(field.id) || (types.contains(field.category.rawValue) && Self.isShown(field, call.version))
        }
    }

    private init(fields: [FieldDefinition]?) {
        self.fields = fields
    }

    static func isShown(_ field: FieldDefinition, _ version: APIVersion) -> Bool {
        version >= .september2026 || !field.valueType.isNewest
    }
}
