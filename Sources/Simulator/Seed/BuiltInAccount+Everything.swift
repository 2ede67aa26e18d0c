/// Lists that came after the first ones and stand behind them, so that older ids stay: every type of cell on persons and on
/// opportunities, a cell of more than a hundred values, hidden deals, required fields.
extension BuiltInAccount {
    private static func cell(_ field: String, _ value: SeedValue) -> CellSeed { CellSeed(field: field, value: value, path: "built-in") }

    private static func texts(_ values: String...) -> SeedValue { .list(values.map { .text($0) }) }

    private static func place(_ city: String, _ country: String) -> SeedValue {
        .object([SeedMember("city", .text(city)), SeedMember("country", .text(country)), SeedMember("continent", .text("Europe"))])
    }

    /// One field of every type that people can write, under names that say what they are.
    static let fieldOfEveryType: [FieldSeed] = [
        status, owners,
        FieldSeed(name: "Remark", valueType: .text),
        FieldSeed(name: "Theme", valueType: .text),
        FieldSeed(name: "Topics", valueType: .filterableTextMulti),
        FieldSeed(name: "Amount", valueType: .number),
        FieldSeed(name: "Tranches", valueType: .numberMulti),
        FieldSeed(name: "Next Step On", valueType: .datetime),
        FieldSeed(name: "Channel", valueType: .dropdown, options: sources.map { OptionSeed(text: $0) }),
        FieldSeed(name: "Labels", valueType: .dropdownMulti, options: tags.map { OptionSeed(text: $0) }),
        FieldSeed(
            name: "Conviction", valueType: .rankedDropdown,
            options: [
                OptionSeed(text: "Low", color: .red), OptionSeed(text: "Medium", color: .orange), OptionSeed(text: "High", color: .green),
            ]),
        FieldSeed(name: "Sponsor", valueType: .person, takesUsersOnly: true),
        FieldSeed(name: "Introduced By", valueType: .personMulti),
        FieldSeed(name: "Lead", valueType: .company),
        FieldSeed(name: "Co-investors", valueType: .companyMulti),
        FieldSeed(name: "Seat", valueType: .location),
        FieldSeed(name: "Markets", valueType: .locationMulti),
        FieldSeed(name: "Index", valueType: .formulaNumber),
    ]

    /// A value in every one of those fields.
    private func everyCell(_ persons: [PersonSeed], topics: Int) -> [CellSeed] {
        [
            Self.cell("Status", .text("Meeting")), Self.cell("Owners", Self.texts("ada@contoso.vc", "alan@contoso.vc")),
            Self.cell("Remark", .text("Seen at Slush, \"very\" keen")), Self.cell("Theme", .text("Infrastructure")),
            Self.cell("Topics", .list((1...topics).map { .text("topic \($0)") })), Self.cell("Amount", .number(2_500_000.5)),
            Self.cell("Tranches", .list([.number(500_000), .number(2_000_000)])), Self.cell("Next Step On", .text("2026-12-01")),
            Self.cell("Channel", .text("Referral")), Self.cell("Labels", Self.texts("AI", "B2B")), Self.cell("Conviction", .text("High")),
            Self.cell("Sponsor", .text("grace@contoso.vc")),
            Self.cell("Introduced By", Self.texts(persons[3].emails[0], persons[7].emails[0])), Self.cell("Lead", .text("stripe.com")),
            Self.cell("Co-investors", Self.texts("adyen.com", "klarna.com")), Self.cell("Seat", Self.place("Berlin", "Germany")),
            Self.cell("Markets", .list([Self.place("Paris", "France"), Self.place("Lisbon", "Portugal")])),
            Self.cell("Index", .number(7.25)),
        ]
    }

    /// Persons with every type of field; the first has a cell of 130 values.
    func candidates(_ persons: [PersonSeed]) -> ListSeed {
        ListSeed(
            name: "Candidates", kind: .person, fields: Self.fieldOfEveryType,
            entries: (0..<6).map { index in
                EntrySeed(
                    record: persons[index + 20].emails[0],
                    cells: index == 0
                        ? everyCell(persons, topics: 130) : [Self.cell("Status", .text(index.isMultiple(of: 2) ? "New" : "Contacted"))],
                    path: "built-in")
            },
            views: [
                ViewSeed(name: "Everything", style: .sheet, columns: Self.fieldOfEveryType.map(\.name)),
                ViewSeed(name: "Funnel", style: .board),
            ], path: "built-in")
    }

    /// Opportunities with every type of field; one can be seen by some users only, one is hidden from the key.
    func rounds(_ companies: [(name: String, domains: [String])], _ persons: [PersonSeed]) -> ListSeed {
        var entries = (0..<6).map { index in
            EntrySeed(
                record: "\(companies[index + 10].name) Series \(index.isMultiple(of: 2) ? "A" : "B")",
                organizations: [companies[index + 10].domains[0]], persons: [persons[index + 10].emails[0]],
                cells: index == 0 ? everyCell(persons, topics: 2) : [Self.cell("Status", .text("Contacted"))], path: "built-in")
        }
        entries.append(
            EntrySeed(
                record: "Project Lovelace", organizations: ["wise.com"], isRestricted: true,
                cells: [Self.cell("Amount", .number(1_000_000))],
                path: "built-in"))
        entries.append(
            EntrySeed(
                record: "Project Nightingale", organizations: ["n26.com"], isRestricted: true, isRedacted: true, creator: "alan@contoso.vc",
                cells: [Self.cell("Amount", .number(3_000_000))], path: "built-in"))
        return ListSeed(
            name: "Rounds", kind: .opportunity, fields: Self.fieldOfEveryType, entries: entries,
            views: [
                ViewSeed(
                    name: "Open rounds", style: .sheet, columns: ["Status", "Amount", "companies", "persons"], filterField: "Status",
                    filterOptions: ["New", "Contacted", "Meeting"]),
                ViewSeed(name: "Forecast", style: .dashboard),
            ], path: "built-in")
    }

    /// A list with a required field, which takes no rows through the API.
    func compliance() -> ListSeed {
        ListSeed(
            name: "Compliance", kind: .company,
            fields: [
                FieldSeed(name: "Case Number", valueType: .text, isRequired: true, description: "As the register has it"),
                FieldSeed(name: "Reviewer", valueType: .person, takesUsersOnly: true),
            ],
            entries: ["revolut.com", "qonto.com"].enumerated().map { index, domain in
                EntrySeed(record: domain, cells: [Self.cell("Case Number", .text("C-\(1_001 + index)"))], path: "built-in")
            }, path: "built-in")
    }

    static let notes: [NoteSeed] = [
        NoteSeed(
            content: "<p>Met the founders, <strong>strong</strong> team.</p><ul><li>Payments</li><li>Lending</li></ul>", isHTML: true,
            organizations: ["stripe.com"], createdAt: "2026-05-04T09:30:00Z"),
        NoteSeed(
            content: "Call again in autumn", organizations: ["adyen.com"], persons: ["ada@contoso.vc"], creator: "grace@contoso.vc",
            createdAt: "2026-06-11T15:00:00Z"),
    ]

    /// One without a text, which the cell shows as null.
    static let reminders: [ReminderSeed] = [
        ReminderSeed(content: "Ask for the data room", organization: "stripe.com", due: "2030-01-15T09:00:00Z"),
        ReminderSeed(organization: "klarna.com", due: "2030-02-01T09:00:00Z", everyDays: 90, owner: "grace@contoso.vc"),
    ]
}
