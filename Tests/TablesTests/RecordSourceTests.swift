import CSV
import Diagnostics
import FerryTestSupport
import Foundation
import PipelineSpec
import Planning
import Testing

@testable import Tables

/// Sources as a pipeline names them, read as records.
@Suite struct RecordSourceTests {
    /// A folder with these files.
    private func with(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.path + "/ferry-tables-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: root + "/" + name)) }
        try body(root)
    }

    private func pipeline(_ source: String) throws -> ImportPipeline {
        let text = """
            version: 1
            kind: import
            name: deals
            account: contoso
            source: \(source)
            steps:
              - create-organizations:
                  match: [domain, name]
                  name: Name
                  domain: { column: Site, as: domain }
            """
        let reading = PipelineFile.read(Array(text.utf8), name: "deals.yaml")
        guard case .importing(let pipeline) = reading.pipeline else { throw Diagnostics(reading.diagnostics) }
        return pipeline
    }

    private func open(_ pipeline: ImportPipeline, in root: String) throws -> any RecordSource {
        let copies = SourceCopies(
            environment: [:], makeCopy: { try SpooledFile(in: root, of: $0, makeFolder: { _ in }) }, isStopped: { true })
        return try Spreadsheet(currentDirectory: root, copies: copies)
            .open(pipeline.source, pipelinePath: root + "/deals.yaml", override: nil)
    }

    private func cells(_ records: any RecordSource) throws -> [[String]] {
        var rows: [[String]] = []
        try records.forEachRecord { record in rows.append((0..<record.fieldCount).map { record.text($0) }) }
        return rows
    }

    @Test func aCSVFileIsReadAsOftenAsItIsAskedFor() throws {
        try with(["a.csv": "Name;Site\nGood;good.example.org\n"]) { root in
            let records = try open(pipeline("{ csv: a.csv }"), in: root)
            #expect(records.name == "a.csv")
            #expect(records.header == ["Name", "Site"])
            #expect(records.dialect.delimiter == UInt8(ascii: ";"))
            #expect(records.inputs.map(\.path) == [root + "/a.csv"])
            #expect(records.readings.map(\.guessed) == [["encoding", "delimiter", "header"]])
            for _ in 1...2 { #expect(try cells(records) == [["Good", "good.example.org"]]) }
        }
    }

    @Test func severalFilesAreOneTableWithTheColumnsOfTheFirst() throws {
        try with(["a.csv": "Name,Site\nOne,one.example.org\n", "b.csv": "Site,Name\ntwo.example.org,Two\n"]) { root in
            let records = try open(pipeline("{ csv: \"*.csv\" }"), in: root)
            #expect(records.name == "*.csv (2 files)")
            #expect(records.pattern == root + "/*.csv")
            #expect(try cells(records) == [["One", "one.example.org"], ["Two", "two.example.org"]])
            var parts: [SourcePart] = []
            var numbers: [Int] = []
            try records.forEachRecord(entering: { parts.append($0) }, { numbers.append($0.number) })
            #expect(parts == [SourcePart(name: "a.csv", firstRow: 1), SourcePart(name: "b.csv", firstRow: 2)])
            #expect(numbers == [1, 2])
        }
    }

    @Test func filesOfOtherColumnsAreNamed() throws {
        try with(["a.csv": "Name,Site\n", "b.csv": "Name,Web\n"]) { root in
            let error = try #require(throws: Diagnostics.self) { try open(pipeline("{ csv: \"*.csv\" }"), in: root) }
            #expect(error.all.map { $0.location?.file.name } == ["b.csv"])
        }
    }

    @Test func aFileThatChangesBetweenTwoReadingsIsRefused() throws {
        try with(["a.csv": "Name,Site\nGood,good.example.org\n"]) { root in
            let records = try open(pipeline("{ csv: a.csv }"), in: root)
            try Data("Name,Site\nBad,bad.example.org\n".utf8).write(to: URL(fileURLWithPath: root + "/a.csv"))
            #expect(throws: Diagnostics.self) { try cells(records) }
        }
    }

    @Test func aSheetOfAWorkbookIsReadAsItShowsItsCells() throws {
        let pipeline = try pipeline("{ xlsx: book.xlsx }")
        try with([:]) { root in
            let book = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "WorkbookTests/Books/xlsxwriter.xlsx")
            try FileManager.default.copyItem(atPath: book.path, toPath: root + "/book.xlsx")
            let records = try open(pipeline, in: root)
            #expect(records.isWorkbook)
            #expect(records.readings.map(\.guessed) == [["sheet", "header"]])
            // The book says beside each cell what Excel shows of it.
            let rows = try cells(records)
            #expect(rows.count > 10)
            for row in rows { #expect(row[1] == row[2], "\(row[0])") }
        }
    }

    @Test(
        "Columns that are elsewhere are found there",
        arguments: [
            ("Deals of May\n\nName,Site\nGood,good.example.org\n", "say header: 3 under source"),
            ("Name|Site\nGood|a,b\n", "say delimiter: \"|\" under source"),
            ("Name\u{1}Site\nGood\u{1}a,b\n", "say delimiter: \"\\x01\" under source"),
            ("Name\u{1F}Site\nGood\u{1F}a,b\n", "say delimiter: \"\\x1F\" under source"),
            ("Report\n" + String(repeating: "a,b\n", count: 900) + "Name,Site\nGood,a\n", "say header: 902 under source"),
        ])
    func headerElsewhere(_ text: String, _ hint: String) throws {
        let pipeline = try pipeline("{ csv: a.csv, delimiter: \",\", header: 1 }")
        try with(["a.csv": text]) { root in
            let records = try open(pipeline, in: root)
            let error = try #require(throws: Diagnostics.self) { try HeaderSearch(pipeline).check(records) }
            #expect(error.all.map(\.code) == ["C335"])
            #expect(error.all.map(\.hint) == [hint])
        }
    }

    /// Far below the titles a line with most of the names may be a row.
    @Test(arguments: [(20, true), (80, false)]) func aRowThatHoldsNamesIsNoHeader(rows: Int, isFound: Bool) throws {
        let pipeline = try pipeline("{ csv: a.csv, delimiter: \",\", header: 1, where: { Kind: [seed] } }")
        try with(["a.csv": "Title\n" + String(repeating: "a,b\n", count: rows) + "Name,Site\n"]) { root in
            let records = try open(pipeline, in: root)
            let told = (try? HeaderSearch(pipeline).check(records)) == nil
            #expect(told == isFound)
        }
    }
}
