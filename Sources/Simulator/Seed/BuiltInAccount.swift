/// Puts the built-in account together.
struct BuiltInAccount {
    private static let ownCompanies = 500

    let users = [
        PersonSeed(firstName: "Ada", lastName: "Lovelace", emails: ["ada@contoso.vc", "ada.lovelace@contoso.vc"]),
        PersonSeed(firstName: "Grace", lastName: "Hopper", emails: ["grace@contoso.vc"]),
        PersonSeed(firstName: "Alan", lastName: "Turing", emails: ["alan@contoso.vc"]),
        PersonSeed(firstName: "Katherine", lastName: "Johnson", emails: ["katherine@contoso.vc"]),
        PersonSeed(firstName: "Edsger", lastName: "Dijkstra", emails: ["edsger@contoso.vc"]),
    ]

    func seed() -> AccountSeed {
        var dice = SeedDice(seed: 1_906)
        let companies = BuiltInCompanies.known + BuiltInCompanies.invented(Self.ownCompanies - BuiltInCompanies.known.count)
        let persons = people(at: companies, &dice)
        var organizations = companies.map { OrganizationSeed(name: $0.name, domains: $0.domains) }
        for index in organizations.indices { organizations[index].cells = companyCells(index, persons: persons, &dice) }
        let directory = BuiltInCompanies.directory.map { OrganizationSeed(name: $0.name, domains: [$0.domain], isGlobal: true) }
        let merged = OrganizationSeed(name: "Klarna Bank", domains: [], mergedInto: "klarna.com")
        return AccountSeed(
            tenantName: "Contoso Ventures", subdomain: "contoso", keyUser: "ada@contoso.vc", users: users, persons: persons,
            organizations: organizations + directory + [merged], organizationFields: Self.organizationFields,
            personFields: Self.personFields,
            lists: [
                dealflow(companies, persons, &dice), portfolio(companies, &dice), peopleList(persons), fundraise(companies, persons),
                restricted(companies), candidates(persons), rounds(companies, persons), compliance(),
            ], notes: Self.notes, reminders: Self.reminders)
    }

    private func people(at companies: [(name: String, domains: [String])], _ dice: inout SeedDice) -> [PersonSeed] {
        let firstNames = [
            "Anna", "Björn", "Chloé", "David", "Elif", "Farid", "Giulia", "Hana", "Ivo", "Jana", "Kofi", "Lena", "Mateo", "Nadia", "Oscar",
        ]
        let lastNames = ["Almeida", "Brandt", "Costa", "Dubois", "Eriksson", "Fischer", "García", "Haddad", "Ito", "Jensen", "Kowalski"]
        return (0..<60).map { index in
            let first = firstNames[index % firstNames.count]
            let last = lastNames[index % lastNames.count]
            let company = companies[index < 30 ? index : 30 + index * 7]
            let domain = company.domains.first ?? "mail.example"
            var person = PersonSeed(
                firstName: first, lastName: index == 42 ? nil : last, emails: ["p\(index + 1)@\(domain)"],
                organizations: company.domains.first.map { [$0] } ?? [])
            if index % 15 == 14 { person.emails.append("p\(index + 1)@mail.example") }
            person.cells = [CellSeed(field: "Seniority", value: .text(dice.pick(["Founder", "Executive", "Investor"])))]
            if index % 3 == 0, let employer = person.organizations.first {
                person.cells += [
                    CellSeed(field: "affinity-data-current-organization", value: .text(employer)),
                    CellSeed(field: "affinity-data-current-job-title", value: .text("Partner")),
                    CellSeed(field: "affinity-data-phone-number", value: .list([.text("+49 30 1234567")])),
                ]
            }
            return person
        }
    }
}
