import CSV
import Testing

@Suite struct RawRecordTests {
    @Test func `a record's own bytes give its fields again`() throws {
        let raw = Array("\" a \"\"b\"\"\";;x \"y\";\"line\nbreak\"".utf8)
        #expect(try RawRecord(raw, delimiter: UInt8(ascii: ";")).fields == [" a \"b\"", "", "x \"y\"", "line\nbreak"])
    }

    @Test(arguments: [
        (0, ""), (1, "\"a;\"\"b\"\"\""), (2, "\"a;\"\"b\"\"\";"), (3, "\"a;\"\"b\"\"\";;\"\""), (4, "\"a;\"\"b\"\"\";;\"\";5\""),
        (5, "\"a;\"\"b\"\"\";;\"\";5\";z"), (6, "\"a;\"\"b\"\"\";;\"\";5\";z"),
    ]) func `the first fields keep their quotes`(_ count: Int, _ expected: String) throws {
        let raw = try RawRecord(Array("\"a;\"\"b\"\"\";;\"\";5\";z".utf8), delimiter: UInt8(ascii: ";"))
        #expect(String(decoding: raw.prefix(fields: count), as: UTF8.self) == expected)
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func `the lines above the header are kept with their ends`(_ ending: String) throws {
        let above = "sep=;\(ending)Report \"Q3\(ending)\(ending)"
        var chunks = Array((above + "Name;City\(ending)Acme;Köln").utf8).map { [$0] }
        let reader = try RecordReader(options: ReaderOptions(headerLine: 4)) { chunks.isEmpty ? [] : chunks.removeFirst() }
        #expect(reader.linesAbove == Array(above.utf8))
        #expect(try RecordReader(bytes: Array("sep=;\(ending)a;b\(ending)".utf8)).linesAbove == Array("sep=;\(ending)".utf8))
        #expect(try RecordReader(bytes: Array("a;b".utf8)).linesAbove == [])
    }
}
