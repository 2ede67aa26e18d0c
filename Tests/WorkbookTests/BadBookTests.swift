import Foundation
import Testing

@testable import Workbook

@Suite struct BadBookTests {
    private func failure(_ path: String) -> WorkbookError? {
        do {
            _ = try Books.rows(path)
            return nil
        } catch {
            return error as? WorkbookError
        }
    }

    private func failure(_ bytes: [UInt8]) throws -> WorkbookError? {
        try TestBook.withFile(bytes) { failure($0) }
    }

    private func failure(_ book: TestBook) throws -> WorkbookError? {
        try failure(book.zip)
    }

    @Test func filesOfAnotherKind() throws {
        #expect(failure(Books.path("password.xlsx")) == .passwordProtected)
        #expect(failure(Books.path("old.xls")) == .oldFormat)
        #expect(failure(Books.path("open.ods")) == .otherFormat("an OpenDocument spreadsheet (.ods)"))
        #expect(try failure([]) == .otherFormat("an empty file"))
        #expect(try failure(Array("Company,Website\n".utf8)) == .otherFormat("no workbook"))
        #expect(failure("/nowhere/book.xlsx") == .unreadable("No such file or directory"))
        var binary = TestBook(rows: "")
        binary.parts[0].text = binary.parts[0].text.replacingOccurrences(of: "book.xml", with: "book.bin")
        #expect(try failure(binary) == .otherFormat("a binary workbook (.xlsb)"))
        var document = TestBook(rows: "")
        document.parts[1].text = "<document/>"
        #expect(try failure(document) == .otherFormat("no workbook"))
    }

    @Test func aTruncatedFile() throws {
        let whole = try Data(contentsOf: URL(fileURLWithPath: Books.path("xlsxwriter.xlsx")))
        for count in stride(from: 4, to: whole.count, by: 97) {
            guard case .damaged = try failure(Array(whole.prefix(count))) else {
                Issue.record("\(count) bytes of \(whole.count) are taken for a whole workbook")
                continue
            }
        }
    }

    @Test func anyByteMayBeWrong() throws {
        // Whatever is read then, nothing crashes; most often the checksums tell.
        let whole = try Data(contentsOf: URL(fileURLWithPath: Books.path("libreoffice.xlsx")))
        for index in stride(from: 0, to: whole.count, by: 61) {
            var bytes = Array(whole)
            bytes[index] ^= 0x55
            _ = try failure(bytes)
        }
    }

    @Test func partsThatAreMissingOrBroken() throws {
        for part in [1, 3] {
            var book = TestBook(rows: "<row><c><v>1</v></c></row>")
            let name = book.parts[part].name
            book.parts[part].text.removeLast(30)
            guard case .damaged(name, _) = try failure(book) else {
                Issue.record("a broken \(name) is not told")
                continue
            }
            book.parts.remove(at: part)
            #expect(try failure(book) == .damaged(part: name, reason: "it is missing"))
        }
    }

    @Test func cellsThatMakeNoSense() throws {
        #expect(
            try failure(TestBook(rows: "<row r=\"3\"><c r=\"XFE3\"><v>1</v></c></row>"))
                == .damaged(part: "sheet Deals", reason: "row 3 has a cell beyond the last column, XFD"))
        #expect(
            try failure(TestBook(rows: "<row><c r=\"A1\" t=\"s\"><v>4</v></c></row>", strings: "<si><t>a</t></si>"))
                == .damaged(part: "sheet Deals", reason: "cell A1 names a text that is not there"))
        #expect(
            try failure(TestBook(rows: "<row><c r=\"B1\"><v>many</v></c></row>"))
                == .damaged(part: "sheet Deals", reason: "cell B1 holds what is not a number"))
    }

    @Test func definitionsThatUnfoldAreRefused() throws {
        var book = TestBook(rows: "<row><c t=\"str\"><v>&bomb;</v></c></row>")
        book.parts[3].text = "<!DOCTYPE x [<!ENTITY bomb \"boom\">]>" + book.parts[3].text
        guard case .damaged(_, let reason) = try failure(book) else {
            Issue.record("taken")
            return
        }
        #expect(reason.contains("document type"))
    }

    @Test func aTagThatNeverEndsIsRefusedInGoodTime() throws {
        let long = String(repeating: "x", count: PartLimits.tag + 200_000)
        let clock = ContinuousClock()
        let start = clock.now
        #expect(
            try failure(TestBook(rows: "<row><c r=\"\(long)\"><v>1</v></c></row>"))
                == .tooLong(part: "xl/sheets/one.xml", what: "a tag", megabytes: 8))
        // Quadratic, it took minutes.
        #expect(clock.now - start < .seconds(60))
    }

    @Test func aTextMayNotBeLongerThanItsLimit() throws {
        let long = String(repeating: "x", count: PartLimits.text + 1)
        #expect(
            try failure(TestBook(rows: "<row><c t=\"str\"><v>\(long)</v></c></row>"))
                == .tooLong(part: "sheet Deals", what: "the text of cell A1", megabytes: 16))
        #expect(
            try failure(TestBook(rows: "<row><c t=\"s\"><v>0</v></c></row>", strings: "<si><t>\(long)</t></si>"))
                == .tooLong(part: "the shared texts", what: "a text", megabytes: 16))
    }

    @Test func theTextsOfARowHaveALimit() throws {
        let long = String(repeating: "x", count: PartLimits.text - 1)
        let row = String(repeating: "<c t=\"str\"><v>\(long)</v></c>", count: 5)
        #expect(try failure(TestBook(rows: "<row>\(row)</row>")) == .tooLarge(part: "row 1 of sheet Deals"))
    }

    @Test func theLimitsAreThoseThatAreStated() {
        #expect(PartLimits.small == 64 << 20 && PartLimits.sharedStrings == 1 << 30 && PartLimits.sheet == 16 << 30)
        #expect(PartLimits.row == 64 << 20 && PartLimits.text == 16 << 20 && PartLimits.tag == 8 << 20)
    }

    @Test func aPartMayNotUnfoldBeyondItsLimit() throws {
        try TestBook(rows: String(repeating: "<row/>", count: 10_000)).withFile { path in
            let archive = try ZipArchive(path: path)
            let entry = try archive.entry("xl/sheets/one.xml", limit: 1000)
            #expect(throws: WorkbookError.tooLarge(part: "xl/sheets/one.xml")) { try XMLHandler().read(entry) }
        }
    }
}
