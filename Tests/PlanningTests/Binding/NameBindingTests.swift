import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

/// Every name of a pipeline is found, or refused at its place with what was near.
@Suite struct NameBindingTests {
    static let header = ["Company", "Website", "Stage", "Ask (USD)"]

    static func problems(_ pipeline: ImportPipeline, header: [String] = header) -> [Diagnostic] {
        do {
            _ = try Binder.bind(pipeline, to: TestAccount.catalog, header: header, sourceName: "rows.csv")
            return []
        } catch {
            return error.all
        }
    }

    private func problems(_ pipeline: ImportPipeline, header: [String] = header) -> [Diagnostic] { Self.problems(pipeline, header: header) }

    private func bind(_ pipeline: ImportPipeline) throws -> BoundPipeline {
        try Binder.bind(pipeline, to: TestAccount.catalog, header: Self.header, sourceName: "rows.csv")
    }

    // MARK: Columns

    @Test func anUnknownColumnIsRefusedAtItsPlaceWithTheNearOne() throws {
        let found = problems(TestPipeline.make(TestPipeline.create(name: "Compamy")))
        #expect(found.map(\.code) == ["P201"])
        #expect(found[0].message == "rows.csv has no column \"Compamy\"")
        #expect(found[0].hint == "did you mean \"Company\"?")
        #expect(found[0].location?.span == TestPipeline.place(21, 20))
    }

    @Test func aColumnWithNothingNearListsTheHeader() {
        let found = problems(TestPipeline.make(TestPipeline.create(domain: "Zebra")))
        #expect(found.map(\.hint) == ["its columns: \"Company\", \"Website\", \"Stage\", \"Ask (USD)\""])
    }

    @Test func columnsOfTemplatesLocationsAndConditionsAreBoundToo() {
        let template = Template(parts: [.text("x "), .column(Spanned("Nope1", at: TestPipeline.place(60)))])
        let steps = [
            TestPipeline.add(),
            TestPipeline.set(
                assign("Notes", ValueSource(.template(template), at: TestPipeline.place(60))),
                assign("Headquarters", location([.city: "Nope2"], line: 61))),
        ]
        let found = problems(TestPipeline.make(TestPipeline.create(), steps, where: ["Nope3": ["x"]]))
        #expect(found.map(\.code) == ["P201", "P201", "P201"])
        #expect(Set(found.compactMap { $0.location?.span?.start.line }) == [10, 60, 61])
    }

    // MARK: Lists

    @Test(arguments: [("Dealflow", 1), ("dealflow", 1), ("2", 2), ("4", 4)])
    func aListIsFoundByNameOrID(written: String, id: Int64) throws {
        #expect(try bind(TestPipeline.make(TestPipeline.create(), [TestPipeline.add(written)])).lists.map(\.id) == [ListID(id)])
    }

    @Test(arguments: [
        ("Dealflw", "P202", "did you mean \"Dealflow\"?"), ("Twins", "P203", "say which by id: 4, 5"),
        ("Founders", "P204", "name a list of organizations"), ("Rounds", "P204", "name a list of organizations"),
        ("99", "P202", "the lists there are: \"Dealflow\", \"Portfolio\", \"Founders\", \"Twins\", \"Twins\", \"Rounds\""),
    ])
    func aListThatCannotBeUsedIsRefused(written: String, code: String, hint: String) {
        let found = problems(TestPipeline.make(TestPipeline.create(), [TestPipeline.add(written)]))
        #expect(found.map(\.code.text) == [code])
        #expect(found.map(\.hint) == [hint])
        #expect(found[0].location?.span == TestPipeline.place(30, 10))
    }

    @Test func oneListTwiceIsRefused() {
        let found = problems(TestPipeline.make(TestPipeline.create(), [TestPipeline.add(), TestPipeline.add("1", line: 33)]))
        #expect(found.map(\.code) == ["P205"])
        #expect(found[0].location?.span?.start.line == 33)
    }

    @Test func fieldsOfAnUnknownListAreNotReportedBesidesTheList() {
        let steps = [
            TestPipeline.add(), TestPipeline.set(assign("Status", column("Stage"))), TestPipeline.add("Nowhere", line: 33),
            TestPipeline.set(assign("Score X", column("Nope", line: 51))),
        ]
        // The column is wrong whatever the list is.
        #expect(problems(TestPipeline.make(TestPipeline.create(), steps)).map(\.code) == ["P202", "P201"])
    }

    @Test func fieldsBeforeAnyListAreReportedThoughAnotherNameIsWrong() {
        let steps = [TestPipeline.set(assign("Sektor", column("Stage"))), TestPipeline.add()]
        let found = problems(TestPipeline.make(TestPipeline.create(name: "Compamy"), steps))
        #expect(found.map(\.code) == ["P201", "P231"])
    }

    // MARK: Fields

    @Test(
        arguments: [
            ("Status", "field-1", 1), ("status", "field-1", 1), ("field-3", "field-3", 1), ("list.Industry", "field-9", 1),
            ("organization.Industry", "field-21", nil), ("field-21", "field-21", nil), ("Sector", "field-20", nil),
            ("Location", "affinity-data-location", nil),
        ] as [(String, String, Int64?)])
    func aFieldIsFoundOnTheListOrTheOrganization(written: String, id: String, list: Int64?) throws {
        let value: ValueSource =
            switch written {
            case "Location": location([.city: "Stage"])
            default: column("Stage")
            }
        let bound = try bind(TestPipeline.make(TestPipeline.create(), [TestPipeline.add(), TestPipeline.set(assign(written, value))]))
        #expect(bound.fields.map(\.id) == [FieldID(id)])
        #expect(bound.fields.map(\.list) == [list.map { ListID($0) }])
        #expect(bound.assignments.map(\.entry) == [list == nil ? nil : 0])
    }

    @Test(
        arguments: [
            ("Deal Sise", "P231", "fields with near names: \"Deal Size\""),
            ("Industry", "P232", "write list.Industry or organization.Industry"),
            ("Twice", "P232", "write field-13 or field-14"), ("list.Sector", "P231", nil), ("organization.Status", "P231", nil),
            ("Score", "P233", "remove the line"), ("Last Meeting", "P233", "remove the line"),
            ("Date Added", "P233", "remove the line"), ("Reminder", "P233", "remove the line"), ("People", "P233", "remove the line"),
            ("Last Contact", "P233", "remove the line"),
        ] as [(String, String, String?)])
    func aFieldThatCannotBeSetIsRefused(written: String, code: String, hint: String?) {
        let step = TestPipeline.set(assign(written, column("Stage"), line: 52))
        let found = problems(TestPipeline.make(TestPipeline.create(), [TestPipeline.add(), step]))
        #expect(found.map(\.code.text) == [code])
        if let hint { #expect(found.map(\.hint) == [hint]) }
        #expect(found.first?.location?.span == TestPipeline.place(52))
    }

    @Test func aReadOnlyFieldSaysWhyItIs() {
        func message(_ field: String) -> String? {
            problems(TestPipeline.make(TestPipeline.create(), [TestPipeline.add(), TestPipeline.set(assign(field, column("Stage")))]))
                .first?.message
        }
        #expect(message("Score") == "\"Score\" cannot be set: it is a formula, which Affinity computes (formula-number)")
        #expect(message("Last Contact") == "\"Last Contact\" cannot be set: Affinity fills it from mail and calendars")
        #expect(message("Source of Introduction") == nil)
    }

    @Test func thePresentOrganizationOfAPersonCanBeSet() {
        let field = Field(
            id: FieldID("affinity-data-current-organization"), name: "Current Organization", origin: .enriched, valueType: .company,
            isRequired: false)
        #expect(ReadOnlyFields.reason(of: field, on: nil, kind: .person) == nil)
    }

    @Test func withoutAListTheFieldsOfOrganizationsAreMeant() throws {
        let pipeline = TestPipeline.make(TestPipeline.create(), [TestPipeline.set(assign("Industry", column("Stage")))])
        #expect(try bind(pipeline).fields.map(\.id) == [FieldID("field-21")])
        let other = TestPipeline.make(TestPipeline.create(), [TestPipeline.set(assign("Status", column("Stage")))])
        #expect(problems(other).map(\.message) == ["organizations have no field \"Status\""])
    }

    @Test func aFieldBelongsToTheListThatWasNamedLast() throws {
        let steps = [
            TestPipeline.add(), TestPipeline.set(assign("Notes", column("Stage"))), TestPipeline.add("Portfolio"),
            TestPipeline.set(assign("Stage", column("Stage"))),
        ]
        let bound = try bind(TestPipeline.make(TestPipeline.create(), steps))
        #expect(bound.assignments.map(\.entry) == [0, 1])
        #expect(bound.fieldIDs(of: TestAccount.portfolio, stage: 0) == [TestAccount.stage])
        #expect(bound.fieldIDs(of: nil, stage: 0) == [])
    }

    @Test func aFieldUnderTwoNamesIsSetTwice() {
        let step = TestPipeline.set(assign("Status", column("Stage")), assign("field-1", column("Stage"), line: 53))
        let found = problems(TestPipeline.make(TestPipeline.create(), [TestPipeline.add(), step]))
        #expect(found.map(\.code) == ["P238"])
        #expect(found[0].location?.span?.start.line == 53)
    }

    // MARK: The account, and all at once

    @Test func anotherAccountIsRefusedAndCaseDoesNotCount() {
        #expect(problems(TestPipeline.make(account: "CONTOSO")).isEmpty)
        let found = problems(TestPipeline.make(account: "fabrikam"))
        #expect(found.map(\.code) == ["P240"])
        #expect(found[0].message.contains("\"fabrikam\"") && found[0].message.contains("\"contoso\""))
        #expect(found[0].location?.span == TestPipeline.place(1))
    }

    @Test func allThatIsWrongIsSaidAtOnce() {
        let steps = [
            TestPipeline.add(),
            TestPipeline.set(
                assign("Statsu", column("Stage"), line: 51), assign("Score", column("Stage"), line: 52),
                assign("Notes", column("Stgae", line: 53)),
                assign("Deal Size", column("Stage"), existing: .append, line: 54)),
        ]
        let found = problems(TestPipeline.make(TestPipeline.create(domain: "Site"), steps, account: "fabrikam", where: ["Land": ["x"]]))
        #expect(Set(found.map(\.code)) == ["P240", "P201", "P231", "P233", "P235"])
        #expect(Set(found.compactMap { $0.location?.span?.start.line }) == [1, 10, 22, 51, 52, 53, 54])
    }
}
