import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Testing

@testable import Planning

/// Which decimal mark a number has is found out from the whole of its column.
@Suite struct NumberColumnTests {
    private func plan(_ numbers: [String], decimal: Character? = nil, isExport: Bool = false) throws -> TestPlan {
        let rows = numbers.enumerated().map { "Company \($0.offset),c\($0.offset).com,\"\($0.element)\",1\n" }.joined()
        return try TestPlan(
            "Company,Website,Ask,\(isExport ? "Affinity Row ID" : "More")\n" + rows,
            TestPipeline.make(
                TestPipeline.create(),
                [TestPipeline.add(), TestPipeline.set(assign("Deal Size", column("Ask", line: 50, ValueOptions(decimal: decimal))))]))
    }

    private func problem(_ plan: TestPlan, _ row: Int) -> String? {
        plan.problems(row).first.map { "\($0.code) \($0.reason); \($0.hint ?? "")" }
    }

    private func values(_ plan: TestPlan, _ rows: Int) -> [String?] {
        (1...rows).map { plan.cell($0)?.after.map(FieldDataText.text) }
    }

    @Test func thousandsThatAreSetApartWithACommaAreReadWithoutAWord() throws {
        let plan = try plan(["$1,200,000", "900,000", "850000", "1.5m", ""])
        #expect(values(plan, 4) == ["1,200,000", "900,000", "850,000", "1,500,000"])
        #expect(plan.warnings.isEmpty)
    }

    @Test func pointsThatAllStandBeforeThreeDigitsLeaveADoubt() throws {
        let plan = try plan(["250.000", "1.500", "75"])
        let hint = "state decimal: \".\" or decimal: \",\"; each reads 2 numbers of this column"
        #expect(problem(plan, 1) == "V330 \"250.000\" could be 250 or 250,000; \(hint)")
        #expect(problem(plan, 2) == "V330 \"1.500\" could be 1.5 or 1,500; \(hint)")
        #expect(plan.outcomes[2] == "create")
    }

    @Test(
        arguments: [
            (".", ["250", "1.5", "75"]), (",", ["250,000", "1,500", "75"]),
        ] as [(Character, [String])])
    func aStatedMarkLeavesNoDoubt(decimal: Character, values: [String]) throws {
        #expect(try self.values(plan(["250.000", "1.500", "75"], decimal: decimal), 3) == values)
    }

    @Test func oneNumberThatCanOnlyHaveAPointDecides() throws {
        #expect(try values(plan(["250.000", "1.5"]), 2) == ["250", "1.5"])
        #expect(try values(plan(["250.125", "0.750", "75000"]), 3) == ["250.125", "0.75", "75,000"])
    }

    @Test func longNumbersWithoutAMarkDecideNothing() throws {
        let plan = try plan(["1.500", "2000000"])
        #expect(
            problem(plan, 1)
                == "V330 \"1.500\" could be 1.5 or 1,500; state decimal: \".\" or decimal: \",\"; each reads 1 number of this column")
        #expect(plan.outcomes[1] == "create")
        #expect(try values(self.plan(["1.500", "2000000"], decimal: ","), 2) == ["1,500", "2,000,000"])
    }

    @Test func aColumnThatCanOnlyHaveACommaIsReadSoAndSaysIt() throws {
        let plan = try plan(["1.234,56", "250.000", "12,5", "1.500.000"])
        #expect(values(plan, 4) == ["1,234.56", "250,000", "12.5", "1,500,000"])
        #expect(
            plan.warnings.map(\.message) == [
                "Deal Size: read with a decimal comma, which 3 numbers of the column must have; 1 number like 250.000 have their thousands parted so"
            ])
    }

    @Test func aHintNeverMisreadsAnotherRow() throws {
        // A comma would make 900 of 900,000.
        let lakh = try plan(["42,00000", "900,000", "15,00,000", "1,200,000"])
        #expect(lakh.problems(1).first?.hint == "write it with a separator before every three digits, or with none")
        #expect(values(lakh, 4) == [nil, "900,000", "1,500,000", "1,200,000"])
        let slip = try plan(["12,5"] + Array(repeating: "1,234.5", count: 20))
        #expect(slip.problems(1).first?.hint == "20 numbers of this column can only have a decimal point: write this one so too")
        #expect(slip.outcomes[1] == "create")
    }

    @Test func marksThatContradictEachOtherAreRefusedWithBothCounts() throws {
        let open = try plan(["900,000", "12,5"])
        #expect(
            problem(open, 1) == "V330 \"900,000\" could be 900,000 or 900; 1 number of this column can only be read with decimal: \",\": "
                + "state it, or write the others alike and state decimal: \".\"")
        let mixed = try plan(["1,234.5", "12,5", "250.000"])
        #expect(mixed.outcomes == ["create", "rejected V303", "rejected V330"])
        #expect(
            mixed.problems(2).first?.hint
                == "no one decimal mark reads all of this column: a point reads 2, a comma reads 2; write them alike")
    }

    @Test func aStatedMarkThatTheColumnContradictsIsFoundOut() throws {
        let plan = try plan(["900,000", "1,200,000"], decimal: ",")
        #expect(plan.problems(1).first?.code == "V330")
        #expect(plan.problems(2).first?.code == "V303")
    }

    @Test func theNumbersOfAnExportHaveAPoint() throws {
        #expect(try values(plan(["1.125", "12"], isExport: true), 2) == ["1.125", "12"])
    }

    /// For columns of all kinds: what one mark is advised for never changes a row that was read, and loses none.
    @Test func followingAHintNeverChangesARowThatWasRead() {
        var random = SplitMix(seed: 11)
        for _ in 0..<400 {
            let column = RandomColumn.numbers(&random)
            let read = Self.read(column, decimal: nil)
            for mark in [".", ","] as [Character] where read.hints.contains(where: { $0.contains("decimal: \"\(mark)\"") }) {
                let again = Self.read(column, decimal: mark)
                for (text, (before, after)) in zip(column, zip(read.values, again.values)) {
                    if let before { #expect(after == before, "\(text) in \(column)") }
                }
            }
        }
    }

    /// A column that is written with one mark throughout is read with it or refused, but for commas that all stand before three digits: these
    /// are thousands.
    @Test func aColumnIsNeverReadWithTheOtherMark() {
        var random = SplitMix(seed: 12)
        for round in 0..<600 {
            let mark: Character = round.isMultiple(of: 2) ? "." : ","
            let isGrouped = Bool.random(using: &random)
            let column = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                RandomColumn.number(&random, decimal: mark, isGrouped: isGrouped)
            }
            let isEnglish = column.allSatisfy { NumberReader(decimal: ".").value($0.text) != nil && !$0.text.contains(".") }
            if mark == ",", isEnglish { continue }
            for (number, value) in zip(column, Self.read(column.map(\.text), decimal: nil).values) {
                #expect(value == nil || value == number.value, "\(number.text) in \(column.map(\.text))")
            }
        }
    }

    static func read(_ column: [String], decimal: Character?) -> (values: [Double?], hints: [String]) {
        var reader = NumberFieldReader(decimal: decimal)
        var counted = reader.column
        for text in column { counted.add(text) }
        reader.advise(counted.advice)
        var values: [Double?] = []
        var hints: [String] = []
        for text in column {
            do throws(ConversionProblem) { values.append(try reader.read(text)) } catch {
                values.append(nil)
                hints.append(error.hint ?? "")
            }
        }
        return (values, hints)
    }
}

enum RandomColumn {
    /// A column as people write it: mostly with one mark, now and then mixed, with words between.
    static func numbers(_ random: inout SplitMix) -> [String] {
        let mark: Character = Bool.random(using: &random) ? "." : ","
        let isMixed = Int.random(in: 0..<4, using: &random) == 0
        let isGrouped = Bool.random(using: &random)
        return (0..<Int.random(in: 1...12, using: &random)).map { _ in
            if Int.random(in: 0..<12, using: &random) == 0 {
                return ["n/a", "10-20", "42,00000", "1,2,3", "Undisclosed"].randomElement(using: &random) ?? ""
            }
            let other: Character = mark == "." ? "," : "."
            return number(&random, decimal: isMixed && Bool.random(using: &random) ? other : mark, isGrouped: isGrouped).text
        }
    }

    /// A number and how it is written with this decimal mark.
    static func number(_ random: inout SplitMix, decimal: Character, isGrouped: Bool) -> (text: String, value: Double) {
        let size = [10, 1000, 1_000_000, 100_000_000].randomElement(using: &random) ?? 10
        let whole = Int.random(in: 0..<size, using: &random)
        let digits = [0, 0, 1, 2, 3].randomElement(using: &random) ?? 0
        let fraction = (0..<digits).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
        let plain = digits == 0 ? "\(whole)" : "\(whole).\(fraction)"
        let shown = isGrouped ? NumberText.grouped(Double(whole)) : "\(whole)"
        let english = digits == 0 ? shown : "\(shown).\(fraction)"
        let text = decimal == "." ? english : String(english.map { $0 == "." ? "," : $0 == "," ? "." : $0 })
        return (text, Double(plain) ?? 0)
    }
}
