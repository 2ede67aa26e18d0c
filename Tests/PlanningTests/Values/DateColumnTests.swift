import Affinity
import FerryTestSupport
import PipelineSpec
import Testing
import Text

@testable import Planning

/// How a date is written is found out from the whole of its column.
@Suite struct DateColumnTests {
    private func plan(_ dates: [String], format: String? = nil) throws -> TestPlan {
        let rows = dates.enumerated().map { "Company \($0.offset),c\($0.offset).com,\($0.element)\n" }.joined()
        let value = column("Met", line: 50, ValueOptions(format: format.map { spanned($0) }))
        return try TestPlan(
            "Company,Website,Met\n" + rows,
            TestPipeline.make(TestPipeline.create(), [TestPipeline.add(), TestPipeline.set(assign("First Met", value))]))
    }

    private func problem(_ plan: TestPlan, _ row: Int) -> String? {
        plan.problems(row).first.map { "\($0.code) \($0.reason); \($0.hint ?? "")" }
    }

    @Test func theRowsThatAreCertainDecideForTheAmbiguousOnes() throws {
        let plan = try plan(["03/04/2025", "13/04/2025", "25/12/2025", ""])
        let hint = "state format: \"dd/MM/yyyy\", which reads all 3 dates of this column; 2 rows can only be read so"
        #expect(problem(plan, 1) == "V320 \"03/04/2025\" is ambiguous: 2025-04-03 or 2025-03-04; \(hint)")
        #expect(problem(plan, 2) == "V304 \"13/04/2025\" is not a date in the format yyyy-MM-dd; \(hint)")
        #expect(plan.problems(4).isEmpty)
    }

    @Test func whereNoRowIsCertainBothOrdersAreOffered() throws {
        let plan = try plan(["03/04/2025", "05/06/2025"])
        #expect(
            problem(plan, 2)
                == "V320 \"05/06/2025\" is ambiguous: 2025-06-05 or 2025-05-06; "
                + "state format: \"dd/MM/yyyy\" or \"MM/dd/yyyy\"; both would read all 2 dates of this column")
    }

    @Test func whereNoFormatReadsAllTheCountsAreSaid() throws {
        let plan = try plan(["2025-04-03", "13/04/2025", "14/04/2025", "soon"])
        #expect(plan.problems(1).isEmpty)
        #expect(
            plan.problems(2).first?.hint
                == "no one format reads the 4 dates of this column: dd/MM/yyyy reads 2, yyyy-MM-dd reads 1; state formats: with several, and invalid: skip for the rest"
        )
    }

    @Test func whatOneCellIsIsSaidBesideOthersToo() throws {
        let plan = try plan(["31.01.2024", "1.2.2024", "15. März 2024"])
        #expect(plan.problems(3).first?.hint == "months are read in English: write März as March, or the date in numbers, the year first")
        #expect(plan.problems(1).first?.hint?.contains("dd.MM.yyyy reads 2") == true)
    }

    @Test(arguments: ["1706659200", "1706659200123"]) func secondsSince1970AreToldAsSuch(text: String) throws {
        let hint = try plan([text, text]).problems(1).first?.hint
        #expect(hint?.contains("seconds since 1970, of 2024-01-31") == true, "\(hint ?? "")")
    }

    @Test func daysWithTheirEndingsAreRead() throws {
        let hint = try plan(["1st January 2024", "22nd Feb 2024", "3 March 2024"]).problems(1).first?.hint
        #expect(hint == "state format: \"d MMM yyyy\", which reads all 3 dates of this column")
    }

    @Test func whereSeveralFormatsReadAllTogetherTheyAreOffered() throws {
        let hint = try plan(["2025-04-03", "13/04/2025", "14/04/2025", "13.04.2025", "2012"]).problems(2).first?.hint
        #expect(hint == "state formats: [\"dd/MM/yyyy\", \"dd.MM.yyyy\", \"yyyy-MM-dd\"], which read all 4 dates of this column together")
        // Both orders would read some rows, each otherwise.
        let mixed = try plan(["13/04/2025", "04/13/2025", "03/04/2025"]).problems(1).first?.hint
        #expect(mixed?.hasPrefix("no one format reads the 3 dates of this column") == true)
    }

    /// For columns of all kinds: a format that is advised never changes a row that was read, and loses none.
    @Test func followingAHintNeverChangesARowThatWasRead() throws {
        var random = SplitMix(seed: 21)
        let patterns = ["yyyy-MM-dd", "dd/MM/yyyy", "MM/dd/yyyy", "dd.MM.yyyy", "d MMM yyyy"]
        for _ in 0..<300 {
            let chosen = patterns.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
            let texts = (0..<Int.random(in: 1...10, using: &random)).map { _ in
                let day = CalendarDate(daysSince1970: Int.random(in: 15_000..<20_000, using: &random))
                return Self.written(day, chosen.randomElement(using: &random) ?? "yyyy-MM-dd")
            }
            let plain = DateReader()
            var column = DateColumn(plain)
            for text in texts { column.add(text) }
            guard let advice = column.advice, let hint = advice.hint, advice.fits.first?.rows == texts.count || !advice.together.isEmpty
            else {
                continue
            }
            let advised = advice.together.isEmpty ? [advice.fits[0].pattern] : advice.together
            #expect(advised.allSatisfy { hint.contains("\"\($0)\"") })
            let reader = DateReader(formats: advised)
            for text in texts {
                let after = try? reader.read(text)
                #expect(after != nil, "\(text) of \(texts) in \(advised)")
                if let before = plain.date(text) { #expect(before == after) }
            }
        }
    }

    private static func written(_ day: CalendarDate, _ pattern: String) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return pattern.replacing("yyyy", with: "\(day.year)").replacing("MMM", with: names[day.month - 1])
            .replacing("MM", with: two(day.month)).replacing("dd", with: two(day.day)).replacing(/\bd\b/, with: "\(day.day)")
    }

    @Test func aStatedOrderThatTheColumnContradictsIsFoundOutForTheAmbiguousRowsToo() throws {
        let plan = try plan(["03/04/2025", "13/04/2025", "04/04/2025", "25/12/2025"], format: "MM/dd/yyyy")
        let hint = "2 rows of this column can only be dd/MM/yyyy: state format: \"dd/MM/yyyy\""
        #expect(problem(plan, 1) == "V320 \"03/04/2025\" is ambiguous: 2025-03-04 or 2025-04-03; \(hint)")
        #expect(problem(plan, 2) == "V304 \"13/04/2025\" is not a date in the format MM/dd/yyyy; \(hint)")
        // Both orders make the same day of it.
        #expect(plan.problems(3).isEmpty)
    }

    @Test func aFewSlipsInAColumnThatIsRightAreThemselvesRefused() throws {
        let plan = try plan(["03/04/2025", "12/31/2025", "13/04/2025", "soon"], format: "MM/dd/yyyy")
        #expect(plan.outcomes == ["create", "create", "rejected V305", "rejected V304"])
        #expect(plan.cell(1)?.after == CalendarDate(year: 2025, month: 3, day: 4).map { .date($0) })
    }

    @Test func excelsNumbersAreRecognizedAndReadWhenStated() throws {
        let unread = try plan(["45750", "45751.75", "36526"])
        #expect(unread.problems(1).first?.hint == "state format: \"excel\", which reads all 3 dates of this column")
        let read = try plan(["45750", "45751.75", "36526", "1", "59", "61", "60", "0", "2025-04-03", "2958466"], format: "excel")
        let days = (1...6).map { read.cell($0)?.after.map(FieldDataText.text) }
        #expect(days == ["2025-04-03", "2025-04-04", "2000-01-01", "1900-01-01", "1900-02-28", "1900-03-01"])
        #expect(read.outcomes.suffix(4) == ["rejected V304", "rejected V304", "rejected V304", "rejected V304"])
    }

    @Test func aColumnThatCanBeReadSaysNothing() throws {
        let plan = try plan(["2025-04-03", "2025-12-31T10:00:00Z", ""])
        #expect(plan.summary.rejected == 0)
    }

    @Test func aColumnOfMoreTextsThanAreKeptIsCountedToo() {
        var column = DateColumn(DateReader())
        for number in 0..<50_000 {
            let date = CalendarDate(daysSince1970: number)
            column.add("\(date.day)/\(date.month)/\(date.year)")
        }
        #expect(column.advice?.total == 50_000)
        #expect(column.advice?.fits.first?.pattern == "dd/MM/yyyy")
        #expect(column.advice?.fits.first?.rows == 50_000)
    }

    @Test(arguments: [
        ("dd/MM/yyyy", "MM/dd/yyyy"), ("d.M.yy", "M.d.yy"), ("yyyy-MM-dd", "yyyy-dd-MM"), ("d 'd' LL y", "M 'd' dd y"),
    ])
    func aPatternIsTurnedRound(pattern: String, turned: String) throws {
        #expect(try DatePattern(pattern).swapped?.text == turned)
        #expect(try DatePattern("d MMM y").swapped == nil)
    }
}
