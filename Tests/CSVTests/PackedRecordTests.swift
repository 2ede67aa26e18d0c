import CSV
import Testing

/// A record that was put into a file and comes back.
@Suite struct PackedRecordTests {
    private func record(_ text: String) throws -> Record {
        var reader = try RecordReader(bytes: Array(text.utf8))
        var record = Record()
        var found = Record()
        while try reader.next(into: &record) { found = record }
        return found
    }

    @Test(arguments: [
        "A,B\n1,2\n", "A,B,C\nlonger,than,this\n,\"a \"\"quoted\"\"\nbreak\",\"\"\n", "A,B,C\n\"=\"\"007\"\"\",größe\n",
        "A," + (1...60).map { "C\($0)" }.joined(separator: ",") + "\n" + (0...60).map(String.init).joined(separator: ",") + "\n",
    ])
    func allOfItIsThere(text: String) throws {
        var record = try record(text)
        record.repeatsHeader = true
        try #require(record.problem == nil && record.fieldCount > 1)
        let copy = record.packed.withUnsafeBytes { Record(packed: $0) }
        #expect(copy.raw == record.raw)
        #expect((0...record.fieldCount).map { copy.text($0) } == (0...record.fieldCount).map { record.text($0) })
        #expect((0...record.fieldCount).map { copy.isEmpty($0) } == (0...record.fieldCount).map { record.isEmpty($0) })
        #expect((copy.number, copy.line, copy.fieldCount) == (record.number, record.line, record.fieldCount))
        #expect((copy.missingCells, copy.repeatsHeader) == (record.missingCells, true))
    }
}
