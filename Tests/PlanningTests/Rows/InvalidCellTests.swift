import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Testing
import Text

@testable import Planning

/// One bad cell is not a lost row: `invalid: skip`, and hints with the words in question.
@Suite struct InvalidCellTests {
    private func plan(_ cells: [String], _ assignment: (ValueSource) -> Assignment, _ options: ValueOptions = ValueOptions()) throws
        -> TestPlan
    {
        let rows = cells.enumerated().map { "Company \($0.offset),c\($0.offset).com,\"\($0.element)\"\n" }.joined()
        return try TestPlan(
            "Company,Website,Cell\n" + rows,
            TestPipeline.make(TestPipeline.create(), [TestPipeline.add(), TestPipeline.set(assignment(column("Cell", options)))]))
    }

    @Test func aCellThatCannotBeReadIsLeftAloneAndItsRowGoesIn() throws {
        let plan = try plan(["1200", "Undisclosed", "Undisclosed", ""]) { assign("Deal Size", $0, invalid: .skip) }
        #expect(plan.outcomes == ["create", "create", "create", "create"])
        #expect(plan.cell(2)?.isWrite != true)
        #expect(plan.rows[1].leftAlone.map(\.problem.code) == ["V301"])
        #expect(plan.summary.leftAlone == 2)
        let warning = plan.warnings.first { $0.code == "W441" }
        #expect(warning?.message == "Deal Size: \"Undisclosed\" is not a number: the cell is left alone")
        #expect(warning?.rows == [2, 3])
    }

    @Test func withoutThePolicyTheRowIsRejectedWithTheWordsOfItsColumn() throws {
        let plan = try plan(["1200", "Undisclosed", "N/A", "Unknown"]) { assign("Deal Size", $0) }
        #expect(plan.outcomes == ["create", "rejected V301", "rejected V301", "rejected V301"])
        let problem = plan.problems(2).first
        #expect(problem?.fix == "map: { \"Undisclosed\": \"\", \"N/A\": \"\", \"Unknown\": \"\" }")
        #expect(
            problem?.hint
                == "or for the whole file in source: blanks: [\"\", \"Undisclosed\", \"N/A\", \"Unknown\"]; or leave such cells alone: invalid: skip"
        )
    }

    @Test(arguments: ["101-250", "$50k to $1M"])
    func aRangeIsNoNumber(text: String) throws {
        #expect(try plan([text]) { assign("Deal Size", $0) }.problems(1).first?.hint?.hasPrefix("a range is no one number") == true)
    }

    @Test func aboutANumberSaysHowToTakeIt() throws {
        let problem = try plan(["10+"]) { assign("Deal Size", $0) }.problems(1).first
        #expect(problem?.fix == "map: { \"10+\": \"10\" }")
        #expect(problem?.hint == "take the number in it with extract: '^[~<>≈±≤≥ ]*(.+?)\\+?$', or leave such cells alone: invalid: skip")
        var options = ValueOptions()
        // What a hint says to state changes no other number of the column.
        let plain = ["1,234", "-5", "(300)", "$1.5m", "2 million"]
        for (text, number) in [
            ("10+", 10), ("~$3m", 3_000_000), ("$50k to $1M", 50_000), ("101-250", 101), ("12 employees", 12), ("approx. 5", 5), ("5x", 5),
        ] {
            let hint = try #require(plan([text]) { assign("Deal Size", $0) }.problems(1).first?.hint)
            options.extract = String(try #require(hint.split(separator: "'").dropFirst().first))
            let plan = try plan([text] + plain, { assign("Deal Size", $0) }, options)
            #expect(
                (1...6).map { plan.cell($0)?.after } == ([Double(number), 1234, -5, -300, 1_500_000, 2_000_000]).map { .number($0) },
                "\(hint)")
        }
        options.extract = "([0-9][0-9.,]*)"
        let plan = try plan(["10+", "~$3", "50 to 60", "none"], { assign("Deal Size", $0) }, options)
        #expect((1...4).map { plan.cell($0)?.after } == [.number(10), .number(3), .number(50), nil])
        #expect(plan.warnings.map(\.message) == ["Deal Size: extract finds nothing in \"none\": taken for blank"])
    }

    @Test func takeCutsOneOfSeveralValues() throws {
        var options = ValueOptions()
        options.take = .last
        options.split = ","
        #expect(try plan(["1, 2,3"], { assign("Deal Size", $0) }, options).cell(1)?.after == .number(3))
    }

    @Test func anUnknownOptionFollowsItsOwnPolicyWhereThatIsStated() throws {
        #expect(try plan(["Nope"]) { assign("Status", $0, invalid: .skip) }.outcomes == ["create"])
        #expect(try plan(["Nope"]) { assign("Status", $0, unknown: .reject, invalid: .skip) }.outcomes == ["rejected V306"])
    }

    @Test(arguments: [
        ("Acme", "Oslo", "Norway", "Acme (Oslo, Norway)"), ("Acme", "", "Norway", "Acme (Norway)"), ("Acme", "Oslo", "", "Acme (Oslo)"),
        ("Acme", "", "", "Acme"), ("", "Oslo", "", "(Oslo)"),
    ])
    func whatOnlyEnclosesABlankOfATemplateGoesWithIt(company: String, city: String, country: String, text: String) {
        var filled = FilledText()
        func add(_ column: String) { if column.isEmpty { filled.addBlank() } else { filled.add(column) } }
        add(company)
        filled.add(" (")
        add(city)
        filled.add(", ")
        add(country)
        filled.add(")")
        #expect(filled.text == text)
    }

    @Test func aTextThatIsWrittenAsAFormulaIsTheText() {
        #expect(CellText.unguarded("=\"007\"") == "007")
        #expect(CellText.unguarded("=\"a\"\"b\"") == "a\"b")
        #expect(CellText.unguarded("=\"a\"&\"b\"") == "=\"a\"&\"b\"")
    }
}
