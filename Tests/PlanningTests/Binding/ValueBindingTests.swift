import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

/// Values and policies that do not fit their field are refused before a row is read.
@Suite struct ValueBindingTests {
    private func problems(_ assignment: Assignment) -> [Diagnostic] {
        NameBindingTests.problems(TestPipeline.make(TestPipeline.create(), [TestPipeline.add(), TestPipeline.set(assignment)]))
    }

    private func options(
        _ kind: ValueOptions.Kind? = nil, format: String? = nil, split: String? = nil, map: [String: String] = [:], fallback: String? = nil
    ) -> ValueOptions {
        ValueOptions(
            kind: kind.map { Spanned($0, at: TestPipeline.place(70)) }, format: format.map { Spanned($0, at: TestPipeline.place(71)) },
            split: split, map: map, fallback: fallback)
    }

    @Test func onlyCellsOfSeveralValuesAreAppendedToAndSplit() {
        #expect(problems(assign("Notes", column("Stage"), existing: .append)).map(\.code) == ["P235"])
        #expect(problems(assign("Tags", column("Stage"), existing: .append)).isEmpty)
        #expect(problems(assign("Notes", column("Stage", options(split: ";")))).map(\.code) == ["P236"])
        #expect(problems(assign("Tags", column("Stage", options(split: ";")))).isEmpty)
    }

    @Test func aLocationTakesPartsOrOneTextAndNothingElseTakesParts() {
        #expect(problems(assign("Headquarters", location([.city: "Stage"]))).isEmpty)
        #expect(problems(assign("Headquarters", column("Stage"))).isEmpty)
        #expect(problems(assign("Offices", location([.city: "Stage"]))).isEmpty)
        #expect(problems(assign("Offices", column("Stage", options(split: ";")))).isEmpty)
        #expect(problems(assign("Headquarters", constant("Berlin; Paris"))).map(\.code) == ["P241"])
        let other = problems(assign("Notes", location([.city: "Stage"])))
        #expect(other.map(\.hint) == ["only a location field takes { location: … }"])
    }

    @Test(
        arguments: [
            ("Deal Size", .date, true), ("Deal Size", .number, false), ("First Met", .number, true), ("First Met", .date, false),
            ("Notes", .domain, false), ("Status", .number, true), ("Owners", .person, false), ("Owners", .email, false),
            ("Notes", .organization, true), ("Parent", .organization, false), ("Rivals", .domain, false), ("Parent", .person, true),
            ("Scout", .organization, true), ("Headquarters", .number, true), ("Headquarters", .text, false), ("Tags", .date, true),
            ("Parent", .email, true), ("Keywords", .email, false), ("Rounds", .number, false),
        ] as [(String, ValueOptions.Kind, Bool)])
    func aKindThatDoesNotFitTheFieldIsRefusedAtItsPlace(field: String, kind: ValueOptions.Kind, isRefused: Bool) {
        let found = problems(assign(field, column("Stage", options(kind))))
        #expect(found.map(\.code) == (isRefused ? ["P239"] : []))
        if isRefused { #expect(found[0].location?.span == TestPipeline.place(70)) }
    }

    @Test func aFormatIsForDatesAndMustBeOne() {
        #expect(problems(assign("First Met", column("Stage", options(format: "dd/MM/yyyy")))).isEmpty)
        let bad = problems(assign("First Met", column("Stage", options(format: "dd/mm/yyyy"))))
        #expect(bad.map(\.code) == ["P242"])
        #expect(bad[0].location?.span == TestPipeline.place(71))
        #expect(problems(assign("Deal Size", column("Stage", options(format: "dd/MM/yyyy")))).map(\.code) == ["P243"])
        #expect(problems(assign("Notes", column("Stage", options(.date, format: "dd/MM/yyyy")))).isEmpty)
    }

    @Test func excelsNumbersAreAFormat() {
        #expect(problems(assign("First Met", column("Stage", options(format: "excel")))).isEmpty)
        #expect(problems(assign("Deal Size", column("Stage", options(format: "excel")))).map(\.code) == ["P243"])
    }

    @Test func aConstantThatIsNoOptionIsThePipelinesError() {
        #expect(problems(assign("Status", constant("contacted"))).isEmpty)
        let found = problems(assign("Status", constant("Contactd", line: 55)))
        #expect(found.map(\.code) == ["P241"])
        #expect(found[0].hint?.contains("\"Contacted\"") == true)
        #expect(found[0].location?.span == TestPipeline.place(55, 20))
        #expect(problems(assign("Status", constant("Contactd"), unknown: .skip)).isEmpty)
        #expect(problems(assign("Deal Size", constant("twelve"))).map(\.code) == ["P241"])
    }

    @Test func aTextOfThePipelinesOwnIsRefusedWhereItStands() {
        var stated = options(map: ["DD": "Due Dilligence"], fallback: "Nwe")
        stated.places.mapped["Due Dilligence"] = TestPipeline.place(61)
        stated.places.fallback = TestPipeline.place(62)
        let found = problems(assign("Status", column("Stage", stated)))
        #expect(Set(found.map(\.location?.span)) == [TestPipeline.place(61), TestPipeline.place(62)])
        var fixed = options()
        fixed.places.constant = TestPipeline.place(63)
        let constants = problems(assign("Status", constant("Contactd", fixed)))
        #expect(constants.map(\.location?.span) == [TestPipeline.place(63)])
        #expect(constants[0].hint?.hasPrefix("did you mean \"Contacted\"? the options are New, Contacted, Due Diligence;") == true)
    }

    @Test func aConstantThatClearsOrIsMappedIsNoUnknownOption() {
        #expect(problems(assign("Status", constant("#N/A"))).isEmpty)
        #expect(problems(assign("Status", constant("x", options(map: ["x": "New"])))).isEmpty)
        #expect(problems(assign("Tags", constant("AI; Health", options(split: ";")))).isEmpty)
    }

    @Test func defaultsAndMappedTextsAreCheckedToo() {
        #expect(problems(assign("Status", column("Stage", options(fallback: "Nwe")))).map(\.code) == ["P241"])
        #expect(problems(assign("Status", column("Stage", options(fallback: "New")))).isEmpty)
        let mapped = problems(assign("Status", column("Stage", options(map: ["DD": "Due Dilligence", "x": "New", "-": "", "y": "#N/A"]))))
        #expect(mapped.map(\.code) == ["P241"])
        #expect(mapped[0].message.contains("Due Dilligence"))
        #expect(problems(assign("Tags", column("Stage", options(split: ";", map: ["A;B": "AI", "H": "Health"])))).isEmpty)
        #expect(problems(assign("Tags", column("Stage", options(split: ";", map: ["A": "IA"])))).map(\.code) == ["P241"])
    }

    @Test func aConstantPersonIsLookedUpLaterWithThoseOfTheFile() {
        #expect(problems(assign("Owners", constant("eve@elsewhere.org"))).isEmpty)
    }
}
