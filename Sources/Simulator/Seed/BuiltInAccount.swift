extension AccountSeed {
    /// The account that `ferry simulate` serves when it is given no other: a small venture firm with 500 organizations. The same in
    /// every process.
    package static let builtIn = BuiltInAccount().seed()
}

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

/// The organizations of the built-in account: well-known ones, so that a real spreadsheet partly matches, and invented ones.
enum BuiltInCompanies {
    /// In the account's own directory.
    static let known: [(name: String, domains: [String])] = [
        ("Stripe", ["stripe.com"]), ("Airbnb", ["airbnb.com"]), ("Spotify", ["spotify.com"]), ("Klarna", ["klarna.com"]),
        ("Figma", ["figma.com"]), ("Notion Labs", ["notion.so", "notion.com"]), ("Canva", ["canva.com"]), ("Miro", ["miro.com"]),
        ("Datadog", ["datadoghq.com"]), ("Snowflake", ["snowflake.com"]), ("Shopify", ["shopify.com"]), ("GitHub", ["github.com"]),
        ("Atlassian", ["atlassian.com"]), ("Zoom", ["zoom.us", "zoom.com"]), ("Dropbox", ["dropbox.com"]), ("Slack", ["slack.com"]),
        ("Revolut", ["revolut.com"]), ("N26", ["n26.com"]), ("Deliveroo", ["deliveroo.co.uk", "deliveroo.com"]), ("Wise", ["wise.com"]),
        ("Mistral AI", ["mistral.ai"]), ("Hugging Face", ["huggingface.co"]), ("Personio", ["personio.com", "personio.de"]),
        ("Celonis", ["celonis.com"]), ("Contentful", ["contentful.com"]), ("BlaBlaCar", ["blablacar.com"]), ("Doctolib", ["doctolib.fr"]),
        ("Back Market", ["backmarket.com"]), ("Qonto", ["qonto.com"]), ("Adyen", ["adyen.com"]),
    ]

    /// In Affinity's shared directory only: found by term search, not in the account's own pages.
    static let directory: [(name: String, domain: String)] = [
        ("Cloudflare", "cloudflare.com"), ("MongoDB", "mongodb.com"), ("Elastic", "elastic.co"), ("HashiCorp", "hashicorp.com"),
        ("GitLab", "gitlab.com"), ("Asana", "asana.com"), ("monday.com", "monday.com"), ("HubSpot", "hubspot.com"),
        ("Intercom", "intercom.com"), ("Zendesk", "zendesk.com"), ("Twilio", "twilio.com"), ("Okta", "okta.com"), ("Box", "box.com"),
        ("Docusign", "docusign.com"), ("Squarespace", "squarespace.com"), ("Plaid", "plaid.com"), ("Brex", "brex.com"),
        ("Ramp", "ramp.com"), ("Rippling", "rippling.com"), ("Gusto", "gusto.com"),
    ]

    private static let beginnings = [
        "Nor", "Vel", "Ar", "Quin", "Tal", "Bry", "Cael", "Dro", "Ely", "Fen", "Gal", "Hy", "Isk", "Jor", "Kel", "Lum", "Myr", "Nex", "Orb",
        "Pyr", "Rho", "Syl", "Tor", "Umb", "Vor", "Wyn", "Xan", "Yar", "Zeph", "Ost",
    ]
    private static let endings = [
        "vane", "dara", "ix", "ora", "ent", "isse", "oly", "amar", "ique", "onda", "uvo", "estra", "ilo", "axis", "erion", "une", "aro",
        "ette", "anto", "imo",
    ]
    private static let fields = [
        "Labs", "Health", "Robotics", "Analytics", "Energy", "Foods", "Systems", "Bio", "Pay", "Cloud", "Security", "Mobility", "Learning",
        "Space", "Materials",
    ]
    private static let legalForms = ["", "", "", " Inc.", " Ltd", " GmbH", " S.A.S.", " AB", " B.V."]
    private static let zones = ["com", "com", "com", "io", "ai", "co", "dev", "eu"]

    /// Invented organizations, each with a name and domains of its own, apart from what the account needs for doubt: two of the same
    /// name, two of the same domain, some without a domain, some with several.
    static func invented(_ count: Int) -> [(name: String, domains: [String])] {
        var dice = SeedDice(seed: 1_815)
        var companies: [(name: String, domains: [String])] = [
            ("Helio Systems", ["helio-systems.com"]), ("Helio Systems", ["heliosystems.io"]),
            ("Atlas Freight", ["atlas-freight.com"]), ("Atlas Freight Holding", ["atlas-freight.com"]),
        ]
        var taken: Set<String> = []
        while companies.count < count {
            let word = dice.pick(beginnings) + dice.pick(endings)
            let field = dice.pick(fields)
            let slug = "\(word)\(field)".lowercased()
            guard taken.insert(slug).inserted else { continue }
            let name = "\(word) \(field)\(dice.pick(legalForms))"
            switch companies.count % 40 {
            case 11: companies.append((name, []))
            case 23: companies.append((name, ["\(slug).com", "\(word.lowercased())-\(field.lowercased()).eu", "get\(slug).io"]))
            default: companies.append((name, ["\(slug).\(dice.pick(zones))"]))
            }
        }
        return companies
    }
}

/// The same choices every time: SplitMix64 from a fixed start.
struct SeedDice {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A number from 0 up to, not including, the bound.
    mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[next(below: choices.count)] }

    /// Whether something that happens this many times in a hundred happens now.
    mutating func chance(_ percent: Int) -> Bool { next(below: 100) < percent }
}
