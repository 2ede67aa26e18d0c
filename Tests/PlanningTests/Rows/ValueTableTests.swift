import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Testing
import Text

/// The table of the language: every type of value × what the row and the cell hold × every policy, and the plan's cell.
@Suite struct ValueTableTests {
    /// One type of field with a text that it takes, what that becomes, another value, and a text that it does not take.
    struct Kind: CustomTestStringConvertible {
        var type: FieldValueType
        var field: String
        var id: FieldID
        var text: String
        var value: FieldData
        /// What the cell holds where it holds something else.
        var other: FieldData
        /// With the code that it is refused by; nil where every text will do.
        var wrong: (text: String, code: String)?
        var options = ValueOptions()
        /// `other` and then `value`; nil where the field holds one value.
        var union: FieldData?

        var testDescription: String { type.rawValue }
    }

    enum Input: CaseIterable {
        /// Both are empty; only the row is; only the cell is.
        case blankOverNothing, blank, valid
        case invalid, equal, changed, token
    }

    private static let split = ValueOptions(split: ";")
    private static let many = (1...101).map { "v\($0)" }.joined(separator: ";")

    private static func date(_ year: Int, _ month: Int, _ day: Int) -> FieldData {
        CalendarDate(year: year, month: month, day: day).map { .date($0) } ?? .text("no day")
    }

    static let kinds: [Kind] = [
        Kind(
            type: .text, field: "Notes", id: TestAccount.notes, text: "new", value: .text("new"), other: .text("old"),
            wrong: ("#REF!", "V315")),
        Kind(
            type: .filterableText, field: "Thesis", id: FieldID("field-19"), text: "new", value: .text("new"), other: .text("old"),
            wrong: ("#REF!", "V315")),
        Kind(
            type: .filterableTextMulti, field: "Keywords", id: TestAccount.keywords, text: "a; b", value: .texts(["a", "b"]),
            other: .texts(["x", "a"]), wrong: (many, "V310"), options: split, union: .texts(["x", "a", "b"])),
        Kind(
            type: .number, field: "Deal Size", id: TestAccount.size, text: "7.5", value: .number(7.5), other: .number(1),
            wrong: ("many", "V301")),
        Kind(
            type: .numberMulti, field: "Rounds", id: FieldID("field-18"), text: "1;2", value: .numbers([1, 2]), other: .numbers([3, 1]),
            wrong: ("1;x", "V301"), options: split, union: .numbers([3, 1, 2])),
        Kind(
            type: .datetime, field: "First Met", id: TestAccount.met, text: "2001-02-03", value: date(2001, 2, 3), other: date(2002, 2, 3),
            wrong: ("31/12/2026", "V304")),
        Kind(
            type: .dropdown, field: "Channel", id: TestAccount.channel, text: "inbound",
            value: .option(TestAccount.option(TestAccount.channel, "Inbound")),
            other: .option(TestAccount.option(TestAccount.channel, "Outbound")), wrong: ("Fax", "V306")),
        Kind(
            type: .dropdownMulti, field: "Tags", id: TestAccount.tags, text: "AI; health",
            value: .options([TestAccount.option(TestAccount.tags, "AI"), TestAccount.option(TestAccount.tags, "Health")]),
            other: .options([TestAccount.option(TestAccount.tags, "Climate"), TestAccount.option(TestAccount.tags, "AI")]),
            wrong: ("AI;Space", "V306"), options: split,
            union: .options(["Climate", "AI", "Health"].map { TestAccount.option(TestAccount.tags, $0) })),
        Kind(
            type: .rankedDropdown, field: "Status", id: TestAccount.status, text: "Contacted",
            value: .option(TestAccount.option(TestAccount.status, "Contacted")),
            other: .option(TestAccount.option(TestAccount.status, "New")), wrong: ("Nope", "V306")),
        Kind(
            type: .person, field: "Scout", id: FieldID("field-17"), text: "ADA@contoso.vc", value: .person(TestAccount.ada.reference),
            other: .person(TestAccount.bob.reference), wrong: ("eve@else.org", "V308")),
        Kind(
            type: .personMulti, field: "Owners", id: TestAccount.owners, text: "Ada Lovelace; 1",
            value: .persons([TestAccount.ada.reference]),
            other: .persons([TestAccount.bob.reference]), wrong: ("Ada Lovelace; Eve", "V308"), options: split,
            union: .persons([TestAccount.bob.reference, TestAccount.ada.reference])),
        Kind(
            type: .company, field: "Parent", id: FieldID("field-12"), text: "https://www.hooli.com", value: .company(hooli),
            other: .company(initech),
            wrong: ("Umbrella", "V318")),
        Kind(
            type: .companyMulti, field: "Rivals", id: FieldID("field-15"), text: "Hooli Inc.; 11", value: .companies([hooli, initech]),
            other: .companies([initech]), wrong: ("Hooli; umbrella.com", "V318"), options: split, union: .companies([initech, hooli])),
        Kind(
            type: .location, field: "Headquarters", id: TestAccount.headquarters, text: "Paris, France",
            value: .location(Location(city: "Paris", country: "France")), other: .location(Location(city: "Lyon", country: "France")),
            wrong: ("Paris; Lyon", "V311")),
        Kind(
            type: .locationMulti, field: "Offices", id: FieldID("field-16"), text: "Paris, France; Lyon",
            value: .locations([Location(city: "Paris", country: "France"), Location(city: "Lyon")]),
            other: .locations([Location(country: "Peru"), Location(city: "Lyon")]), wrong: (", Paris", "V311"), options: split,
            union: .locations([Location(country: "Peru"), Location(city: "Lyon"), Location(city: "Paris", country: "France")])),
    ]

    private static let hooli = CompanyReference(id: OrganizationID(10), label: "Hooli")
    private static let initech = CompanyReference(id: OrganizationID(11), label: "Initech")

    private static func world(of kind: RecordKind) -> TestWorld {
        var world = TestWorld()
        world.kind = kind
        world.company(1, "Acme")
        world.companies[OrganizationID(1)]?.domains = kind == .opportunity ? [] : [kind == .person ? "jane@acme.com" : "acme.com"]
        let others = [10: TestWorld.Company(name: "Hooli", domains: ["hooli.com"]), 11: .init(name: "Initech", domains: ["initech.com"])]
        for (id, company) in others.map({ (Int64($0.key), $0.value) }) {
            if kind == .organization { world.companies[OrganizationID(id)] = company } else { world.others[OrganizationID(id)] = company }
        }
        return world
    }

    /// The name and the key of a row that means its only record.
    private static func row(of kind: RecordKind) -> String {
        switch kind {
        case .organization: "Acme,acme.com"
        case .person: "Acme,Jane@ACME.com"
        case .opportunity: "Acme,"
        }
    }

    private static func list(of kind: RecordKind) -> ListID {
        switch kind {
        case .organization: TestAccount.dealflow
        case .person: TestAccount.founders
        case .opportunity: TestAccount.rounds
        }
    }

    private func plan(
        _ kind: Kind, of record: RecordKind, _ input: Input, _ existing: Assignment.Existing, _ blank: Assignment.Blank,
        _ unknown: Assignment.UnknownOption
    ) throws -> TestPlan {
        var world = Self.world(of: record)
        let held: FieldData? =
            switch input {
            case .blankOverNothing, .valid: nil
            case .equal: kind.value
            case .blank, .invalid, .changed, .token: kind.other
            }
        world.entry(50, of: 1, on: Self.list(of: record), held.map { [kind.id: $0] } ?? [:])
        let text =
            switch input {
            case .blankOverNothing, .blank: ""
            case .valid, .equal, .changed: kind.text
            case .invalid: kind.wrong?.text ?? ""
            case .token: "#N/A"
            }
        let field = assign(kind.field, column("Value", kind.options), existing: existing, blank: blank, unknown: unknown)
        let plan = try TestPlan(
            "Company,Website,Value\n\(Self.row(of: record)),\"\(text)\"\n",
            TestPipeline.make(TestPipeline.create(record), TestPipeline.addToTheirList(record) + [TestPipeline.set(field)]), world)
        #expect(plan.bound.fields.map(\.type) == [kind.type])
        return plan
    }

    /// What the language says, written down a second time: `set value`, `kept old`, `rejected V301`, `nothing`.
    private func expected(
        _ kind: Kind, _ input: Input, _ existing: Assignment.Existing, _ blank: Assignment.Blank, _ unknown: Assignment.UnknownOption
    ) -> String {
        let (value, other) = (FieldDataText.text(kind.value), FieldDataText.text(kind.other))
        switch input {
        case .blankOverNothing: return blank == .reject ? "rejected V390" : "nothing"
        case .blank: return blank == .reject ? "rejected V390" : blank == .clear ? "clear empty" : "kept \(other)"
        case .token: return "clear empty"
        case .invalid:
            if unknown == .skip, kind.wrong?.code == "V306" { return skipped(kind, existing) }
            return "rejected \(kind.wrong?.code ?? "")"
        case .valid: return existing == .keep ? "kept empty" : "set \(value)"
        case .equal: return "unchanged \(value)"
        case .changed:
            switch existing {
            case .overwrite: return "set \(value)"
            case .fill, .keep: return "kept \(other)"
            case .append: return "append \(kind.union.map(FieldDataText.text) ?? "")"
            }
        }
    }

    /// Of several options those that exist are left.
    private func skipped(_ kind: Kind, _ existing: Assignment.Existing) -> String {
        guard kind.type == .dropdownMulti else { return "kept \(FieldDataText.text(kind.other))" }
        return existing == .overwrite ? "set AI" : existing == .append ? "unchanged Climate; AI" : "kept Climate; AI"
    }

    @Test(arguments: kinds, RecordKind.allCases)
    func theTable(_ kind: Kind, of record: RecordKind) throws {
        var count = 0
        for input in Input.allCases {
            for existing in Assignment.Existing.allCases where existing != .append || kind.type.isMulti {
                for blank in Assignment.Blank.allCases {
                    for unknown in [Assignment.UnknownOption.reject, .skip] where unknown == .reject || kind.type.isDropdown {
                        let plan = try plan(kind, of: record, input, existing, blank, unknown)
                        let found: String
                        if let problem = plan.problems(1).first {
                            found = "rejected \(problem.code)"
                        } else if let cell = plan.cell(1) {
                            found = "\(cell.action.rawValue) \(cell.after.map(FieldDataText.text) ?? "empty")"
                        } else {
                            found = "nothing"
                        }
                        let policies = "\(input), existing: \(existing), blank: \(blank), unknown-option: \(unknown)"
                        #expect(
                            found == expected(kind, input, existing, blank, unknown), "\(kind.type) of \(record.withArticle), \(policies)")
                        #expect(plan.summary.cells.clear == (found == "clear empty" ? 1 : 0), "each clear is counted, \(policies)")
                        count += 1
                    }
                }
            }
        }
        #expect(count == 7 * (kind.type.isMulti ? 4 : 3) * 3 * (kind.type.isDropdown ? 2 : 1))
    }

    @Test func everyTypeThatCanBeWrittenStandsInTheTable() {
        #expect(Self.kinds.allSatisfy { ValueConversion.canWrite($0.type) })
        #expect(Set(Self.kinds.map(\.type)).count == 15)
    }

    @Test(arguments: kinds, RecordKind.allCases)
    func whatIsPlannedIsThereAfterwardsAndASecondPlanChangesNothing(_ kind: Kind, of record: RecordKind) throws {
        var world = Self.world(of: record)
        world.entry(50, of: 1, on: Self.list(of: record), [kind.id: kind.other])
        let pipeline = TestPipeline.make(
            TestPipeline.create(record),
            TestPipeline.addToTheirList(record) + [TestPipeline.set(assign(kind.field, column("Value", kind.options)))])
        let csv = "Company,Website,Value\n\(Self.row(of: record)),\"\(kind.text)\"\n"
        #expect(world.apply(try TestPlan(csv, pipeline, world)) == 1)
        #expect(world.entries[ListEntryID(50)]?.values[kind.id] == kind.value)
        #expect(try TestPlan(csv, pipeline, world).summary.changesNothing)
    }
}
