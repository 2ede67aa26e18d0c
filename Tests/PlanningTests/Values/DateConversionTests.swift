import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Testing
import Text

@testable import Planning

@Suite struct DateConversionTests {
    @Test(arguments: [
        ("2026-11-21", "2026-11-21"), ("2024-02-29", "2024-02-29"), ("2026-11-21T23:59:59Z", "2026-11-21"),
        ("2026-11-21T00:30:00+14:00", "2026-11-21"), ("2026-11-21T00:30:00.123-08:00", "2026-11-21"),
        ("2026-11-21 10:00", "2026-11-21"), ("2026-11-21T10:00", "2026-11-21"), ("0001-01-01", "0001-01-01"),
        ("2026/11/21", "2026-11-21"), ("2026/1/5", "2026-01-05"), ("2026-1-05", "2026-01-05"), ("2026.01.05", "2026-01-05"),
        ("20261121", "2026-11-21"), ("2023-09-05 00:00:00 UTC", "2023-09-05"), ("2023-09-05 00:00:00.5 +0200", "2023-09-05"),
        ("2023/9/5 9:30 AM", "2023-09-05"), ("2023-09-05T00:00:00GMT", "2023-09-05"), ("Tue, 05 Sep 2023 10:00:00 +0000", "2023-09-05"),
        ("5 Sep 2023 10:00:00 GMT", "2023-09-05"), ("\u{200E}2023\u{200E}-09-\u{200B}05", "2023-09-05"),
    ])
    func aDateThatNobodyMistakesIsKeptAsWritten(text: String, date: String) throws {
        #expect(try conversion(.datetime).convert(text) == CalendarDate(iso: date).map { .date($0) })
    }

    @Test(arguments: [
        ("dd/MM/yyyy", "03/04/2025", "2025-04-03"), ("MM/dd/yyyy", "03/04/2025", "2025-03-04"), ("dd/MM/yyyy", "3/4/2025", "2025-04-03"),
        ("d.M.yy", "3.4.69", "1969-04-03"), ("d.M.yy", "3.4.68", "2068-04-03"),
        ("d.M.yy", "3.4.00", "2000-04-03"), ("yyyyMMdd", "20250403", "2025-04-03"), ("ddMMyy", "030425", "2025-04-03"),
        ("d MMM yyyy", "3 Apr 2025", "2025-04-03"), ("d MMMM yyyy", "3 april 2025", "2025-04-03"),
        ("d MMM yyyy", "3rd Apr 2025", "2025-04-03"), ("MMM d, yyyy", "May 21ST, 2025", "2025-05-21"),
        ("d'th' MMM yyyy", "3th Apr 2025", "2025-04-03"),
        ("d MMM yyyy", "3 Sept. 2025", "2025-09-03"), ("MMM d, yyyy", "MAY 3, 2025", "2025-05-03"),
        ("EEEE, d MMMM yyyy", "Thursday, 3 April 2025", "2025-04-03"), ("E d.M.y", "Thu 3.4.2025", "2025-04-03"),
        ("d 'of' MMMM yyyy", "3 of April 2025", "2025-04-03"), ("yyyy'o''clock'M'/'d", "2025o'clock4/3", "2025-04-03"),
        ("yyyy''M''d", "2025'4'3", "2025-04-03"), ("dd/MM/yyyy HH:mm", "03/04/2025 23:59", "2025-04-03"),
        ("M/d/yyyy h:mm:ss a", "4/3/2025 1:02:03\u{202F}PM", "2025-04-03"),
        ("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2025-04-03T23:00:00.000+02:00", "2025-04-03"), ("yyyy年M月d日", "2025年4月3日", "2025-04-03"),
        ("D.yyyy", "60.2024", "2024-02-29"), ("yyyy-DDD", "2025-365", "2025-12-31"), ("d MMM yyyy G", "3 Apr 2025 AD", "2025-04-03"),
        ("ccc d.M.y", "Thu 3.4.2025", "2025-04-03"), ("d  MMM yyyy", "3\u{A0}Apr 2025", "2025-04-03"),
    ])
    func aDateIsReadByItsPattern(pattern: String, text: String, date: String) throws {
        #expect(
            try conversion(.datetime, ValueOptions(format: spanned(pattern))).convert(text) == CalendarDate(iso: date).map { .date($0) })
    }

    @Test(arguments: [
        ("dd/MM/yyyy", "31/02/2026", "V305"), ("dd.MM.yyyy", "31.04.2026", "V305"), ("dd.MM.yyyy", "00.04.2026", "V305"),
        ("dd.MM.yyyy", "01.13.2026", "V305"), ("D yyyy", "366 2025", "V305"), ("D yyyy", "0 2025", "V305"),
        ("dd.MM.yyyy", "01/02/2026", "V304"), ("dd.MM.yyyy", "01.02.26", "V304"), ("dd.MM.yyyy", "01.02.20266", "V304"),
        ("d.M.yy", "1.2.2026", "V304"), ("dd.MM.yyyy", "01.02.2026 x", "V304"), ("dd.MM.yyyy", "", "V304"),
        ("d MMM yyyy", "3 Foo 2025", "V304"), ("d MMM yyyy", "3 Ma 2025", "V304"), ("HH:mm d.M.yyyy", "25:00 3.4.2025", "V304"),
        ("yyyyMMdd", "2025043", "V304"), ("dd.MM.yyyy", "#VALUE!", "V315"),
    ])
    func aDateThatDoesNotFitIsRefused(pattern: String, text: String, code: String) {
        #expect(problem(conversion(.datetime, ValueOptions(format: spanned(pattern))), text)?.code.text == code)
    }

    @Test(arguments: [
        ("03/04/2025", "state how to read it, format: \"dd/MM/yyyy\" or \"MM/dd/yyyy\""),
        ("13/04/2025", "state how to read it, format: \"dd/MM/yyyy\""), ("04/13/2025", "state how to read it, format: \"MM/dd/yyyy\""),
        ("3.4.2025", "state how to read it, format: \"dd.MM.yyyy\" or \"MM.dd.yyyy\""),
        ("13/04/25", "state how to read it, format: \"dd/MM/yy\""), ("Apr 3, 2025", "state how to read it, format: \"MMM d, yyyy\""),
        ("13/04/2025 10:30", "state how to read it, format: \"dd/MM/yyyy HH:mm\""),
        ("45750", "it looks like Excel's number for 2025-04-03: state format: excel"),
        ("3. März 2025", "months are read in English: write März as March, or the date in numbers, the year first"),
        ("3 décembre 2025", "months are read in English: write décembre as December, or the date in numbers, the year first"),
    ])
    func aDateWithoutFormatSaysWhichFormatsFit(text: String, hint: String) {
        let found = problem(conversion(.datetime), text)
        #expect(found?.code == "V304")
        #expect(found?.hint == hint)
    }

    @Test func aDateThatMissesItsFormatSaysWhichFits() {
        let dates = conversion(.datetime, ValueOptions(format: spanned("dd/MM/yyyy")))
        #expect(problem(dates, "13.04.2025")?.hint == "this one fits format: \"dd.MM.yyyy\"")
        #expect(problem(dates, "2025-04-13")?.hint == "this one fits format: \"yyyy-MM-dd\"")
        #expect(problem(dates, "soon")?.fix == "map: { \"soon\": \"\" }")
        #expect(problem(dates, "31/02/2026")?.hint == "read as year 2026, month 2, day 31")
    }

    @Test(arguments: [
        "2025-2-3x", "2025-02.3", "202502031", "2025-02-03T", "2025-02-03Tnoon", "2025/02-03", "12025-02-03", "2025-02-03T10", "２０２５-02-03",
        "2025-02-03 10:00 tomorrow", "2025 02 03",
    ])
    func withoutFormatOnlyYearFirstIsRead(text: String) {
        #expect(problem(conversion(.datetime), text)?.code == "V304")
    }

    @Test(arguments: [
        ("2012", "2012-01-01", "2012-12-31"), ("2012-06", "2012-06-01", "2012-06-30"), ("02/2024", "2024-02-01", "2024-02-29"),
        ("Jan-24", "2024-01-01", "2024-01-31"), ("Sept. 2023", "2023-09-01", "2023-09-30"), ("December 2023", "2023-12-01", "2023-12-31"),
        ("Q3 2024", "2024-07-01", "2024-09-30"), ("2024-Q4", "2024-10-01", "2024-12-31"), ("H2 2024", "2024-07-01", "2024-12-31"),
    ])
    func aYearOrMonthAloneIsReadWhereItsDayIsStated(text: String, first: String, last: String) throws {
        #expect(
            try conversion(.datetime, ValueOptions(partial: .start)).convert(text) == CalendarDate(iso: first).map { .date($0) })
        #expect(try conversion(.datetime, ValueOptions(partial: .end)).convert(text) == CalendarDate(iso: last).map { .date($0) })
        let refused = problem(conversion(.datetime), text)
        #expect(refused?.code == "V331")
        #expect(refused?.hint == "state partial: start (\(first)) or partial: end (\(last))")
    }

    @Test func aColumnInSeveralFormatsIsReadByAllOfThem() throws {
        let dates = conversion(.datetime, ValueOptions(formats: ["dd/MM/yyyy", "MM/dd/yyyy", "d MMM yyyy", "excel"].map { spanned($0) }))
        for text in ["13/04/2025", "04/13/2025", "13 Apr 2025", "45760"] {
            #expect(try dates.convert(text) == CalendarDate(iso: "2025-04-13").map { .date($0) })
        }
        #expect(try dates.convert("04/04/2025") == CalendarDate(iso: "2025-04-04").map { .date($0) })
        #expect(problem(dates, "03/04/2025")?.code == "V320")
        #expect(problem(dates, "31 Feb 2025")?.code == "V305")
    }

    @Test func anImpossibleISODayIsRefused() {
        #expect(problem(conversion(.datetime), "2026-02-31")?.code == "V305")
        #expect(problem(conversion(.datetime), "2025-02-29")?.code == "V305")
    }

    @Test(arguments: [
        ("dd/mm/yyyy", "the month is M (m is minutes)"), ("dd/MM/YYYY", "the year is y (Y is the year of weeks)"),
        ("DD/MM/yyyy", "the day of the month is d (D counts through the year)"),
        ("dd/MM", "such as dd/MM/yyyy"), ("MM/yyyy", "such as dd/MM/yyyy"), ("dd/MM/yyy", "write the year (yyyy)"),
        ("dd MMMMM yyyy", "write the month (MM)"),
        (
            "dd of MM yyyy",
            "the letters are y, M, d, D and E, of a time H, h, m, s, S, a and z; other text stands in single quotes"
        ), ("d M yyyy 'at", "a quote as text is written ''"), ("", "such as dd/MM/yyyy"),
    ])
    func aPatternThatReadsNoDateIsRefused(pattern: String, hint: String) {
        #expect(throws: DatePatternProblem.self) { try DatePattern(pattern) }
        #expect(problem(conversion(.datetime, ValueOptions(format: spanned(pattern))), "1")?.code == "V316")
        #expect(problem(conversion(.datetime, ValueOptions(format: spanned(pattern))), "1")?.hint == hint)
    }

    @Test func thePatternsThatHintsOfferAreRight() throws {
        for day in DateHints.dayPatterns {
            for time in DateHints.timePatterns + [""] { _ = try DatePattern(day + time) }
        }
        #expect(DateHints.dayPatterns.count > 20)
    }

    @Test func everyDayIsReadBackFromItsText() throws {
        let dates = conversion(.datetime)
        let german = conversion(.datetime, ValueOptions(format: spanned("d.M.yyyy")))
        for days in stride(from: -200_000, through: 200_000, by: 37) {
            let date = CalendarDate(daysSince1970: days)
            #expect(try dates.convert(date.description) == .date(date))
            #expect(
                try german.convert("\(date.day).\(date.month).\(String(repeating: "0", count: 4 - String(date.year).count))\(date.year)")
                    == .date(date))
        }
    }
}
