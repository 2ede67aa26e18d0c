import Affinity
import Diagnostics
import Foundation
import PipelineSpec
import Testing

@testable import Exporting

/// One page with a cell of every type of value, written with every option and compared byte for byte with files beside this one.
/// `RECORD_GOLDEN=1` writes them anew, and fails on purpose.
@Suite struct GoldenTests {
    private static let types: [(name: String, type: FieldValueType)] = [
        ("Text", .text), ("Word", .filterableText), ("Words", .filterableTextMulti), ("Number", .number), ("Numbers", .numberMulti),
        ("Date", .datetime), ("Choice", .dropdown), ("Choices", .dropdownMulti), ("Status", .rankedDropdown), ("Owner", .person),
        ("Team", .personMulti), ("Investor", .company), ("Investors", .companyMulti), ("Place", .location), ("Places", .locationMulti),
        ("Score", .formulaNumber), ("Last Contact", .interaction), ("Later", FieldValueType(rawValue: "of-tomorrow")),
    ]

    private static func target(
        _ format: ExportTarget.Format, delimiter: UInt8 = UInt8(ascii: ","), bom: Bool = false, ending: ExportTarget.LineEnding = .lf,
        joiner: String = ";", dates: String? = nil, formulas: ExportTarget.Formulas = .guarded, ids: Bool = true
    ) -> ExportTarget {
        let nowhere = SourceSpan(start: .init(line: 1, column: 1), end: .init(line: 1, column: 1))
        return ExportTarget(
            format: format, path: Spanned("x", at: nowhere), delimiter: delimiter, hasBOM: bom, lineEnding: ending, multiValue: joiner,
            dates: dates, formulas: formulas, ids: ids)
    }

    private static let styles: [String: ExportTarget] = [
        "plain.csv": target(.csv), "lines.jsonl": target(.jsonl), "excel.csv": target(.csv, bom: true, ending: .crlf),
        "semicolon.csv": target(.csv, delimiter: UInt8(ascii: ";")), "tab.csv": target(.csv, delimiter: 0x09),
        "bar.csv": target(.csv, joiner: " | "), "dates.csv": target(.csv, dates: "EEE d MMM yyyy"), "raw.csv": target(.csv, formulas: .raw),
        "bare.csv": target(.csv, ids: false), "parts.csv": target(.csv), "parts.jsonl": target(.jsonl),
    ]

    private static func columns(_ name: String, ids: Bool) -> [ExportColumn] {
        var columns = [ExportColumn(header: "Name", source: .attribute(.name))]
        columns += [RecordAttribute.domain, .domains, .added].map { ExportColumn(header: $0.rawValue, source: .attribute($0)) }
        for (index, field) in types.enumerated() {
            let source = ExportColumn.Source.field(FieldID("field-\(index + 1)"), field.type)
            if name.hasPrefix("parts") {
                columns += ValuePart.of(field.type).map { ExportColumn(header: "\(field.name).\($0.rawValue)", source: source, part: $0) }
            } else {
                columns.append(ExportColumn(header: field.name, source: source))
            }
        }
        return columns
            + (ids ? [RecordAttribute.entryID, .organizationID].map { ExportColumn(header: $0.rawValue, source: .attribute($0)) } : [])
    }

    @Test(arguments: styles.keys.sorted()) func theFileIsAsItWas(name: String) throws {
        let target = try #require(Self.styles[name])
        let frame = ExportFrame(
            name: "x", account: "x", host: "x", source: .list(ListID(3001), name: "x", view: nil), kind: .company,
            columns: Self.columns(name, ids: target.ids), style: .init(target), target: "/x")
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")
        let page = Array(try Data(contentsOf: folder.appending(path: "page.json")))
        var rows = RowWriter(frame, isFirst: true)
        rows.header()
        try page.withJSONCursor { (json) throws(JSONProblem) in
            var places = ScannedPage(fieldCount: frame.fields.count)
            try RowScanner(frame).scan(json, into: &places)
            for row in places.rows.indices { try rows.write(row, of: places, json) }
        }
        let written = Data(rows.takeBytes())
        let file = folder.appending(path: name)
        guard ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == nil else {
            try written.write(to: file)
            Issue.record("recorded \(name)")
            return
        }
        #expect(String(decoding: written, as: UTF8.self) == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }
}
