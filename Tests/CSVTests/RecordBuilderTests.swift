import Testing

@testable import CSV

@Suite struct RecordBuilderTests {
    private func built(_ fields: [String], delimiter: Character = ",") throws -> Record {
        var builder = RecordBuilder(delimiter: try #require(delimiter.asciiValue))
        for field in fields { Array(field.utf8).withUnsafeBufferPointer { builder.append($0) } }
        var record = Record()
        builder.finish(into: &record, number: 7, line: 9)
        return record
    }

    @Test(arguments: [
        (["Acme", "acme.com"], "Acme,acme.com"), (["a,b", "c"], "\"a,b\",c"), (["say \"hi\"", ""], "\"say \"\"hi\"\"\","),
        (["two\nlines", " edge "], "\"two\nlines\",\" edge \""), (["", ""], ","), ([""], "\"\""), (["Zürich"], "Zürich"),
    ])
    func fieldsAndTheirTextAreKept(fields: [String], raw: String) throws {
        let record = try built(fields)
        #expect((0..<record.fieldCount).map { record.text($0) } == fields)
        #expect(String(decoding: record.raw, as: UTF8.self) == raw)
        #expect(record.number == 7)
        #expect(record.line == 9)
        #expect(record.problem == nil)
    }

    @Test func theDelimiterDecidesWhatIsQuoted() throws {
        #expect(String(decoding: try built(["a,b", "c;d"], delimiter: ";").raw, as: UTF8.self) == "a,b;\"c;d\"")
    }

    @Test func oneRecordMayBeFilledAgainAndAgain() throws {
        var builder = RecordBuilder(delimiter: 44)
        var record = Record()
        let wide = (0..<100).map { "field \($0)" }
        for fields in [["a"], wide, ["b", "c"]] {
            for field in fields { Array(field.utf8).withUnsafeBufferPointer { builder.append($0) } }
            builder.finish(into: &record, number: 1, line: 2)
            #expect((0..<record.fieldCount).map { record.text($0) } == fields)
        }
    }
}
