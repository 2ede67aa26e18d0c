import Affinity
import CSV
import Foundation
import PipelineSpec
import Testing

@testable import Exporting

/// One odd cell never stops an export: it is written as what it is, and told of.
@Suite struct OddCellTests {
    /// A value of every type that Affinity's description knows (AffinityAPI.md#values), and what stands in a CSV file for it.
    private static let samples: [(type: String, data: String, text: String)] = [
        ("text", #""a text""#, "a text"), ("filterable-text", #""a text""#, "a text"), ("filterable-text-multi", #"["a","b"]"#, "a;b"),
        ("number", "-2.5e3", "-2500"), ("number-multi", "[1,2.5]", "1;2.5"), ("datetime", #""2026-01-02T08:00:00Z""#, "2026-01-02"),
        ("dropdown", #"{"dropdownOptionId":7,"text":"New"}"#, "New"), ("dropdown-multi", #"[{"dropdownOptionId":7,"text":"New"}]"#, "New"),
        ("ranked-dropdown", #"{"dropdownOptionId":7,"text":"New","rank":1,"color":"blue"}"#, "New"),
        ("person", #"{"id":7,"firstName":"Ada","lastName":null,"primaryEmailAddress":"a@b.vc","type":"internal"}"#, "Ada <a@b.vc>"),
        ("person-multi", #"[{"id":7,"firstName":"Ada","lastName":null,"primaryEmailAddress":null,"type":"internal"}]"#, "Ada <7>"),
        ("company", #"{"id":8,"name":"Acme","domain":"acme.com"}"#, "Acme <acme.com>"),
        ("company-multi", #"[{"id":8,"name":"Acme","domain":null}]"#, "Acme <8>"),
        ("location", #"{"streetAddress":null,"city":"Rome","state":null,"country":"Italy","continent":"Europe"}"#, "Rome, Italy"),
        ("location-multi", #"[{"streetAddress":null,"city":"Rome","state":null,"country":null,"continent":null}]"#, "Rome"),
        ("formula-number", #"{"calculatedValue":5}"#, "5"),
        ("interaction", #"{"type":"email","id":5,"subject":"x","sentAt":"2026-01-02T03:04:05Z"}"#, "2026-01-02T03:04:05Z email"),
        (
            "note",
            #"{"content":{"html":"<p>met \"Ada\"</p>"},"createdAt":"2024-01-01T00:00:00Z","creator":{"id":1,"firstName":"A"},"id":1,"mentions":[]}"#,
            #"<p>met "Ada"</p>"#
        ),
        (
            "reminder", #"{"content":"call","createdAt":"2024-01-01T00:00:00Z","dueDate":"2024-01-02T00:00:00Z","id":1,"type":"one-time"}"#,
            "call"
        ),
        (
            "reminder", #"{ "content": null, "dueDate": "2024-01-02T00:00:00Z", "id": 1, "type": "one-time" }"#,
            #"{"content":null,"dueDate":"2024-01-02T00:00:00Z","id":1,"type":"one-time"}"#
        ),
        ("list-multi", #"[{"id":3001,"name":"Deals"},{"id":3002,"name":"Portfolio"}]"#, "Deals;Portfolio"),
        ("of-tomorrow", #"{"a": [1, "b c"]}"#, #"{"a":[1,"b c"]}"#),
    ]

    private static func value(_ type: String, _ data: String) -> String { #"{"type":"\#(type)","data":\#(data)}"# }

    private func written(_ bench: ExportBench, _ rows: [[String]]) async throws -> (text: String, odd: OddCells?) {
        defer { bench.remove() }
        let page = ExportBench.page(rows.enumerated().map { ExportBench.row(Int64($0 + 1), $1) })
        let (text, journal) = try await bench.export(CannedTransport(pages: [page], counts: [#"{"list_size":0}"#]))
        return (text, journal.progress.odd)
    }

    private func csv(_ text: String) throws -> [[String]] {
        var reader = try RecordReader(bytes: Array(text.utf8), options: ReaderOptions(delimiter: UInt8(ascii: ","), encoding: .utf8))
        var record = Record()
        var rows: [[String]] = []
        while try reader.next(into: &record) { rows.append((0..<record.fieldCount).map { record.text($0) }) }
        return rows
    }

    @Test func aFilledCellOfEveryTypeIsWrittenWithoutAWord() async throws {
        var bench = try ExportBench(Self.samples.map { ("c \($0.type) \($0.text.count)", FieldValueType(rawValue: $0.type)) })
        let row = Self.samples.map { Self.value($0.type, $0.data) }
        let (text, odd) = try await written(bench, [row])
        #expect(odd == nil)
        let cells = try #require(try csv(text).first)
        #expect(cells.map { FormulaGuard.removed(from: $0) } == Self.samples.map(\.text))
        bench = try ExportBench(Self.samples.enumerated().map { ("\($0)", FieldValueType(rawValue: $1.type)) })
        bench.format = .jsonl
        let lines = try await written(bench, [row])
        #expect(lines.odd == nil)
        #expect(try JSONSerialization.jsonObject(with: Data(lines.text.utf8)) is [String: Any])
    }

    /// Every type of value in a field of every other type, masks and what is not a value at all.
    @Test(arguments: [ExportTarget.Format.csv, .jsonl]) func anyValueInAnyFieldIsWritten(format: ExportTarget.Format) async throws {
        let types = Array(Set(Self.samples.map(\.type))).sorted()
        var bench = try ExportBench(types.map { ($0, FieldValueType(rawValue: $0)) })
        bench.format = format
        let others = [
            #"{"type":"hidden","data":"********"}"#, #"{"type":"hidden","data":null}"#, #""********""#, "7", #"{"data":true}"#,
            #"{"type":"number","data":1e999}"#, #"{"type":"number","data":"x"}"#, #"{"type":7,"data":[{"a":{}}]}"#,
            #"{"type":"number","data":5,"totalCount":"many"}"#,
        ]
        let values = Self.samples.map { Self.value($0.type, $0.data) } + others
        let (text, odd) = try await written(bench, values.map { value in types.map { _ in value } })
        if format == .csv {
            #expect(try csv(text).count == values.count)
        } else {
            let lines = text.split(separator: "\n")
            #expect(lines.count == values.count)
            for line in lines { #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil, "\(line)") }
        }
        #expect((odd?.count ?? 0) > types.count * 10)
        #expect(odd?.first.count == OddCells.shown)
    }

    @Test func theWarningNamesTheEntryTheColumnAndTheTypes() async throws {
        let bench = try ExportBench([("Amount", .number), ("Stage", .dropdown), ("Note", .text)])
        let (text, odd) = try await written(
            bench,
            [
                [Self.value("number", "1"), "null", "null"],
                [#"{"type":"hidden","data":"********"}"#, Self.value("text", #""New""#), #"{"type":"hidden","data":"***"}"#],
            ])
        #expect(text == "Amount,Stage,Note\n1,,\n********,New,***\n")
        #expect(
            odd?.first == [
                OddCell(row: 2, column: "Amount", reason: "it is of type hidden, and the field of type number"),
                OddCell(row: 2, column: "Stage", reason: "it is of type text, and the field of type dropdown"),
                OddCell(row: 2, column: "Note", reason: "it is of type hidden, and the field of type text"),
            ])
    }

    @Test func numbersBeyondAnyRangeStandAsTheyCame() async throws {
        let bench = try ExportBench([("A", .number), ("B", .person)])
        let person = #"{"id":99999999999999999999999,"firstName":"Ada","lastName":null,"primaryEmailAddress":null,"type":"internal"}"#
        let (text, odd) = try await written(bench, [[Self.value("number", "-1e999"), Self.value("person", person)]])
        #expect(text == "A,B\n'-1e999,Ada <99999999999999999999999>\n")
        #expect(odd?.count == 1)
    }

    @Test(arguments: [ExportTarget.Format.csv, .jsonl])
    func aRowWhoseIDIsNoNumberOfOursIsWrittenWithTheIDAsItIs(format: ExportTarget.Format) async throws {
        var bench = try ExportBench([("A", .number)])
        defer { bench.remove() }
        bench.format = format
        bench.columns += [
            ExportColumn(header: "Entry", source: .attribute(.entryID)),
            ExportColumn(header: "Record", source: .attribute(.organizationID)),
        ]
        let ids = ["9223372036854775808", "99999999999999999999", "1.5", #""e7""#, "7"]
        // The last comes twice, and so does one that is not a number of ours.
        let rows = (ids + ids[1...1] + ids[4...]).map { #"{"id":\#($0),"entity":{"id":18446744073709551616}}"# }
        let (text, journal) = try await bench.export(CannedTransport(pages: [ExportBench.page(rows)], counts: [#"{"list_size":5}"#]))
        let record = "18446744073709551616"
        if format == .csv {
            #expect(try csv(text) == ["9223372036854775808", "99999999999999999999", "1.5", "e7", "7"].map { ["", $0, record] })
        } else {
            let lines = text.split(separator: "\n")
            for line in lines { #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any]) }
            #expect(lines.first == #"{"A":null,"Entry":9223372036854775808,"Record":18446744073709551616}"#)
            #expect(lines.dropFirst(3).first == #"{"A":null,"Entry":"e7","Record":18446744073709551616}"#)
        }
        #expect(journal.progress.repeated == 2)
        #expect(journal.progress.odd?.count == 9, "four entries and the record of each")
        #expect(journal.progress.odd?.first.map(\.rowShown).prefix(2) == ["9223372036854775808", "9223372036854775808"])
        #expect(journal.progress.odd?.first.first?.reason == OddCell.oddID)
    }

    /// There is no address to ask for the rest at.
    @Test func ofARowWhoseIDIsNoNumberOfOursALongCellIsToldOf() async throws {
        let bench = try ExportBench([("A", FieldValueType(rawValue: "number-multi"))])
        defer { bench.remove() }
        let field = #"{"id":"field-1","value":{"type":"number-multi","data":[1,2],"totalCount":102}}"#
        let page = ExportBench.page([#"{"id":99999999999999999999,"entity":{"id":1,"fields":[\#(field)]}}"#])
        let transport = CannedTransport(pages: [page], counts: [#"{"list_size":1}"#])
        let (text, journal) = try await bench.export(transport)
        #expect(text == "A\n1;2\n")
        #expect(!transport.requests.contains { $0.contains("/fields/") })
        #expect(journal.progress.odd?.first.contains { $0.reason == OddCell.longWithoutID } == true)
    }

    @Test func aRowWhoseIDIsNoValueIsRefusedWithoutACrash() async throws {
        for id in ["null", "{}", "-", "nulx"] {
            let bench = try ExportBench([("A", .number)])
            defer { bench.remove() }
            let page = Array(#"{"data":[{"id":\#(id),"entity":{"id":1}}],"pagination":{"nextUrl":null}}"#.utf8)
            await #expect(throws: AffinityError.self) { try await bench.export(CannedTransport(pages: [page])) }
        }
    }

    @Test func whatIsNoTextIsWrittenAsTheReplacementCharacterAndCanBeReadAgain() async throws {
        let bench = try ExportBench([("A", .text), ("B", .text), ("C", .text)])
        defer { bench.remove() }
        var page = ExportBench.page([
            ExportBench.row(1, [Self.value("text", #""a\ud83db""#), Self.value("text", #""a\u0000b""#), Self.value("text", #""a?b""#)])
        ])
        let mark = try #require(page.firstIndex(of: UInt8(ascii: "?")))
        page[mark] = 0xFF
        let (text, journal) = try await bench.export(CannedTransport(pages: [page], counts: [#"{"list_size":1}"#]))
        #expect(try csv(text) == [["a\u{FFFD}b", "a\u{FFFD}b", "a\u{FFFD}b"]])
        #expect(journal.progress.repairedPages == 1)
    }

    /// Whichever byte is spoiled: the answer is refused, or the cell shows it or is told of. None turns empty.
    @Test func noSpoiledByteEmptiesACell() async throws {
        let types: [(String, FieldValueType)] = [("A", .text), ("B", .number), ("C", FieldValueType(rawValue: "dropdown"))]
        let whole = ExportBench.page([
            ExportBench.row(
                1,
                [
                    Self.value("text", #""one""#), Self.value("number", "2"),
                    Self.value("dropdown", #"{"dropdownOptionId":7,"text":"New"}"#),
                ])
        ])
        let cells = ["one", "2", "New"]
        var refused = 0
        for place in whole.indices {
            var page = whole
            page[place] = 0xFF
            let bench = try ExportBench(types)
            defer { bench.remove() }
            do {
                let (text, journal) = try await bench.export(CannedTransport(pages: [page], counts: [#"{"list_size":1}"#]))
                if journal.progress.odd != nil { continue }
                let written = try #require(try csv(text).first)
                for (cell, wanted) in zip(written, cells) where cell != wanted {
                    #expect(cell.contains("\u{FFFD}"), "\(cell), not \(wanted), by byte \(place): \(String(decoding: page, as: UTF8.self))")
                }
            } catch is AffinityError {
                refused += 1
            }
        }
        #expect(refused > whole.count / 2)
    }
}
