import CSV
import Testing

@Suite struct RecordTests {
    private func first(_ text: String) throws -> Record {
        var reader = try RecordReader(bytes: Array(text.utf8))
        var record = Record()
        #expect(try reader.next(into: &record))
        return record
    }

    @Test func `fields are unescaped as text and as bytes`() throws {
        let record = try first("a,b,c,d\n\"say \"\"hi\"\"\",\"\"\"\",plain,\"\"\n")
        #expect((0..<4).map { record.text($0) } == ["say \"hi\"", "\"", "plain", ""])
        #expect((0..<4).map { record.withBytes($0) { Array($0) } } == ["say \"hi\"", "\"", "plain", ""].map { Array($0.utf8) })
        #expect((0..<4).map { record.isEmpty($0) } == [false, false, false, true])
    }

    @Test func `a field that is not there is empty`() throws {
        let record = try first("a,b\n1,2\n")
        #expect(record.fieldCount == 2)
        #expect(record.text(2) == "")
        #expect(record.isEmpty(-1))
        #expect(record.withBytes(7) { $0.count } == 0)
    }

    @Test func `raw is the record as it stands, without its line ending`() throws {
        let reading = try Reading("a,b\r\n\"x\r\ny\" ,\"\"\"\"\r\n1,\r\n")
        #expect(reading.raws == [Array("\"x\r\ny\" ,\"\"\"\"".utf8), Array("1,".utf8)])
    }

    @Test func `a kept copy does not change with the next record`() throws {
        var reader = try RecordReader(bytes: Array("a,b\nfirst,1\nsecond,2\n".utf8))
        var record = Record()
        #expect(try reader.next(into: &record))
        let kept = record
        #expect(try reader.next(into: &record))
        #expect(kept.text(0) == "first")
        #expect(kept.number == 1)
        #expect(record.text(0) == "second")
        #expect(try !reader.next(into: &record))
        #expect(record.number == 2)
    }

    @Test func `empty lines are not records, lines of delimiters are`() throws {
        let reading = try Reading("a,b\n\n\r\n1,2\r\r\n\n,\n\n")
        #expect(reading.rows == [Row(number: 1, line: 4, fields: ["1", "2"]), Row(number: 2, line: 7, fields: ["", ""])])
    }

    @Test func `a quoted empty field alone is a record`() throws {
        #expect(try Reading("a\n\"\"\n\nx\n").fields == [[""], ["x"]])
    }

    @Test func `a wide record is read whole`() throws {
        let names = (1...700).map { "c\($0)" }.joined(separator: ",")
        let reading = try Reading("\(names)\n\(names)\n")
        #expect(reading.fields == [(1...700).map { "c\($0)" }])
    }

    @Test func `an error of the reading closure goes through and the record is read again after it`() throws {
        struct Broken: Error {}
        // Long enough that opening the file does not read it all.
        let filler = String(repeating: "1,2\n", count: 20000)
        var chunks = [Array("a,b\n\(filler)\"x".utf8), nil, Array("\ny\"".utf8), nil, Array(",z\n".utf8), []]
        var reader = try RecordReader {
            guard let chunk = chunks.removeFirst() else { throw Broken() }
            return chunk
        }
        var record = Record()
        for _ in 0..<20000 { #expect(try reader.next(into: &record)) }
        #expect(throws: Broken.self) { try reader.next(into: &record) }
        #expect(throws: Broken.self) { try reader.next(into: &record) }
        #expect(try reader.next(into: &record))
        #expect((record.text(0), record.text(1)) == ("x\ny", "z"))
        #expect((record.number, record.line, record.problem) == (20001, 20002, nil))
        #expect(try !reader.next(into: &record))
    }
}
