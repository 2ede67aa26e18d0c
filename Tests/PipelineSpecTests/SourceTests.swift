import CSV
import Diagnostics
import FerryTestSupport
import Testing
import Text

@testable import PipelineSpec

@Suite("source")
struct SourceTests {
    @Test func theFileIsNamed() throws {
        #expect(try pipeline(Around.source("csv: \"-\"")).source.path?.value == "-")
        #expect(try pipeline(Around.source("csv: data [1].csv")).source.path?.value == "data [1].csv")
        expect(Around.source("⟦csv⟧:"), "P103")
        expect(Around.source("csv: ⟦\"\"⟧"), "P103")
        expect(Around.source("csv: ⟦[a.csv]⟧"), "P102", says: "found a list")
        expect(Around.source("header: 1").replacing("source", with: "⟦source⟧"), "P101", says: "\"source\" lacks \"csv\"")
        expect("\(Around.head)source: ⟦a.csv⟧\nsteps:\n\(Around.create)", "P102", says: "expected a mapping")
        expect("\(Around.head)⟦source⟧:\nsteps:\n\(Around.create)", "P103")
    }

    @Test(arguments: ["https://example.com/a.csv", "https://example.com/a.txt"])
    func otherSourcesAreNotSupportedYet(path: String) {
        expect(Around.source("csv: ⟦\(path)⟧"), "P108", says: "is not supported yet")
        if !path.hasSuffix(".csv") { expect(Around.source("xlsx: ⟦\(path)⟧"), "P108", says: "is not supported yet") }
    }

    @Test(arguments: ["data/*.csv", "part-?.csv", "folder/"])
    func foldersAndPatternsAreTakenAsWritten(path: String) throws {
        #expect(try pipeline(Around.source("csv: \(path)")).source.path?.value == path)
    }

    @Test func aWorkbookIsNamedWithItsSheet() throws {
        let source = try pipeline(Around.source("xlsx: Deals 2026.xlsx\nsheet: 2026\nheader: 3\nblanks: [x]\nwhere: { A: [b] }")).source
        #expect(source.kind == .xlsx)
        #expect(source.path?.value == "Deals 2026.xlsx")
        #expect(source.sheet?.value == "2026")
        #expect(source.header == 3)
        #expect(try pipeline(Around.source("xlsx: \"-\"")).source.sheet == nil)
        #expect(try pipeline(Around.source("csv: a.csv")).source.kind == .csv)
        expect(Around.source("xlsx: a.xlsx\nsheet: ⟦\"\"⟧"), "P103")
        expect(Around.source("xlsx: a.xlsx\nsheet: ⟦[a]⟧"), "P102")
        expect(Around.source("⟦xslx⟧: a.xlsx"), "P104", hint: "did you mean \"xlsx\"")
    }

    @Test func oneSourceWithWhatGoesWithIt() {
        expect(Around.source("csv: a.csv\n⟦xlsx⟧: a.xlsx"), "P151")
        expect(Around.source("csv: a.csv\n⟦sheet⟧: Deals"), "P152", says: "has no sheets")
        expect(Around.source("xlsx: a.xlsx\n⟦delimiter⟧: tab\n⟦encoding⟧: utf-8"), "P152", "P152", hint: "leave it out")
        expect(Around.source("csv: ⟦a.XLSX⟧"), "P153", hint: "write xlsx: a.XLSX")
        expect(Around.source("xlsx: ⟦a.csv⟧"), "P153", hint: "write csv: a.csv")
    }

    @Test func aCommandIsAProgramAndItsArguments() throws {
        let source = try pipeline(Around.source("command: [psql, --csv, -c, no, \"\"]\ndelimiter: \";\"\nsheet: 2\ntimeout: 30")).source
        guard case .command(let command) = source.origin else {
            Issue.record("\(source)")
            return
        }
        #expect(command.words.map(\.text) == ["psql", "--csv", "-c", "no", ""])
        #expect(command.name == "psql" && command.timeout == 30)
        #expect(source.stream == "the output of psql" && source.path == nil)
        #expect(source.delimiter == 59 && source.sheet?.value == "2")
        expect(Around.source("command: ⟦psql --csv⟧"), "P102", hint: "write [psql --csv]")
        expect(Around.source("command: ⟦[]⟧"), "P124")
        expect(Around.source("command: [⟦\"\"⟧, a]"), "P103", hint: "the name of a program")
        expect(Around.source("command: [a, ⟦[b]⟧]"), "P102")
        expect(Around.source("csv: a.csv\n⟦command⟧: [a]"), "P151", says: "both \"csv\" and \"command\"")
        expect(Around.source("csv: a.csv\n⟦timeout⟧: 3"), "P152", says: "a file is not waited for")
        for timeout in ["0", "86401", "1.5"] { expect(Around.source("command: [a]\ntimeout: ⟦\(timeout)⟧"), "P109") }
    }

    @Test(arguments: ["books/*.xlsx", "book-?.xlsx", "books/"])
    func oneWorkbookAtATime(path: String) {
        expect(Around.source("xlsx: ⟦\(path)⟧"), "P108", hint: "name one workbook")
    }

    @Test(arguments: [("\",\"", 44), ("\";\"", 59), (";", 59), ("tab", 9), ("\"\\t\"", 9), ("\"|\"", 124), ("\" \"", 32)])
    func delimiters(written: String, byte: UInt8) throws {
        #expect(try pipeline(Around.source("csv: a.csv\ndelimiter: \(written)")).source.delimiter == byte)
    }

    @Test(arguments: [
        ("\\t", "write tab"), ("\",,\"", "such as"), ("comma", "such as"), ("a", "such as"), ("'\"'", "such as"), ("\"é\"", "such as"),
    ])
    func otherDelimitersAreRefused(written: String, hint: String) {
        expect(Around.source("csv: a.csv\ndelimiter: ⟦\(written)⟧"), "P110", hint: hint)
    }

    @Test func aBarWithoutQuotesIsExplained() {
        let found = read(Around.source("csv: a.csv\ndelimiter: |\nheader: 1")).diagnostics
        #expect(found.map(\.code) == ["P110"])
        #expect(found.first?.hint == "put the bar in quotes: \"|\"")
    }

    @Test func whatFilesAreIsSeenInThem() throws {
        for path in ["a.xls", "a.ods", "a.numbers"] { #expect(try pipeline(Around.source("csv: \(path)")).source.path?.value == path) }
    }

    @Test(arguments: [
        ("utf-8", RequestedEncoding.utf8), ("UTF-16", .utf16), ("windows-1252", .windows1252), ("cp1252", .windows1252),
        ("iso-8859-1", .latin1),
    ])
    func encodingsOfOurOwn(name: String, encoding: RequestedEncoding) throws {
        #expect(try pipeline(Around.source("csv: a.csv\nencoding: \(name)")).source.encoding == encoding)
    }

    @Test(arguments: ["gb18030", "Shift_JIS", "windows-1251", "euc-kr", "big5", "macintosh", "koi8-r", "cp437", "iso-8859-15"])
    func encodingsOfTheSystem(name: String) throws {
        #expect(try pipeline(Around.source("csv: a.csv\nencoding: \(name)")).source.encoding != nil)
    }

    @Test func encodingsThatNobodyKnows() {
        expect(Around.source("csv: a.csv\nencoding: ⟦shift_jsi⟧"), "P280", hint: "did you mean \"shift_jis\"")
        expect(Around.source("csv: a.csv\nencoding: ⟦klingon⟧"), "P280", hint: "iconv -l lists all")
        expect(Around.source("csv: a.csv\nencoding: ⟦utf-8//IGNORE⟧"), "P280")
    }

    @Test func theShapeOfAFile() throws {
        let source = try pipeline(
            Around.source("csv: a.csv\nfooter: 2\nuntil: Total\nshort-rows: reject\nescape: backslash\ncomment: \"#\"")
        ).source
        #expect(source.footer == 2)
        #expect(source.until == "Total")
        #expect(source.shortRows == .reject)
        #expect(source.escape == .backslash)
        #expect(source.comment == UInt8(ascii: "#"))
        let plain = try pipeline(Around.source("csv: a.csv\ncomment: none")).source
        #expect(plain.footer == nil && plain.until == nil && plain.shortRows == .blank && plain.escape == .quote && plain.comment == nil)
        expect(Around.source("csv: a.csv\nfooter: ⟦-1⟧"), "P109")
        expect(Around.source("csv: a.csv\ncomment: ⟦REM⟧"), "P110")
        expect(Around.source("csv: a.csv\nescape: ⟦slash⟧"), "P105", hint: "one of quote, backslash")
        expect(Around.source("xlsx: a.xlsx\n⟦escape⟧: quote"), "P152")
    }

    @Test func theHeaderIsALineFromOne() throws {
        #expect(try pipeline(Around.source("csv: a.csv\nheader: 12")).source.header == 12)
        for text in ["0", "-1", "1.5", "first", "99999999999999999999"] {
            expect(Around.source("csv: a.csv\nheader: ⟦\(text)⟧"), "P109", hint: "a whole number from 1")
        }
    }

    @Test func blanksAreAListOfTexts() throws {
        #expect(try pipeline(Around.source("csv: a.csv\nblanks: [no, ~, 0, '']")).source.blanks == ["no", "~", "0", ""])
        #expect(try pipeline(Around.source("csv: a.csv\nblanks: []")).source.blanks == [])
        expect(Around.source("csv: a.csv\nblanks: ⟦N/A⟧"), "P102", says: "expected a list of texts", hint: "write [N/A]")
        expect(Around.source("csv: a.csv\nblanks: ⟦{ a: b }⟧"), "P102", says: "expected a list of texts, found a mapping")
        expect(Around.source("csv: a.csv\nblanks: [a, ⟦[b]⟧, ⟦{c: d}⟧]"), "P102", "P102", says: "expected a text")
    }

    @Test func whereTakesListsOfTextsByColumn() throws {
        let conditions = try pipeline(Around.source("csv: a.csv\nwhere:\n  Stage: [Seed, \"\"]\n  Country: [no]")).source.conditions
        #expect(conditions.map(\.column.value) == ["Stage", "Country"])
        #expect(conditions.map(\.tests) == [[.oneOf(["Seed", ""])], [.oneOf(["no"])]])
        expect(Around.source("csv: a.csv\nwhere: { Stage: ⟦Seed⟧ }"), "P102", hint: "write [Seed]")
        expect(Around.source("csv: a.csv\nwhere: { Stage: ⟦[]⟧ }"), "P124")
        expect(Around.source("csv: a.csv\nwhere: ⟦[Stage]⟧"), "P102")
        expect(Around.source("csv: a.csv\nwhere: { ⟦\"\"⟧: [a] }"), "P103", hint: "the name of a column")
        expect(Around.source("csv: a.csv\n⟦where⟧: {}"), "P103")
    }

    @Test func whereTakesTestsByColumn() throws {
        func tests(_ written: String) throws -> [ImportSource.Condition.Test] {
            try pipeline(Around.source("csv: a.csv\nwhere: { A: { \(written) } }")).source.conditions.flatMap(\.tests)
        }
        #expect(try tests("in: [a, \"\"]") == [.oneOf(["a", ""])])
        #expect(try tests("\"=\": no, \"!=\": \"\"") == [.oneOf(["no"]), .not("")])
        #expect(try tests("\">\": 100000, \"<=\": -1.5") == [.compared(.atMost, .number(-1.5)), .compared(.more, .number(100_000))])
        let day = try #require(CalendarDate(iso: "2026-01-31"))
        #expect(try tests("\">=\": 2026-01-31, format: dd/MM/yyyy") == [.compared(.atLeast, .date(day))])
        #expect(try tests("matches: \"^A\", blank: no") == [.matches("^A"), .blank(false)])
        func wrong(_ written: String, _ code: String, says: String = "", hint: String = "") {
            expect(Around.source("csv: a.csv\nwhere: { A: { \(written) } }"), code, says: says, hint: hint)
        }
        wrong("\"<\": ⟦much⟧", "P109", hint: "such as 100000")
        wrong("\"<\": ⟦2026-02-30⟧", "P109")
        wrong("matches: ⟦\"(\"⟧", "P266", says: "is not a regular expression", hint: "matches: '")
        wrong("blank: ⟦perhaps⟧", "P105")
        wrong("in: ⟦[]⟧", "P124")
        wrong("⟦machtes⟧: a", "P104", hint: "did you mean \"matches\"")
        expect(Around.source("csv: a.csv\nwhere: { ⟦A⟧: { decimal: \".\" } }"), "P103")
        expect(Around.source("xlsx: a.xlsx\nwhere: { ⟦A⟧: { \">\": 1, decimal: \",\" } }"), "P154")
    }
}
