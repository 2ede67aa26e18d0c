extension BuiltInAccount {
    static let industries = [
        "Fintech", "Healthcare", "Climate", "Developer Tools", "Marketplaces", "Artificial Intelligence", "Mobility", "Consumer",
        "Security",
        "Industrial",
    ]

    static let stages = ["Pre-Seed", "Seed", "Series A", "Series B", "Growth"]

    /// Fields of every organization: some people made, some Affinity fills, with the types of the published examples
    /// (AffinityAPI.md#kinds-of-fields). Affinity also has an Industry of its own; it is left out, since this account's people made one of
    /// that name.
    static let organizationFields: [FieldSeed] = [
        FieldSeed(name: "Industry", valueType: .dropdown, options: industries.map { OptionSeed(text: $0) }),
        FieldSeed(name: "Stage", valueType: .rankedDropdown, options: stages.map { OptionSeed(text: $0, color: .blue) }),
        FieldSeed(name: "Investment Thesis", valueType: .text),
        FieldSeed(name: "Relationship Owner", valueType: .person, takesUsersOnly: true),
        FieldSeed(name: "Last Reviewed", valueType: .datetime),
        FieldSeed(name: "Description", valueType: .text, key: "affinity-data-description"),
        FieldSeed(name: "Description", valueType: .text, key: "dealroom-description", source: "dealroom"),
        FieldSeed(name: "Location", valueType: .location, key: "affinity-data-location"),
        FieldSeed(name: "Year Founded", valueType: .number, key: "affinity-data-year-founded"),
        FieldSeed(name: "Investment Stage", valueType: .filterableText, key: "affinity-data-investment-stage"),
        FieldSeed(name: "Number of Employees", valueType: .number, key: "affinity-data-number-of-employees"),
        FieldSeed(
            name: "Number of Employees", valueType: .number, key: "dealroom-number-of-employees", source: "dealroom"),
        FieldSeed(name: "Last Funding Amount (USD)", valueType: .number, key: "affinity-data-last-funding-amount"),
        FieldSeed(name: "Total Funding Amount (USD)", valueType: .number, key: "affinity-data-total-funding-amount"),
        FieldSeed(name: "Last Funding Date", valueType: .datetime, key: "affinity-data-last-funding-date"),
        FieldSeed(name: "Investors", valueType: .filterableTextMulti, key: "affinity-data-investors"),
        FieldSeed(name: "LinkedIn URL", valueType: .text, key: "affinity-data-linkedin-url"),
    ]

    static let personFields: [FieldSeed] = [
        FieldSeed(name: "Seniority", valueType: .dropdown, options: ["Founder", "Executive", "Investor"].map { OptionSeed(text: $0) }),
        FieldSeed(name: "Met At", valueType: .text),
        FieldSeed(name: "Job Titles", valueType: .filterableTextMulti, key: "affinity-data-job-titles"),
        FieldSeed(name: "Current Job Title", valueType: .filterableText, key: "affinity-data-current-job-title"),
        FieldSeed(name: "Current Organization", valueType: .company, key: "affinity-data-current-organization"),
        FieldSeed(name: "Industry", valueType: .filterableTextMulti, key: "affinity-data-industry"),
        FieldSeed(name: "Phone Number", valueType: .filterableTextMulti, key: "affinity-data-phone-number"),
        FieldSeed(name: "LinkedIn URL", valueType: .text, key: "affinity-data-linkedin-url"),
        FieldSeed(name: "Location", valueType: .location, key: "affinity-data-location"),
    ]

    static let statuses: [OptionSeed] = [
        OptionSeed(text: "New", color: .gray, category: .open, winRate: 5),
        OptionSeed(text: "Contacted", color: .blue, category: .open, winRate: 10),
        OptionSeed(text: "Meeting", color: .blue, category: .open, winRate: 20),
        OptionSeed(text: "Due Diligence", color: .purple, category: .open, winRate: 50),
        OptionSeed(text: "Term Sheet", color: .orange, category: .open, winRate: 80),
        OptionSeed(text: "Closed Won", color: .green, category: .won),
        OptionSeed(text: "Passed", color: .red, category: .lost),
    ]

    static let sources = ["Inbound", "Outbound", "Referral", "Conference", "Accelerator", "University"]
    static let tags = ["AI", "B2B", "B2C", "Hardware", "Open Source", "Second-time Founder", "Warm Intro"]

    static let status = FieldSeed(name: "Status", valueType: .rankedDropdown, isStatus: true, options: statuses)
    static let owners = FieldSeed(name: "Owners", valueType: .personMulti, takesUsersOnly: true)

    /// Together with the fields of organizations every type of AffinityAPI.md#values is there.
    static let dealflowFields: [FieldSeed] = [
        status, owners,
        FieldSeed(name: "Deal Size", valueType: .number, description: "In US dollars"),
        FieldSeed(name: "First Met", valueType: .datetime),
        FieldSeed(name: "Source", valueType: .dropdown, options: sources.map { OptionSeed(text: $0) }),
        FieldSeed(name: "Summary", valueType: .text),
        FieldSeed(name: "Tags", valueType: .dropdownMulti, options: tags.map { OptionSeed(text: $0) }),
        FieldSeed(name: "Sourced By", valueType: .person),
        FieldSeed(name: "HQ Office", valueType: .location),
        FieldSeed(name: "Referrers", valueType: .personMulti),
        FieldSeed(
            name: "Priority", valueType: .rankedDropdown,
            options: ["High", "Medium", "Low"].map { OptionSeed(text: $0, color: .orange) }),
        FieldSeed(name: "Lead Investor", valueType: .company),
        FieldSeed(name: "Competitors", valueType: .companyMulti),
        FieldSeed(name: "Offices", valueType: .locationMulti),
        FieldSeed(name: "Round Sizes", valueType: .numberMulti),
        FieldSeed(name: "Thesis", valueType: .text),
        FieldSeed(name: "Keywords", valueType: .filterableTextMulti),
        FieldSeed(name: "Score", valueType: .formulaNumber),
    ]
}

extension BuiltInAccount {
    private static let places: [(city: String, state: String, country: String, continent: String)] = [
        ("Berlin", "Berlin", "Germany", "Europe"), ("Paris", "Île-de-France", "France", "Europe"),
        ("London", "England", "United Kingdom", "Europe"), ("Stockholm", "Stockholm", "Sweden", "Europe"),
        ("San Francisco", "California", "United States", "North America"), ("New York", "New York", "United States", "North America"),
        ("Lisbon", "Lisbon", "Portugal", "Europe"), ("Toronto", "Ontario", "Canada", "North America"),
    ]

    private func place(_ dice: inout SeedDice) -> SeedValue {
        let place = dice.pick(Self.places)
        return .object([
            SeedMember("city", .text(place.city)), SeedMember("state", .text(place.state)), SeedMember("country", .text(place.country)),
            SeedMember("continent", .text(place.continent)),
        ])
    }

    private func date(_ dice: inout SeedDice, years: ClosedRange<Int>) -> SeedValue {
        let year = years.lowerBound + dice.next(below: years.count)
        let month = 1 + dice.next(below: 12)
        let day = 1 + dice.next(below: 28)
        return .text("\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)")
    }

    private func userEmail(_ dice: inout SeedDice) -> SeedValue { .text(dice.pick(users).emails[0]) }

    /// What is known of an organization; most cells are empty, as in real accounts.
    func companyCells(_ index: Int, persons: [PersonSeed], _ dice: inout SeedDice) -> [CellSeed] {
        var cells: [CellSeed] = []
        func add(_ field: String, _ value: SeedValue) { cells.append(CellSeed(field: field, value: value, path: "built-in")) }
        if dice.chance(70) { add("Industry", .text(dice.pick(Self.industries))) }
        if dice.chance(30) { add("Stage", .text(dice.pick(Self.stages))) }
        if dice.chance(15) { add("Relationship Owner", userEmail(&dice)) }
        if dice.chance(60) { add("affinity-data-location", place(&dice)) }
        if dice.chance(60) { add("affinity-data-year-founded", .number(Double(1_995 + dice.next(below: 30)))) }
        if dice.chance(50) { add("affinity-data-number-of-employees", .number(Double(5 + dice.next(below: 3_000)))) }
        if dice.chance(20) { add("affinity-data-last-funding-date", date(&dice, years: 2_019...2_025)) }
        if dice.chance(20) { add("affinity-data-total-funding-amount", .number(Double(1 + dice.next(below: 900)) * 100_000)) }
        if index < 30 {
            add("affinity-data-description", .text("A company that many people know."))
            add("affinity-data-investment-stage", .text("Growth"))
            add("affinity-data-investors", .list([.text("Index Ventures"), .text("Sequoia Capital")]))
            add("affinity-data-last-funding-amount", .number(Double(1 + index) * 10_000_000))
            add("affinity-data-linkedin-url", .text("https://www.linkedin.com/company/well-known-\(index)"))
            let kind = index % 2 == 0 ? "email" : "meeting"
            add(
                index % 2 == 0 ? "last-email" : "last-event",
                .object([
                    SeedMember("kind", .text(kind)), SeedMember("title", .text("Catching up")),
                    SeedMember("at", .text("2026-0\(1 + index % 9)-15T16:30:00Z")), SeedMember("user", userEmail(&dice)),
                    SeedMember("with", .list([.text(persons[index].emails[0])])),
                ]))
        }
        return cells
    }

    /// 120 rows: every third well-known company, then invented ones, one of them twice.
    func dealflow(
        _ companies: [(name: String, domains: [String])], _ persons: [PersonSeed], _ dice: inout SeedDice
    ) -> ListSeed {
        let wellKnown = (0..<30).filter { $0 % 3 == 0 }
        let invented = (40..<companies.count).filter { !companies[$0].domains.isEmpty }.prefix(109)
        let chosen = wellKnown + invented + [40]
        let entries = chosen.enumerated().map { position, index in
            EntrySeed(
                record: companies[index].domains.first ?? companies[index].name, creator: dice.pick(users).emails[0],
                cells: dealCells(position, companies, persons, &dice), path: "built-in")
        }
        return ListSeed(
            name: "Dealflow", kind: .company, owner: "grace@contoso.vc", fields: Self.dealflowFields, entries: entries,
            views: [
                ViewSeed(
                    name: "All deals", style: .sheet,
                    columns: ["Status", "Owners", "Deal Size", "First Met", "Source", "Tags", "HQ Office", "Industry", "last-email"]),
                ViewSeed(
                    name: "In diligence", style: .sheet, columns: ["Status", "Owners", "Deal Size", "Summary"], filterField: "Status",
                    filterOptions: ["Due Diligence", "Term Sheet"]),
                ViewSeed(name: "Pipeline", style: .board),
                ViewSeed(name: "Quarter", style: .dashboard),
            ], path: "built-in")
    }

    private func dealCells(
        _ position: Int, _ companies: [(name: String, domains: [String])], _ persons: [PersonSeed], _ dice: inout SeedDice
    ) -> [CellSeed] {
        var cells: [CellSeed] = []
        func add(_ field: String, _ value: SeedValue) { cells.append(CellSeed(field: field, value: value, path: "built-in")) }
        // The first row has every cell filled, so that each type is seen with a value.
        let isFull = position == 0
        add("Status", .text(isFull ? "Due Diligence" : dice.pick(Self.statuses).text))
        add("Owners", .list(isFull ? [.text("ada@contoso.vc"), .text("grace@contoso.vc")] : [userEmail(&dice)]))
        if isFull || dice.chance(60) { add("Deal Size", .number(Double(1 + dice.next(below: 80)) * 250_000)) }
        if isFull || dice.chance(70) { add("First Met", date(&dice, years: 2_023...2_026)) }
        if isFull || dice.chance(80) { add("Source", .text(dice.pick(Self.sources))) }
        if isFull || dice.chance(40) { add("Summary", .text("Met the team; \"promising\", they say.\nTo be looked at again.")) }
        if isFull || dice.chance(50) {
            let first = dice.next(below: Self.tags.count - 1)
            add("Tags", .list(Self.tags[first...(first + 1)].map { .text($0) }))
        }
        if isFull || dice.chance(30) { add("Sourced By", .text(dice.pick(persons).emails[0])) }
        if isFull || dice.chance(40) { add("HQ Office", place(&dice)) }
        if isFull || dice.chance(20) { add("Referrers", .list([.text(persons[3].emails[0]), .text(persons[7].emails[0])])) }
        if isFull || dice.chance(50) { add("Priority", .text(dice.pick(["High", "Medium", "Low"]))) }
        if isFull || dice.chance(15) { add("Lead Investor", .text(companies[31].domains.first ?? companies[31].name)) }
        if isFull || dice.chance(15) { add("Competitors", .list([.text("stripe.com"), .text("adyen.com")])) }
        if isFull || dice.chance(15) { add("Offices", .list([place(&dice), place(&dice)])) }
        if isFull || dice.chance(15) { add("Round Sizes", .list([.number(500_000), .number(2_500_000.5)])) }
        if isFull || dice.chance(15) { add("Thesis", .text("Infrastructure")) }
        if isFull || dice.chance(15) { add("Keywords", .list([.text("payments"), .text("api")])) }
        if isFull || dice.chance(50) { add("Score", .number(Double(dice.next(below: 100)) / 10)) }
        return cells
    }

    func portfolio(_ companies: [(name: String, domains: [String])], _ dice: inout SeedDice) -> ListSeed {
        let entries = (200..<225).filter { !companies[$0].domains.isEmpty }.map { index in
            EntrySeed(
                record: companies[index].domains[0],
                cells: [
                    CellSeed(field: "Invested On", value: date(&dice, years: 2_018...2_025), path: "built-in"),
                    CellSeed(field: "Ownership", value: .number(Double(dice.next(below: 300)) / 10), path: "built-in"),
                ], path: "built-in")
        }
        return ListSeed(
            name: "Portfolio", kind: .company,
            fields: [
                Self.status, Self.owners, FieldSeed(name: "Invested On", valueType: .datetime),
                FieldSeed(name: "Ownership", valueType: .number, description: "In percent"),
                FieldSeed(name: "Board Seat", valueType: .person, takesUsersOnly: true),
            ], entries: entries, views: [ViewSeed(name: "Portfolio", style: .sheet, columns: ["Invested On", "Ownership"])],
            path: "built-in")
    }

    func peopleList(_ persons: [PersonSeed]) -> ListSeed {
        ListSeed(
            name: "People", kind: .person,
            fields: [
                Self.owners,
                FieldSeed(name: "Relation", valueType: .dropdown, options: [OptionSeed(text: "Advisor"), OptionSeed(text: "Scout")]),
            ],
            entries: persons.prefix(12).map {
                EntrySeed(
                    record: $0.emails[0], cells: [CellSeed(field: "Relation", value: .text("Scout"), path: "built-in")], path: "built-in")
            }, views: [ViewSeed(name: "Network", style: .sheet, columns: ["Relation", "Seniority"])], path: "built-in")
    }

    func fundraise(_ companies: [(name: String, domains: [String])], _ persons: [PersonSeed]) -> ListSeed {
        ListSeed(
            name: "Fundraise", kind: .opportunity,
            fields: [Self.status, Self.owners, FieldSeed(name: "Amount", valueType: .number)],
            entries: (0..<8).map { index in
                EntrySeed(
                    record: "\(companies[index].name) commitment", organizations: [companies[index].domains[0]],
                    persons: [persons[index].emails[0]],
                    cells: [
                        CellSeed(field: "Status", value: .text("Contacted"), path: "built-in"),
                        CellSeed(field: "Amount", value: .number(Double(index + 1) * 1_000_000), path: "built-in"),
                    ], path: "built-in")
            }, views: [ViewSeed(name: "Commitments", style: .sheet, columns: ["Status", "Amount", "companies"])], path: "built-in")
    }

    /// Private to one user; a switch makes it one that the key cannot export.
    func restricted(_ companies: [(name: String, domains: [String])]) -> ListSeed {
        ListSeed(
            name: "Partners Only", kind: .company, owner: "alan@contoso.vc", isPublic: false,
            fields: [Self.status, Self.owners, FieldSeed(name: "Remarks", valueType: .text)],
            entries: (250..<255).filter { !companies[$0].domains.isEmpty }.map {
                EntrySeed(record: companies[$0].domains[0], path: "built-in")
            }, path: "built-in")
    }
}
