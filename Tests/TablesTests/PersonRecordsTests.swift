import CSV
import Testing

@testable import Planning
@testable import Tables

/// Records of several persons, each of whom is a row of its own.
@Suite struct PersonRecordsTests {
    private func records(_ lines: [[String]]) throws -> PersonRecords {
        let parts = lines.enumerated().map { index, rows in
            PersonRecordsSource.Part(name: "\(index).csv", text: "Name,Site\n" + rows.map { $0 + "\n" }.joined())
        }
        return PersonRecords(PersonRecordsSource(parts: parts), persons)
    }

    private let persons = SeveralPersons(names: 0, separator: ";", emails: nil, emailSeparator: nil, blanks: [""])

    private func rows(_ source: any RecordSource) throws -> (parts: [Int], rows: [[String]], numbers: [Int], missing: [Int]) {
        var found: (parts: [Int], rows: [[String]], numbers: [Int], missing: [Int]) = ([], [], [], [])
        try source.forEachRecord(entering: { found.parts.append($0.firstRow) }) { record in
            found.rows.append((0..<record.fieldCount).map { record.text($0) })
            found.numbers.append(record.number)
            found.missing.append(record.missingCells)
        }
        return found
    }

    @Test func rowsAndFilesAreCountedWithEachPerson() throws {
        let found = try rows(records([["Ann;Max,a.example", "Eva,b.example"], ["Tom,c.example"]]))
        #expect(found.rows.map { $0[0] } == ["Ann", "Max", "Eva", "Tom"])
        #expect(found.rows.map { $0[1] } == ["a.example", "a.example", "b.example", "c.example"])
        #expect(found.numbers == [1, 2, 3, 4])
        #expect(found.parts == [1, 4])
    }

    @Test func aRowThatLacksCellsIsCountedOnce() throws {
        #expect(try rows(records([["Ann;Max"]])).missing == [1, 0])
    }

    /// As the rows of a run file are when it is planned again.
    @Test func personsOfTheirOwnStayAsTheyAre() throws {
        let quoted = "\"\"\"Ann; the first\"\";Max\",a.example"
        let once = try rows(records([[quoted]]))
        #expect(once.rows.map { $0[0] } == ["\"Ann; the first\"", "Max"])
        let lines = once.rows.map { row in row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") }
        #expect(try rows(records([lines])).rows == once.rows)
    }
}

/// CSV texts as the parts of one source.
private struct PersonRecordsSource: RecordSource {
    struct Part: Sendable {
        let name: String
        let text: String
    }

    let parts: [Part]

    var name: String { "persons" }
    var header: [String] { ["Name", "Site"] }
    var dialect: Dialect { Dialect() }
    var isWorkbook: Bool { false }

    func forEachRecord(entering: (SourcePart) -> Void, _ body: (Record) throws -> Void) throws {
        var number = 0
        for part in parts {
            entering(SourcePart(name: part.name, firstRow: number + 1))
            var reader = try RecordReader(bytes: Array(part.text.utf8), options: ReaderOptions())
            var record = Record()
            while try reader.next(into: &record) {
                number += 1
                record.number = number
                try body(record)
            }
        }
    }
}
