import Testing

@testable import Workbook

/// What a cell holds beside what it shows.
@Suite struct StoredCellTests {
    private static let codes = [
        "#,##0", "0.0", "0%", "$#,##0", "0.00E+00", "#,##0,", "$#,##0.0,,", "_($* #,##0_);_($* (#,##0);_($* \"-\"??_)", "0\"x\"",
        "[Red]-0;\"–\"",
        "yyyy-mm-dd", "General\" pcs\"", "0.0%%",
    ]

    private static var styles: String {
        let formats = codes.enumerated().map { index, code in
            let escaped = code.map { $0 == "\"" ? "&quot;" : String($0) }.joined()
            return "<numFmt numFmtId=\"\(200 + index)\" formatCode=\"\(escaped)\"/>"
        }
        let cells = codes.indices.map { "<xf numFmtId=\"\(200 + $0)\"/>" }
        return "<numFmts>\(formats.joined())</numFmts><cellXfs>\(cells.joined())</cellXfs>"
    }

    /// The cell of a column of numbers, and of one of texts.
    private func cell(_ inside: String, style: Int) throws -> (number: String, shown: String) {
        let book = TestBook(
            rows: "<row r=\"1\"><c r=\"A1\" s=\"\(style)\"\(inside)</c><c r=\"B1\" s=\"\(style)\"\(inside)</c></row>", styles: Self.styles)
        return try book.withFile { path in
            let book = try Workbook(path: path)
            var found = ("", "")
            try book.forEachRow(of: try book.sheet(nil), numbers: [0]) { row in
                found = (row.text(0), row.text(1))
                return true
            }
            return found
        }
    }

    @Test(arguments: [
        (0, "1234567.89", "1234567.89", "1,234,568"), (1, "1.25", "1.25", "1.3"), (2, "0.1234", "12.34", "12%"),
        (3, "1999.5", "1999.5", "$2,000"), (4, "1234567", "1234567", "1.23E+06"), (5, "1500000", "1500000", "1,500"),
        (6, "1500000", "1500000", "$1.5"), (8, "3", "3", "3x"), (9, "-7", "-7", "–"), (11, "40", "40", "40 pcs"),
        (2, "0.12340000000000001", "12.34", "12%"), (0, "-0.5", "-0.5", "-1"), (0, "1E+16", "10000000000000000", "10,000,000,000,000,000"),
    ])
    func aNumberIsWhatIsStored(style: Int, stored: String, number: String, shown: String) throws {
        let found = try cell("><v>\(stored)</v>", style: style)
        #expect(found.number == number)
        #expect(found.shown == shown)
    }

    @Test func theZeroOfAccountingIsZero() throws {
        #expect(try cell("><v>0</v>", style: 7).number == "0")
    }

    @Test func datesAndTextsAreWhatIsShownInNumberColumnsToo() throws {
        #expect(try cell("><v>45174</v>", style: 10).number == "2023-09-05")
        #expect(try cell(" t=\"str\"><v>n/a</v>", style: 0).number == "n/a")
        #expect(try cell(" t=\"b\"><v>1</v>", style: 0).number == "TRUE")
    }

    @Test(arguments: ["><f>1+1</f>", "><f>1+1</f><v></v>", "><f>1+1</f><v/>", "><f t=\"shared\" si=\"0\"/>"])
    func aFormulaWithoutASavedResultIsNoBlank(inside: String) throws {
        #expect(try cell(inside, style: 0).shown == "#UNSAVED! (formula error in Deals!B1)")
    }

    @Test func aFormulaWhoseResultIsAnEmptyTextIsBlank() throws {
        #expect(try cell(" t=\"str\"><f>\"\"</f><v></v>", style: 0).shown == "")
    }

    private func sites(_ cells: String, links: String, targets: [String]) throws -> [String] {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var book = TestBook(rows: "<row r=\"2\">\(cells)</row>", after: "<hyperlinks xmlns:r=\"\(types)\">\(links)</hyperlinks>")
        let relations = targets.enumerated().map {
            "<Relationship Id=\"l\($0)\" Type=\"\(types)/hyperlink\" Target=\"\($1)\" TargetMode=\"External\"/>"
        }
        book.parts.append(
            (
                "xl/sheets/_rels/one.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(relations.joined())</Relationships>"
            ))
        return try book.withFile { path in
            let book = try Workbook(path: path)
            var found: [String] = []
            try book.forEachRow(of: try book.sheet(nil), sites: [0, 1, 2]) { row in
                found = (0..<row.width).map { row.text($0) }
                return true
            }
            return found
        }
    }

    @Test func aSiteIsWhereTheCellLinksTo() throws {
        func text(_ place: String, _ text: String) -> String { "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>" }
        let links = "<hyperlink ref=\"A2:B2\" r:id=\"l0\"/><hyperlink ref=\"C2\" r:id=\"l1\"/><hyperlink ref=\"D2\" r:id=\"l0\"/>"
        #expect(
            try sites(
                text("A2", "Visit site") + text("B2", "own.example.com") + text("C2", "write us") + text("D2", "Visit site"), links: links,
                targets: ["https://acme.example.com/a?b=1&amp;c=2", "mailto:a@acme.com"])
                == ["https://acme.example.com/a?b=1&c=2", "own.example.com", "write us", "Visit site"])
    }

    @Test func aSiteMayStandInAFormula() throws {
        let formula = "<c r=\"A2\" t=\"str\"><f>HYPERLINK(\"http://acme.example.com\",\"Acme\")</f><v>Acme</v></c>"
        let unsaved = "<c r=\"B2\"><f>hyperlink(\"https://b.example.com\")</f><v/></c>"
        #expect(
            try sites(formula + unsaved, links: "", targets: ["https://unused.example.com"])
                == ["http://acme.example.com", "https://b.example.com"])
    }

    @Test func totalsRowsAreThoseThatTheTableMarks() throws {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var book = TestBook(rows: "<row r=\"1\"><c><v>1</v></c></row>")
        book.parts.append(
            (
                "xl/sheets/_rels/one.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"t1\" Type=\"\(types)/table\" Target=\"../tables/t.xml\"/><Relationship Id=\"t2\" Type=\"\(types)/table\" Target=\"../tables/u.xml\"/></Relationships>"
            ))
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        book.parts.append(("xl/tables/t.xml", "<table xmlns=\"\(main)\" ref=\"A1:D9\" totalsRowCount=\"1\"/>"))
        book.parts.append(("xl/tables/u.xml", "<table xmlns=\"\(main)\" ref=\"F1:G5\" totalsRowShown=\"0\"/>"))
        try book.withFile { path in
            let book = try Workbook(path: path)
            #expect(try book.totalsRows(of: book.sheet(nil)) == [9])
        }
    }
}
