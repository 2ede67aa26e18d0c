import Testing

@testable import Workbook

@Suite struct SheetTests {
    private func rows(_ inside: String, strings: String? = nil, styles: String? = nil) throws -> [(number: Int, cells: [String])] {
        try TestBook(rows: inside, strings: strings, styles: styles).withFile { try Books.rows($0) }
    }

    @Test func theFirstVisibleSheetIsRead() throws {
        let book = try Workbook(path: Books.path("sheets.xlsx"))
        #expect(book.sheets.map(\.name) == ["Secret", "Chart", "Companies & Co", "2026", "Empty"])
        #expect(try book.sheet(nil).name == "Companies & Co")
    }

    @Test(arguments: [("Secret", "Secret"), ("companies & co", "Companies & Co"), ("2026", "2026"), ("4", "2026"), ("1", "Secret")])
    func sheetsAreNamedOrCounted(written: String, name: String) throws {
        #expect(try Workbook(path: Books.path("sheets.xlsx")).sheet(written).name == name)
    }

    @Test(arguments: ["Chart", "2", "6", "0", "Compnies"])
    func otherSheetsAreNotThere(written: String) throws {
        let book = try Workbook(path: Books.path("sheets.xlsx"))
        #expect(throws: WorkbookError.unknownSheet(written, sheets: ["Secret", "Companies & Co", "2026", "Empty"])) {
            try book.sheet(written)
        }
    }

    @Test func rowsKeepTheirNumbersAndBlankOnesAreLeftOut() throws {
        let rows = try Books.rows(Books.path("sheets.xlsx"))
        #expect(rows.map(\.number) == [1, 3, 4, 5, 6, 31])
        #expect(rows[2].cells == ["Acme Robotics", "acme.example.org", "40"])
        #expect(rows[4].cells == ["#N/A"], "a hidden row, and a text that only looks like an error")
        #expect(try Books.rows(Books.path("sheets.xlsx"), sheet: "Empty").isEmpty)
    }

    @Test func formulasGiveTheirResultAndErrorsSayWhereTheyStand() throws {
        let row = try Books.rows(Books.path("sheets.xlsx"))[3]
        #expect(row.cells[0] == "Beta")
        #expect(row.cells[1] == "#N/A (formula error in Companies & Co!B5)")
        #expect(row.cells[2] == "#DIV/0! (formula error in Companies & Co!C5)")
    }

    @Test func mergedCellsOfARow() throws {
        let book = try Workbook(path: Books.path("sheets.xlsx"))
        #expect(try book.mergedRanges(of: book.sheet(nil), coveringRow: 1).map(\.text) == ["A1:C1"])
        #expect(try book.mergedRanges(of: book.sheet(nil), coveringRow: 3).isEmpty)
    }

    @Test func rowsAndCellsMayGoUnnumberedAndUnordered() throws {
        let rows = try rows(
            "<row><c><v>1</v></c><c t=\"str\"><f>x</f><v>two</v></c></row><row r=\"9\"><c r=\"C9\"><v>3</v></c><c r=\"A9\"><v>1</v></c></row><row><c><v>10</v></c></row>"
        )
        #expect(rows.map(\.number) == [1, 9, 10])
        #expect(rows.map(\.cells) == [["1", "two"], ["1", "", "3"], ["10"]])
    }

    @Test func textsMayBeSharedRichPhoneticAndEscaped() throws {
        let strings = """
            <si><t>plain</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r></si>
            <si><t>課</t><rPh sb="0" eb="1"><t>か</t></rPh></si><si><t>a_x000D_b_x005F_x</t></si><si/>
            """
        let cells = (0..<5).map { "<c t=\"s\"><v>\($0)</v></c>" }.joined()
        let rows = try rows("<row>\(cells)<c t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>", strings: strings)
        #expect(rows[0].cells == ["plain", "rich ", "課", "a\rb_x", "", "inline"])
    }

    @Test func strictWorkbooksWriteDatesAsText() throws {
        let styles =
            "<cellStyleXfs><xf numFmtId=\"2\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/></cellXfs>"
        let cells = (0..<4).map { "<c s=\"\($0)\" t=\"d\"><v>2026-11-21T14:30:00.000</v></c>" }.joined()
        #expect(
            try rows("<row>\(cells)</row>", styles: styles)[0].cells == [
                "2026-11-21T14:30:00.000", "2026-11-21", "2026-11-21 14:30", "14:30",
            ])
    }

    @Test func prefixesOfElementsDoNotMatter() throws {
        var book = TestBook(rows: "")
        book.parts[3].text =
            "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row r=\"2\"><x:c r=\"B2\"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>"
        let rows = try book.withFile { try Books.rows($0) }
        #expect(rows.map(\.cells) == [["", "5"]])
    }

    @Test func allColumnsThatExcelHasAreRead() throws {
        let cells = (0..<CellReference.mostColumns).map { "<c><v>\($0)</v></c>" }.joined()
        let rows = try rows("<row>\(cells)</row>")
        #expect(rows[0].cells.count == 16_384)
        #expect(rows[0].cells[16_383] == "16383")
        #expect(CellReference.column(16_383) == "XFD")
        #expect([0, 25, 26, 701, 702].map(CellReference.column) == ["A", "Z", "AA", "ZZ", "AAA"])
    }

    @Test func aReaderMayStopOrFailAtAnyRow() throws {
        struct Enough: Error {}
        try TestBook(rows: (1...5000).map { "<row r=\"\($0)\"><c><v>\($0)</v></c></row>" }.joined()).withFile { path in
            let book = try Workbook(path: path)
            let sheet = try book.sheet(nil)
            var seen = 0
            try book.forEachRow(of: sheet) { row in
                seen += 1
                return row.number < 3
            }
            #expect(seen == 3)
            #expect(throws: Enough.self) {
                try book.forEachRow(of: sheet) { row in
                    if row.number == 10 { throw Enough() }
                    return true
                }
            }
            // Read again from its start, as often as one likes.
            seen = 0
            try book.forEachRow(of: sheet) { _ in
                seen += 1
                return true
            }
            #expect(seen == 5000)
        }
    }
}
