import Affinity
import FerryTestSupport
import PipelineSpec
import Planning
import Text

/// An account, a file and a pipeline made from a seed: duplicates, blanks, names, sites and addresses in many spellings, cells that no
/// field takes, notes, every policy but `add-again`.
struct RandomImport {
    private(set) var world = TestWorld()
    private(set) var rows: [[String]] = []
    /// For each row the company, person or deal that it was made from.
    private(set) var companyOfRow: [Int] = []
    private(set) var pipeline = TestPipeline.make()
    private var random: SplitMix
    /// Rows of one company agree on what they say, and nothing hangs on what comes first.
    private let agrees: Bool
    private let kind: RecordKind

    static let header = [
        "Company", "Website", "Stage", "Partner", "Ask", "Met", "Tags", "Note", "Keys", "City", "Country", "Sector", "Industry",
    ]

    init(seed: UInt64, agrees: Bool = false, kind: RecordKind = .organization) {
        random = SplitMix(seed: seed)
        self.agrees = agrees
        self.kind = kind
        world.kind = kind
        makeWorld()
        makeRows()
        pipeline = makePipeline()
    }

    var csv: String { Self.csv(rows) }

    static func csv(_ rows: [[String]]) -> String {
        ([header] + rows).map { $0.map { "\"\($0)\"" }.joined(separator: ",") }.joined(separator: "\n") + "\n"
    }

    // MARK: The account

    private mutating func makeWorld() {
        for id in 1...Int64.random(in: 2...6, using: &random) {
            let domains = Set((0..<Int.random(in: 0...2, using: &random)).map { _ in pick(keys) }).sorted()
            let (name, values) = (pick(Self.names), organizationValues())
            world.company(id, name, values: values)
            let isGlobal = chance(8)
            world.companies[OrganizationID(id)]?.domains = kind == .opportunity ? [] : domains
            world.companies[OrganizationID(id)]?.isGlobal = kind == .organization && isGlobal
            for offset in 0..<(kind == .opportunity ? 1 : pick([0, 0, 1, 1, 2])) {
                let entry = 100 + id * 10 + Int64(offset)
                let values = entryValues()
                world.entry(entry, of: id, on: list, values)
            }
            if chance(4), kind == .organization {
                world.entry(500 + id, of: id, on: TestAccount.portfolio, [TestAccount.stage: .text("x")])
            }
            if chance(3) { world.notes[OrganizationID(id)] = [NoteText.comparable(pick(["old", "Note of c"]), isHTML: false)] }
        }
    }

    private var keys: [String] { kind == .person ? Self.addresses : Self.domains }

    private var list: ListID {
        switch kind {
        case .organization: TestAccount.dealflow
        case .person: TestAccount.founders
        case .opportunity: TestAccount.rounds
        }
    }

    private mutating func organizationValues() -> [FieldID: FieldData] {
        var values: [FieldID: FieldData] = [:]
        if kind == .opportunity { return values }
        if chance(2) { values[TestAccount.sector] = .option(TestAccount.option(TestAccount.sector, "Software")) }
        if chance(2) { values[FieldID("field-21")] = .text("Food") }
        return values
    }

    private mutating func entryValues() -> [FieldID: FieldData] {
        var values: [FieldID: FieldData] = [:]
        if chance(2) { values[TestAccount.status] = .option(TestAccount.option(TestAccount.status, "New")) }
        if chance(2) { values[TestAccount.owners] = .persons([TestAccount.bob.reference]) }
        if chance(2) { values[TestAccount.size] = .number(12) }
        if chance(2) { values[TestAccount.met] = CalendarDate(year: 2026, month: 1, day: 2).map { .date($0) } }
        if chance(2) {
            values[TestAccount.tags] = .options([
                TestAccount.option(TestAccount.tags, "AI"), TestAccount.option(TestAccount.tags, "Health"),
            ])
        }
        if chance(2) { values[TestAccount.notes] = .text("old") }
        if chance(2) { values[TestAccount.keywords] = .texts(["old", "k"]) }
        if chance(2) { values[TestAccount.headquarters] = .location(Location(city: "Paris", country: "France")) }
        return values
    }

    // MARK: The file

    private static let names = ["Acme", "Acme Robotics", "Beta", "Gamma"]
    private static let domains = ["acme.com", "acme.de", "beta.com", "gamma.io", "linkedin.com"]
    private static let addresses = ["ada@acme.com", "jane@acme.com", "Jane@gmail.com", "bob@beta.com", "eve@gamma.io"]
    private static let cells: [String: [String]] = [
        "Stage": ["New", "contacted", "Due Diligence", "Nope"], "Partner": ["ada@contoso.vc", "Bob Noyce; ada@contoso.vc", "eve@else.org"],
        "Ask": ["12", "7.5", "abc"], "Met": ["2026-01-02", "2026-03-04", "31/12/2026"],
        "Tags": ["AI", "Health;AI", "Climate", "Space", ";"],
        "City": ["Paris", "Lyon"], "Country": ["France", "Peru"], "Sector": ["Software", "hardware", "Toys"],
    ]

    private mutating func makeRows() {
        let companies = (0..<Int.random(in: 1...4, using: &random)).map { _ in (pick(Self.names), pick(keys)) }
        // What the rows of each company say, where they agree.
        let said = companies.map { _ in Self.header.dropFirst(2).map { cell($0, row: "c") } }
        for number in 1...Int.random(in: 2...9, using: &random) {
            let index = Int.random(in: companies.indices, using: &random)
            var row = [name(companies[index].0), website(companies[index].1)]
            for (offset, column) in Self.header.dropFirst(2).enumerated() {
                row.append(agrees ? (chance(3) ? "" : said[index][offset]) : cell(column, row: "r\(number)"))
            }
            // A row that is refused for itself alone.
            if agrees, chance(6) { row[4] = "abc" }
            rows.append(row)
            companyOfRow.append(index)
        }
    }

    private mutating func name(_ name: String) -> String {
        if chance(8) { return "" }
        return agrees ? name : pick([name, name.uppercased(), "\(name) Inc.", "The \(name), GmbH"])
    }

    private mutating func website(_ domain: String) -> String {
        if kind == .person { return pick([domain, domain, domain.uppercased(), domain.lowercased(), "", "", "no address"]) }
        return pick([domain, domain, "https://www.\(domain)/about?x=1", domain.uppercased(), "", "", "no site"])
    }

    /// Free texts carry the row, so that one can tell later from which row a value came.
    private mutating func cell(_ column: String, row: String) -> String {
        if chance(3) { return "" }
        // A row that clears one part of a location and says nothing of the others clears all of it: rows do not agree there.
        if chance(12), !agrees || !["City", "Country"].contains(column) { return "#N/A" }
        switch column {
        case "Note", "Industry": return chance(3) ? "old" : "\(column) of \(row)"
        case "Keys": return pick(["old", "k; \(row) key", "\(row) key"])
        default: return pick(agrees ? (Self.cells[column] ?? []).filter { !Self.refused.contains($0) } : Self.cells[column] ?? [])
        }
    }

    private static let refused: Set = ["Nope", "eve@else.org", "abc", "31/12/2026", "Space", "Toys"]

    // MARK: The pipeline

    private mutating func makePipeline() -> ImportPipeline {
        let key: CreateRecords.Key = kind == .person ? .email : .domain
        var create = TestPipeline.create(kind, match: pick([[key, .name], [key, .name], [.name, key], [key], [.name]]))
        create.whenMissing = pick([.create, .create, .create, .skip, .reject])
        create.whenAmbiguous = pick(agrees ? [.reject, .skip] : [.reject, .skip, .first])
        create.whenFound = pick([.keep, .updateName])
        let split = ValueOptions(split: ";")
        var assignments = [
            assignment("Status", column("Stage")), assignment("Owners", column("Partner", split)), assignment("Deal Size", column("Ask")),
            assignment("First Met", column("Met")), assignment("Tags", column("Tags", split)), assignment("Notes", column("Note")),
            assignment("Keywords", column("Keys", split)), assignment("Headquarters", location([.city: "City", .country: "Country"])),
        ]
        // An opportunity has no fields but its list's.
        if kind != .opportunity {
            assignments += [assignment("Sector", column("Sector")), assignment("\(kind.rawValue).Industry", column("Industry"))]
        }
        assignments.shuffle(using: &random)
        assignments.removeLast(Int.random(in: 0...4, using: &random))
        var steps = TestPipeline.addToTheirList(kind, present: pick([.keep, .keep, .keep, .reject])) + [TestPipeline.fields(assignments)]
        if chance(3) { steps.append(TestPipeline.note(column("Note"))) }
        if chance(3), kind == .organization {
            steps += [TestPipeline.add("Portfolio"), TestPipeline.set(assign("Deal Memo", column("Note")))]
        }
        return TestPipeline.make(create, steps)
    }

    private mutating func assignment(_ field: String, _ value: ValueSource) -> Assignment {
        let isMulti = ["Owners", "Tags", "Keywords"].contains(field)
        return assign(
            field, value, existing: pick(isMulti ? [.overwrite, .fill, .append, .keep] : [.overwrite, .fill, .keep]),
            blank: pick([.keep, .keep, .keep, .keep, .clear, .clear, .reject]), unknown: pick([.reject, .skip]))
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: values.indices, using: &random)] }

    private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

    mutating func shuffledRows() -> [[String]] { rows.shuffled(using: &random) }
}
