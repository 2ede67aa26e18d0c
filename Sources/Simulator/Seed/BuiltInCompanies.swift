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
