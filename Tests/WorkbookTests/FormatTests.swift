import Testing

@testable import Workbook

/// Cells as Excel shows them: each table holds a cell, and beside it the text that it must be read as.
@Suite struct FormatTests {
    @Test(arguments: ["xlsxwriter.xlsx", "inline-strings.xlsx", "openpyxl.xlsx", "libreoffice.xlsx", "from-1904.xlsx"])
    func cellsAreReadAsTheyAreShown(book: String) throws {
        let rows = try Books.rows(Books.path(book))
        #expect(rows.count > 50)
        #expect(rows[0].cells == ["what", "cell", "text"])
        for row in rows.dropFirst() {
            #expect(row.cells.count == 3)
            #expect(row.cells[1] == row.cells[2], "row \(row.number): \(row.cells[0])")
        }
    }

    private func shown(_ number: String, _ code: String, _ epoch: SerialDate.Epoch = .from1900) throws -> String {
        let digits = try #require(Array(number.utf8).withUnsafeBytes { DecimalDigits($0) })
        let (section, hidesSign) = NumberFormat(code: code).section(for: digits.value)
        switch section {
        case .general: return String(decoding: digits.general, as: UTF8.self)
        case .number(let pattern): return String(decoding: pattern.text(digits, hidesSign: hidesSign), as: UTF8.self)
        case .date(let shape):
            return String(decoding: SerialDate.text(digits.value, epoch, as: shape) ?? digits.general, as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("1234.5", "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)", " $1,234.50 "),
        ("-1234.5", "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)", " $(1,234.50)"),
        ("0", "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)", " $-   "), ("1234567", "#,##0,", "1,235"), ("5", "0;;", "5"),
        ("-5", "0;;", ""), ("9.995", "0.00E+00", "1.00E+01"), ("0", "0.00E+00", "0.00E+00"), ("0.5", "# ?/?", "0.5"),
        ("7", "\"seven\"", "seven"),
        ("-7", "\"n\"", "-n"), ("12", "@", "12"), ("3", "0.", "3."), ("1e15", "#,##0", "1,000,000,000,000,000"), ("1", "[Red]0.0", "1.0"),
        ("5551234567", "(000) 000\\-0000", "(555) 123-4567"), ("0.995", "0%", "100%"), ("45", "0 \\%", "45 %"),
    ])
    func numbers(number: String, code: String, text: String) throws {
        #expect(try shown(number, code) == text)
    }

    @Test(arguments: [
        ("0", "h:mm", "00:00"), ("59", "yyyy-mm-dd", "1900-02-28"), ("60", "yyyy-mm-dd", "1900-02-29"), ("61", "yyyy-mm-dd", "1900-03-01"),
        ("2958465", "d.m.yy", "9999-12-31"), ("2958466", "d.m.yy", "2958466"), ("-1", "d.m.yy", "-1"), ("46347", "mmmm yyyy", "2026-11-21"),
        ("46347.999999", "d/m/yy h:mm", "2026-11-22 00:00"), ("1.5", "[hh]:mm:ss", "36:00:00"), ("-0.25", "[h]:mm", "-06:00"),
        ("46347", "[$-804]yyyy\"年\"m\"月\"d\"日\";@", "2026-11-21"), ("46347", "General", "46347"), ("46347", "\"day\" 0", "day 46347"),
    ])
    func dates(serial: String, code: String, text: String) throws {
        #expect(try shown(serial, code) == text)
    }

    @Test func theOtherEpochStartsInFourYears() throws {
        #expect(try shown("0", "yyyy-mm-dd", .from1904) == "1904-01-01")
        #expect(try shown("44885", "yyyy-mm-dd", .from1904) == "2026-11-21")
    }
}
