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
