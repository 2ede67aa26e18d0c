import FerryTestSupport

@testable import Simulator

/// An account, a spreadsheet and a pipeline made from a seed: companies of the firm and of Affinity's shared directory, twins in both,
/// merged ones, one name for several, several domains for one; persons and opportunities likewise.
struct RandomAccount {
    private(set) var seed: AccountSeed
    private(set) var csv = ""
    private(set) var pipeline = ""
    private var random: SplitMix
    private var organizations: [OrganizationSeed] = []
    private let isLong: Bool

    /// Left out are only names that differ by a mark or an accent within the very piece that a search asks for
    /// (`SearchTerms.organizationPiece`): "Acme" and "Acmé", or "Zeta + Sohne" in the file and "Zeta & Söhne" in Affinity.
    private static let names = [
        "Acme", "ACME Inc.", "Acme GmbH", "Beta", "Beta & Co. KG", "The Gamma Company", "Delta Works", "DELTA WORKS AG", "Delta-Works",
        "Delta.Wörks", "Zeta & Söhne", "Zeta and Söhne GmbH", "Zeta + Söhne",
    ]
    private static let domains = [
        "acme.com", "acme.de", "beta.io", "gamma.org", "delta.works", "www.epsilon.net", "zeta.ai", "eta.co", "theta.dev", "iota.app",
    ]
    private static let people = [
        ("Jane", "Doe"), ("Ann", "Roe"), ("Ann", "Lee"), ("Bo", "Lee"), ("Bó", "Lee"), ("Anne-Marie", "Roe"), ("Anne Marié", "Roe"),
    ]
    private static let header = "Company,Website,Region,Parent,ID,Person,Mail,Deal,Note"

    init(seed number: UInt64) {
        random = SplitMix(seed: number)
        isLong = number.isMultiple(of: 5)
        seed = AccountSeed(
            tenantName: "Contoso", subdomain: "contoso", keyUser: "ada@contoso.vc",
            users: [PersonSeed(firstName: "Ada", lastName: "Lovelace", emails: ["ada@contoso.vc"])], persons: [], organizations: [],
            organizationFields: [FieldSeed(name: "Region", valueType: .text)], personFields: [], lists: [])
        makeOrganizations()
        seed.organizations = organizations
        makePersons()
        makeLists()
        makeRows()
        makePipeline()
    }

    // MARK: The account

    private mutating func makeOrganizations() {
        // Affinity's shared directory has a domain once.
        var shared = Self.domains.shuffled(using: &random)
        for _ in 0..<Int.random(in: 4...9, using: &random) {
            let isShared = chance(2) && !shared.isEmpty
            var domains = isShared ? [shared.removeLast()] : (0..<pick([0, 1, 1, 2])).map { _ in pick(Self.domains) }
            domains = Array(Set(domains)).sorted()
            var organization = OrganizationSeed(name: pick(Self.names), domains: domains, isGlobal: isShared)
            if !isShared, chance(2) { organization.cells = [CellSeed(field: "Region", value: .text(pick(["Europe", "Asia"])))] }
            organizations.append(organization)
        }
        // One that is left and one that was merged into it.
        organizations.append(OrganizationSeed(name: pick(Self.names), domains: ["left.example"]))
        organizations.append(OrganizationSeed(name: pick(Self.names), domains: ["merged.example"], mergedInto: "left.example"))
    }

    private mutating func makePersons() {
        for number in 0..<Int.random(in: 2...6, using: &random) {
            let (first, last) = pick(Self.people)
            let emails = chance(4) ? [] : (0...pick([0, 1])).map { "p\(number)x\($0)@\(pick(["acme.com", "mail.example"]))" }
            seed.persons.append(PersonSeed(firstName: first, lastName: last, emails: emails))
        }
    }

    private mutating func makeLists() {
        let known = organizations.filter { $0.mergedInto == nil && !$0.domains.isEmpty }
        let parent = FieldSeed(name: "Parent", valueType: .company)
        let listed = (0..<Int.random(in: 0...4, using: &random)).map { _ in EntrySeed(record: pick(known).domains[0]) }
        seed.lists = [
            ListSeed(name: "Dealflow", kind: .company, fields: [parent], entries: listed),
            ListSeed(
                name: "Founders", kind: .person,
                entries: seed.persons.compactMap(\.emails.first).filter { _ in chance(2) }.map { EntrySeed(record: $0) }),
            ListSeed(
                name: "Rounds", kind: .opportunity, fields: [parent],
                entries: (0..<Int.random(in: 0...3, using: &random)).map { _ in EntrySeed(record: pick(["Seed", "Series A", "seed"])) }),
        ]
    }

    // MARK: The spreadsheet

    private mutating func makeRows() {
        let addresses = seed.persons.flatMap(\.emails) + ["new@mail.example", "x@acme.com"]
        let sites = Self.domains + ["left.example", "merged.example", "new.example", "https://www.Acme.com/about"]
        // In every fifth file so many persons that reading all of them may be the cheaper way.
        let count = isLong ? 30 : Int.random(in: 2...9, using: &random)
        let lines = (0..<count).map { number -> String in
            let (first, last) = pick(Self.people)
            return [
                pick(Self.names + ["New \(number)", "béta", "Acme, Inc."]), chance(4) ? "" : pick(sites), pick(["Europe", "Africa", ""]),
                pick(["", "", pick(sites), pick(Self.names), id()]), id(),
                isLong && chance(2) ? "Person \(number)" : pick(["", "\(first) \(last)", "\(last), \(first)", "No One"]),
                chance(4) ? "" : pick(addresses), pick(["Seed", "Series A", "Series B"]), pick(["", "a note"]),
            ].map { "\"\($0)\"" }.joined(separator: ",")
        }
        csv = ([Self.header] + lines).joined(separator: "\n") + "\n"
    }

    /// Mostly of a record that there is, or was before it was merged; every kind counts from the same number in the simulator.
    private mutating func id() -> String { String(firstID + Int.random(in: 0...organizations.count, using: &random)) }

    private lazy var firstID: Int = {
        var builder = WorldBuilder(now: 1_700_000_000)
        try? builder.build(seed)
        return builder.state.organizations.ids.first ?? 1
    }()

    // MARK: The pipeline

    private mutating func makePipeline() {
        let outcomes = "when-missing: \(pick(["create", "create", "skip"])), when-ambiguous: \(pick(["reject", "first", "skip"]))"
        var steps: [String]
        switch random.next() % 4 {
        case 0:
            steps = [
                "create-persons: { name: Person, emails: Mail, organizations: { column: Website, as: domain }, match: [email, name], \(outcomes) }",
                "add-to-list: { list: Founders }",
            ]
        case 1:
            steps = [
                "create-opportunities: { name: Deal, list: Rounds, organizations: Parent, persons: { column: Mail, as: email }, \(outcomes) }",
                "set-fields: { Parent: Parent }",
            ]
        default:
            let match = pick(["[domain, name]", "[domain, name]", "[name, domain]", "[domain]", "[name]", "[id, domain, name]"])
            let id = match.contains("id") ? ", id: ID" : ""
            steps = ["create-organizations: { name: Company, domain: Website, match: \(match)\(id), \(outcomes) }"]
            if chance(2) { steps.append("set-fields: { organization.Region: Region }") }
            if chance(2) { steps += ["add-to-list: { list: Dealflow }", "set-fields: { Parent: Parent }"] }
        }
        if chance(3) { steps.append("add-note: { content: Note }") }
        pipeline = """
            version: 1
            kind: import
            name: one-plan
            source: { csv: rows.csv }
            steps:

            """ + steps.map { "  - \($0)\n" }.joined()
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: values.indices, using: &random)] }

    private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }
}
