extension JSONWriter {
    /// A field's description; two of its keys came with 2026-09-17 (AffinityAPI.md#field-metadata).
    mutating func metadata(_ field: FieldDefinition, includes: [String], version: APIVersion) {
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
                writer.bool(field.isRequired)
            }
            writer.key("createdAt")
            if let createdAt = field.createdAt { writer.plain(Timestamp.seconds(createdAt)) } else { writer.null() }
            if includes.contains("filterability") {
                writer.key("filterability")
                writer.filterability(field.valueType)
            }
            if includes.contains("sortability") {
                writer.key("sortability")
                writer.sortability(field.valueType)
            }
        }
    }

    /// Interactions are filtered and ordered by their date, an attribute; null is what cannot be (AffinityAPI.md#field-metadata).
    private mutating func filterability(_ type: ValueType) {
        let names = SearchOperators.all(of: type)
        guard !names.isEmpty else {
            null()
            return
        }
        object { writer in
            writer.key("filterableFieldType")
            guard type == .interaction else {
                writer.string("field-only")
                writer.operators(names + SearchOperators.empty)
                return
            }
            writer.string("attribute-on-field")
            writer.key("attributes")
            writer.array { writer in
                writer.object { writer in
                    writer.dateOfActivity()
                    writer.operators(names + SearchOperators.empty)
                }
            }
        }
    }

    private mutating func operators(_ names: [String]) {
        key("operators")
        array { writer in
            for name in names {
                writer.object { writer in
                    writer.key("id")
                    writer.string(name)
                    writer.key("name")
                    writer.string(name.split(separator: "-").joined(separator: " "))
                    writer.key("numberOfValuesRequired")
                    writer.string(SearchOperators.count(name))
                }
            }
        }
    }

    private mutating func sortability(_ type: ValueType) {
        guard SearchOperators.name(of: type) != nil else {
            null()
            return
        }
        object { writer in
            writer.key("sortableFieldType")
            guard type == .interaction else {
                writer.string("field-only")
                return
            }
            writer.string("attribute-on-field")
            writer.key("attributes")
            writer.array { writer in writer.object { $0.dateOfActivity() } }
        }
    }

    private mutating func dateOfActivity() {
        key("id")
        string("date-of-activity")
        key("name")
        string("Date of Activity")
        key("valueType")
        string("date")
    }

    /// An option; Status options show as ranked ones to callers of 2024-01-01 (AffinityAPI.md#dropdown-options).
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
