import CSV
import Testing

@Suite struct HeaderTests {
    @Test func `names are trimmed and keep their case`() throws {
        let reading = try Reading("  Name ,\" City\u{A0}\",name\n1,2,3\n")
        #expect(reading.header == Header(names: ["Name", "City", "name"], line: 1, raw: Array("  Name ,\" City\u{A0}\",name".utf8)))
    }

    @Test func `duplicate and empty names are shown with their columns`() throws {
        let header = try #require(try Reading("a,,b,a , ,b,a\n").header)
        #expect(
            header.problems == [
                .duplicate(name: "a", columns: [1, 4, 7]), .empty(column: 2), .duplicate(name: "b", columns: [3, 6]), .empty(column: 5),
            ])
    }

    @Test func `a broken header says so`() throws {
        #expect(try Reading("a,\"b\"c\n1,2\n").header?.problems == [.broken(.textAfterQuote(line: 1, column: 2))])
        #expect(try Reading("\n\na,\"b\n1,2\n").header?.problems == [.broken(.unclosedQuote(line: 3))])
    }

    @Test func `the first line that is not empty is the header`() throws {
        let reading = try Reading("\r\n\r\na,b\r\n1,2\r\n")
        #expect(reading.header?.line == 3)
        #expect(reading.rows == [Row(number: 1, line: 4, fields: ["1", "2"])])
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func `the stated line is the header, whatever stands above`(_ ending: String) throws {
        let lines = ["Report \"Q3", "", "made, by; hand", "Name;City", "Acme;Köln"]
        let reading = try Reading(lines.joined(separator: ending), options: ReaderOptions(headerLine: 4))
        #expect(reading.dialect.delimiter == UInt8(ascii: ";"))
        #expect(reading.header?.names == ["Name", "City"])
        #expect(reading.header?.line == 4)
        #expect(reading.rows == [Row(number: 1, line: 5, fields: ["Acme", "Köln"])])
    }

    @Test func `a stated line that is empty is a header without a name`() throws {
        let reading = try Reading("a\r\n\r\nb\r\n", options: ReaderOptions(headerLine: 2))
        #expect(reading.header == Header(names: [""], line: 2, problems: [.empty(column: 1)]))
        #expect(reading.rows == [Row(number: 1, line: 3, fields: ["b"])])
    }

    @Test(arguments: ["", "\n\n", "\r\n", "\u{FEFF}", "\u{FEFF}\n"]) func `a file without a line that has text has no header`(
        _ text: String
    ) throws {
        let reading = try Reading(text)
        #expect(reading.header == nil)
        #expect(reading.rows == [])
    }

    @Test(arguments: [("a\nb", 3), ("a\nb\n", 3), ("a\r\nb\r\n", 3), ("a\r", 2), ("", 1), ("", 7)])
    func `a file with fewer lines has no header`(_ text: String, _ line: Int) throws {
        let reading = try Reading(text, options: ReaderOptions(headerLine: line))
        #expect(reading.header == nil)
        #expect(reading.rows == [])
    }

    @Test func `a header far below the sample is found`() throws {
        let above = String(repeating: "x,\"y\n", count: 40000)
        let reading = try Reading(above + "a;b\n1;2\n", options: ReaderOptions(headerLine: 40001))
        #expect(reading.header?.names == ["a", "b"])
        #expect(reading.rows == [Row(number: 1, line: 40002, fields: ["1", "2"])])
    }
}
