import FerryTestSupport
import Testing
import Text

/// One grammar for dates that are read and dates that are written.
@Suite struct DatePatternTests {
    private static let fields = [
        "y", "yyyy", "yy", "u", "uu", "M", "MM", "MMM", "MMMM", "L", "LLL", "d", "dd", "D", "DDD", "E", "EEEE", "ccc", "G", "H", "HH", "k",
        "h",
        "KK", "m", "mm", "s", "SSS", "a", "z", "XXX",
    ]
    private static let betweens = ["", " ", "  ", "/", ".", "-", ", ", "'T'", "'o''clock'", "''", "' '", "'5'", "年", " 'de' "]

    /// Patterns of any parts and anything between, whole dates more often than chance would have it.
    private static func pattern(_ dice: inout SplitMix) -> String {
        func pick(_ texts: [String]) -> String { texts[Int(dice.next() % UInt64(texts.count))] }
        var parts =
            dice.next() % 4 == 0
            ? [pick(["y", "yyyy", "yy"]), pick(["D", "DDD"])]
            : [
                pick(["y", "yyyy", "yy", "uu"]), pick(["M", "MM", "MMM", "MMMM", "L"]), pick(["d", "dd"]),
            ]
        for _ in 0..<Int(dice.next() % 3) { parts.append(pick(fields)) }
        for index in parts.indices { parts.swapAt(index, Int(dice.next() % UInt64(parts.count))) }
        return parts.map { $0 + pick(betweens) }.joined()
    }

    /// The law of a pattern that is accepted for writing.
    @Test(arguments: 0..<40) func whatIsWrittenIsReadAsTheSameDay(seed: Int) throws {
        var dice = SplitMix(seed: UInt64(seed))
        var accepted = 0
        for _ in 0..<200 {
            let text = Self.pattern(&dice)
            guard let pattern = try? DatePattern(text), pattern.writingProblem == nil else { continue }
            accepted += 1
            // Two digits tell one century.
            let isShort = text.replacing("yyyy", with: "").contains("yy") || text.contains("uu")
            for _ in 0..<20 {
                let day = isShort ? Int(dice.next() % 36_000) - 300 : Int(dice.next() % 3_650_000) - 719_000
                let date = CalendarDate(daysSince1970: day)
                let written = pattern.text(of: date, second: Int(dice.next() % 86_400))
                #expect(pattern.read(written) == .date(date), "\(text): \(written)")
            }
        }
        #expect(accepted > 20)
    }

    @Test(arguments: [
        ("dd.MM.yyyy 'o''clock'", "09.02.2024 o'clock"), ("yyyy''MM''dd", "2024'02'09"), ("EEE, d MMM yyyy", "Fri, 9 Feb 2024"),
        ("EEEE d. MMMM yy", "Friday 9. February 24"), ("yyyy-DDD", "2024-040"), ("D.y", "40.2024"), ("d MMM. y G", "9 Feb. 2024 AD"),
        ("yyyy-MM-dd'T'HH:mm:ss.SSSX", "2024-02-09T00:05:09.000Z"), ("d/M/yyyy h:mm a", "9/2/2024 12:05 AM"), ("yyyyMMdd k", "20240209 24"),
        ("yyyy年M月d日", "2024年2月9日"),
    ])
    func aDateIsWrittenByItsPattern(pattern: String, text: String) throws {
        let date = try #require(CalendarDate(iso: "2024-02-09"))
        #expect(try DatePattern(pattern).text(of: date, second: 309) == text)
        #expect(try DatePattern(pattern).read(text) == .date(date))
    }

    @Test(arguments: ["dMyyyy", "yyyyMd", "d'5'MMyyyy", "EEEEMMM d y", "MMM'x'd y", "yyyyMMddHmm", "z'Z' d M y", "d ' 'M y", "SHHyyyyMMdd"])
    func whatWouldNotBeToldApartIsNotWritten(pattern: String) throws {
        #expect(try DatePattern(pattern).writingProblem != nil)
    }

    @Test func everythingWrongIsSaidWithItsPlace() {
        let problems = DatePattern.problems(in: "dd.mm.YYYY HHH 'x")
        #expect(problems.map(\.range) == [3..<5, 6..<10, 11..<14, 15..<17])
        #expect(throws: DatePatternProblem.self) { try DatePattern("dd.mm.YYYY HHH 'x") }
        #expect(DatePattern.problems(in: "yyyy DDD").isEmpty)
    }
}
