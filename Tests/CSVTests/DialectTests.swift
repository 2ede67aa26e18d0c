import CSV
import Testing

@Suite struct DialectTests {
    struct Case: CustomStringConvertible, Sendable {
        var dialect: Dialect
        var description: String {
            let delimiter = dialect.delimiter == 9 ? "tab" : String(UnicodeScalar(dialect.delimiter))
            return "\(dialect.encoding) \(dialect.hasBOM ? "with BOM" : "") \(delimiter) \(dialect.lineEnding)"
        }
    }

    static let matrix: [Case] = [UInt8](",;\t|".utf8).flatMap { delimiter in
        LineEnding.allCases.flatMap { ending in
            TextEncoding.allCases.filter { $0 != .latin1 }.flatMap { encoding in
                (encoding == .windows1252 ? [false] : [true, false]).map {
                    Case(dialect: Dialect(delimiter: delimiter, encoding: encoding, hasBOM: $0, lineEnding: ending))
                }
            }
        }
    }

    @Test(arguments: matrix) func `every dialect is told from the file alone`(_ test: Case) throws {
        let delimiter = String(UnicodeScalar(test.dialect.delimiter))
        let ending = String(decoding: test.dialect.lineEnding.bytes, as: UTF8.self)
        let lines = ["Name|City|Note", "\"Müller|Söhne\"|Köln|\"two\nlines, \"\"quoted\"\"; 5 €\"", "Acme||–", "||"]
        let text = lines.joined(separator: ending).split(separator: "|", omittingEmptySubsequences: false).joined(separator: delimiter)
        for last in ["", ending] {
            let reading = try Reading(bytes(text + last, in: test.dialect.encoding, withBOM: test.dialect.hasBOM))
            #expect(reading.dialect == test.dialect)
            #expect(reading.header?.names == ["Name", "City", "Note"])
            #expect(reading.header?.problems == [])
            #expect(
                reading.rows == [
                    Row(number: 1, line: 2, fields: ["Müller\(delimiter)Söhne", "Köln", "two\nlines, \"quoted\"; 5 €"]),
                    Row(number: 2, line: 4, fields: ["Acme", "", "–"]),
                    Row(number: 3, line: 5, fields: ["", "", ""]),
                ])
        }
    }

    @Test func `the delimiter is the one that gives every record the header's fields`() throws {
        func delimiter(_ text: String) throws -> String { String(UnicodeScalar(try Reading(text).dialect.delimiter)) }
        #expect(try delimiter("Name;Notes\nAcme;a, b\nBeta;c, d, e\n") == ";")
        #expect(try delimiter("Name,Price;EUR\nA,1;2\nB,3\nC,4\n") == ",")
        #expect(try delimiter("A;B;C\n1,5;2,5;3,5\n") == ";")
        #expect(try delimiter("\"a, b\"|\"c, d\"\n\"e, f\"|\"g, h\"\n") == "|")
        #expect(try delimiter("Name;Address, City\nA;\"x, y\"\nB;\"z, w\"\n") == ";")
        #expect(try delimiter("A\tB\n\"1;2\n3;4\"\t5\n6;7\t8\n") == "\t")
    }

    @Test func `among equals the delimiter that is in the header most often wins`() throws {
        #expect(try Reading("a;b,c;d\n").dialect.delimiter == UInt8(ascii: ";"))
        #expect(try Reading("a|b|c;d\n1|2|3;4\n").dialect.delimiter == UInt8(ascii: "|"))
    }

    @Test func `a header longer than the sample still tells the delimiter`() throws {
        let names = (1...20000).map { "c\($0)" }.joined(separator: ";")
        let reading = try Reading("\(names)\n\(names)\n")
        #expect(reading.header?.names.count == 20000)
        #expect(reading.problems == [nil])
    }

    @Test func `a file of one column is read with commas`() throws {
        let reading = try Reading("Company\nAcme\nBeta; Sons\n")
        #expect(reading.dialect.delimiter == UInt8(ascii: ","))
        #expect(reading.fields == [["Acme"], ["Beta; Sons"]])
    }

    @Test(arguments: ["sep=;\n", "SEP=;\r\n", "sep=;\r", "\"sep=;\"\n", "\"SEP=;\"\r\n"])
    func `the separator line sets the delimiter and is not a header`(_ line: String)
        throws
    {
        let reading = try Reading("\(line)a,b;c\n1;2\n")
        #expect(reading.dialect.delimiter == UInt8(ascii: ";"))
        #expect(reading.header == Header(names: ["a,b", "c"], line: 2, raw: Array("a,b;c".utf8)))
        #expect(reading.rows == [Row(number: 1, line: 3, fields: ["1", "2"])])
        #expect(try Reading("\(line)a,b;c\n", options: ReaderOptions(headerLine: 1)).header?.names == ["a,b", "c"])
    }

    @Test func `a name that only starts like a separator line is a name`() throws {
        #expect(try Reading("sep=;x,b\n1,2\n").header?.names == ["sep=;x", "b"])
        #expect(try Reading("sep=\n").header?.names == ["sep="])
        #expect(try Reading("\"sep=;\",b\n1,2\n").header?.names == ["sep=;", "b"])
        #expect(try Reading("sep=;").header == nil)
    }

    @Test func `a stated delimiter wins over everything`() throws {
        let options = ReaderOptions(delimiter: UInt8(ascii: ":"))
        let reading = try Reading("sep=;\na:b;c\n1:2\n", options: options)
        #expect(reading.dialect.delimiter == UInt8(ascii: ":"))
        #expect(reading.fields == [["1", "2"]])
    }

    @Test(arguments: [0, 10, 13, 34, 200] as [UInt8]) func `a delimiter that cannot be one is refused`(_ delimiter: UInt8) {
        #expect(throws: ReaderError.unusableDelimiter(delimiter)) { try Reading("a\n", options: ReaderOptions(delimiter: delimiter)) }
    }

    @Test func `a line ending in the file's first quoted field is not the file's`() throws {
        #expect(try Reading("\"a\nb\",c\r\n1,2\r\n").dialect.lineEnding == .crlf)
        #expect(try Reading("a,b").dialect.lineEnding == .lf)
    }

    @Test func `a stated encoding wins and the mark of another is not text`() throws {
        let marked = try Reading(bytes("Name\nKöln\n", in: .utf8, withBOM: true), options: ReaderOptions(encoding: .latin1))
        #expect(marked.dialect == Dialect(encoding: .latin1))
        #expect(marked.header?.names == ["Name"])
        #expect(marked.fields == [["KÃ¶ln"]])
        let utf8 = try Reading(bytes("Name\nKöln\n", in: .windows1252), options: ReaderOptions(encoding: .utf8))
        #expect(utf8.problems == [.invalidText(line: 2)])
        let latin = try Reading([0x41, 0x0A, 0x80, 0x0A], options: ReaderOptions(encoding: .latin1))
        #expect(latin.fields == [["\u{80}"]])
        let windows = try Reading([0x41, 0x0A, 0x80, 0x81, 0x0A], options: ReaderOptions(encoding: .windows1252))
        #expect(windows.fields == [["€\u{81}"]])
    }

    @Test func `stated UTF-16 takes its byte order from the mark, else from the zeros`() throws {
        let options = ReaderOptions(encoding: .utf16)
        for encoding in [TextEncoding.utf16LittleEndian, .utf16BigEndian] {
            for hasBOM in [true, false] {
                let reading = try Reading(bytes("Name,b\n株式会社,x\n", in: encoding, withBOM: hasBOM), options: options)
                #expect(reading.dialect == Dialect(encoding: encoding, hasBOM: hasBOM))
                #expect(reading.fields == [["株式会社", "x"]])
            }
        }
    }

    @Test func `a character cut by the end of the sample does not change the encoding`() throws {
        for padding in 65530...65540 {
            let text = "Name\n" + String(repeating: "x", count: padding - 5) + "é€😀\n"
            let reading = try Reading(text)
            #expect(reading.dialect.encoding == .utf8)
            #expect(reading.rows[0].fields[0].hasSuffix("xé€😀"))
        }
    }
}
