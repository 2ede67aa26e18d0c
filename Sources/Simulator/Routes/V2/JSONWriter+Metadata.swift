extension JSONWriter {
    /// A field's description; two of its keys came with 2026-09-17 (v2 sheet §2.2).
    mutating func metadata(_ field: FieldDefinition, isRequired: Bool, includes: [String], version: APIVersion) {
        object { writer in
            writer.key("id")
            writer.string(field.key)
            writer.key("name")
            writer.string(field.name)
            if version >= .september2026 {
                writer.key("description")
                writer.optional(field.description)
            }
            writer.key("type")
            writer.string(field.category.rawValue)
            writer.key("enrichmentSource")
            writer.optional(field.source)
            writer.key("valueType")
            writer.string(field.valueType.rawValue)
            if version >= .september2026 {
                writer.key("isRequired")
                writer.bool(isRequired)
            }
            writer.key("createdAt")
            if let createdAt = field.createdAt { writer.plain(Timestamp.seconds(createdAt)) } else { writer.null() }
            if includes.contains("filterability") {
                writer.key("filterability")
                writer.null()
            }
            if includes.contains("sortability") {
                writer.key("sortability")
                writer.null()
            }
        }
    }

    /// An option; Status options show as ranked ones to callers of 2024-01-01 (v2 sheet §3.5).
    mutating func dropdownOption(_ option: FieldOption, of field: FieldDefinition, version: APIVersion) {
        let isStatus = field.isStatus && version >= .july2026
        object { writer in
            writer.key("id")
            writer.integer(option.id)
            writer.key("text")
            writer.string(option.text)
            writer.key("type")
            writer.string(isStatus ? "status-dropdown" : field.valueType == .rankedDropdown ? "ranked-dropdown" : "dropdown")
            guard field.valueType == .rankedDropdown else { return }
            writer.key("rank")
            writer.integer(option.rank)
            writer.key("color")
            writer.optional(option.color?.rawValue)
            guard isStatus else { return }
            writer.key("statusCategory")
            writer.string((option.category ?? .open).rawValue)
            writer.key("winRate")
            writer.optional(option.winRate)
        }
    }
}
