/// The ten fields of the exported list: one of each usual kind, as both APIs describe them and as cells.
enum ExportFields {
    private struct Field {
        let id: Int
        let name: String
        let type: String
        /// v1's number for the type (AffinityAPI.md#ids-and-kinds).
        let number: Int
        let isMulti: Bool
    }

    private static let all: [Field] = [
        Field(id: 4_142, name: "Status", type: "ranked-dropdown", number: 7, isMulti: false),
        Field(id: 4_143, name: "Owners", type: "person-multi", number: 0, isMulti: true),
        Field(id: 4_144, name: "Deal Size", type: "number", number: 3, isMulti: false),
        Field(id: 4_145, name: "First Met", type: "datetime", number: 4, isMulti: false),
        Field(id: 4_146, name: "Source", type: "dropdown", number: 2, isMulti: false),
        Field(id: 4_147, name: "Summary", type: "text", number: 6, isMulti: false),
        Field(id: 4_148, name: "Tags", type: "dropdown-multi", number: 2, isMulti: true),
        Field(id: 4_149, name: "Sourced By", type: "person", number: 0, isMulti: false),
        Field(id: 4_150, name: "HQ Office", type: "location", number: 5, isMulti: false),
        Field(id: 4_151, name: "Lead Investor", type: "company", number: 1, isMulti: false),
    ]

    /// What `GET /v2/lists/{list}/fields` says.
    static var v2: String {
        let rows = all.map { field in
            "{\"id\":\"field-\(field.id)\",\"name\":\"\(field.name)\",\"description\":null,\"type\":\"list\",\"enrichmentSource\":null,"
                + "\"valueType\":\"\(field.type)\",\"isRequired\":false,\"createdAt\":\"2025-11-21T09:52:24Z\"}"
        }
        return "{\"data\":[\(rows.joined(separator: ","))],\"pagination\":{\"prevUrl\":null,\"nextUrl\":null}}"
    }

    /// What `GET /fields?list_id=` says.
    static var v1: String {
        let rows = all.map { field in
            "{\"id\":\(field.id),\"name\":\"\(field.name)\",\"list_id\":\(EntryPages.list.id),\"enrichment_source\":\"none\","
                + "\"value_type\":\(field.number),\"allows_multiple\":\(field.isMulti),\"track_changes\":true,\"dropdown_options\":[]}"
        }
        return "[\(rows.joined(separator: ","))]"
    }

    /// The cells of one entry, in the order of the fields.
    static func cells(_ index: Int) -> [String] {
        let deal = DealCells(index)
        let user = DealCells.users[index / 3 % DealCells.users.count]
        let second = DealCells.users[(index / 3 + 1) % DealCells.users.count]
        let rank = index % DealCells.statuses.count
        func person(_ user: (first: String, last: String, email: String)) -> String {
            "{\"id\":\(100_000 + user.first.utf8.count),\"firstName\":\"\(user.first)\",\"lastName\":\"\(user.last)\","
                + "\"primaryEmailAddress\":\"\(user.email)\",\"type\":\"internal\"}"
        }
        let note = deal.note.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
        let values = [
            "{\"dropdownOptionId\":\(4_119 + rank),\"text\":\"\(deal.status)\",\"rank\":\(rank),\"color\":\"purple\"}",
            "[\(person(user)),\(person(second))]",
            "\(deal.amount)",
            "\"\(deal.isoDate)T08:00:00Z\"",
            "{\"dropdownOptionId\":\(4_130 + index % 3),\"text\":\"\(["University", "Inbound", "Referral"][index % 3])\"}",
            "\"\(note)\"",
            "[{\"dropdownOptionId\":4135,\"text\":\"Hardware\"},{\"dropdownOptionId\":4136,\"text\":\"Open Source\"}]",
            person(second),
            "{\"streetAddress\":null,\"city\":\"Berlin\",\"state\":\"Berlin\",\"country\":\"Germany\",\"continent\":\"Europe\"}",
            "{\"id\":\(100_000_000 + index),\"name\":\"Investor \(index % 50)\",\"domain\":\"investor-\(index % 50).example\"}",
        ]
        return zip(all, values).map { field, value in
            "{\"id\":\"field-\(field.id)\",\"name\":\"\(field.name)\",\"type\":\"list\",\"enrichmentSource\":null,"
                + "\"value\":{\"type\":\"\(field.type)\",\"data\":\(value)\(field.isMulti ? ",\"totalCount\":2" : "")}}"
        }
    }
}
