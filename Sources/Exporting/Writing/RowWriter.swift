import Affinity
import CSV
import PipelineSpec

/// Turns rows of pages into lines of the file.
struct RowWriter {
    private let columns: [ExportColumn]
    /// For each column the slot of its field in a scanned row; -1 for what is no field.
    private let slots: [Int]
    private let style: ExportFrame.Style
    private var csv: RecordWriter
    private var json: [UInt8] = []
    private let text: ValueText
    private let typed = ValueJSON()

    /// - Parameter isFirst: Whether the file begins here: with its byte-order mark, if it has one.
    init(_ frame: ExportFrame, isFirst: Bool) {
        columns = frame.columns
        let fields = frame.fields
        slots = frame.columns.map { column in
            if case .field(let id, _) = column.source { fields.firstIndex(of: id) ?? -1 } else { -1 }
        }
        style = frame.style
        csv = RecordWriter(
            dialect: Dialect(
                delimiter: style.delimiter, hasBOM: style.hasBOM && isFirst, lineEnding: style.hasCRLF ? .crlf : .lf))
        text = ValueText(joiner: style.multiValue, dates: style.dates.map(DateText.init))
    }

    /// The line of column names; JSON lines have none.
    mutating func header() {
        if style.format == .csv { csv.append(columns.map(\.header)) }
    }

    /// The bytes since the last call.
    mutating func takeBytes() -> [UInt8] {
        guard style.format == .jsonl else { return csv.takeBytes() }
        defer { json.removeAll(keepingCapacity: true) }
        return json
    }

    /// - Parameter long: Cells whose whole value was read apart from the page: their data as JSON, by column.
    mutating func write(_ row: ScannedRow, _ page: JSONCursor, long: [Int: [UInt8]] = [:]) throws(JSONCursor.Problem) {
        switch style.format {
        case .csv: try writeCSV(row, page, long)
        case .jsonl: try writeJSON(row, page, long)
        }
    }

    private mutating func writeCSV(_ row: ScannedRow, _ page: JSONCursor, _ long: [Int: [UInt8]]) throws(JSONCursor.Problem) {
        csv.beginRecord()
        for (index, column) in columns.enumerated() {
            let slot = slots[index]
            try csv.append(isGuarded: style.guardsFormulas) { (out) throws(JSONCursor.Problem) in
                switch column.source {
                case .attribute(let attribute): try Self.append(attribute, of: row, page, text, to: &out)
                case .field(_, let type):
                    try Self.withData(row, page, slot, long[index]) { (cursor) throws(JSONCursor.Problem) in
                        try text.append(&cursor, type, column.part, to: &out)
                    }
                }
            }
        }
        csv.finishRecord()
    }

    private mutating func writeJSON(_ row: ScannedRow, _ page: JSONCursor, _ long: [Int: [UInt8]]) throws(JSONCursor.Problem) {
        json.append(UInt8(ascii: "{"))
        for (index, column) in columns.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            ValueJSON.quote(column.header.utf8, to: &json)
            json.append(UInt8(ascii: ":"))
            let start = json.count
            switch column.source {
            case .attribute(let attribute):
                var value: [UInt8] = []
                try Self.append(attribute, of: row, page, text, to: &value)
                if attribute.isID { json += value } else if !value.isEmpty { ValueJSON.quote(value, to: &json) }
            case .field(_, let type):
                var out: [UInt8] = []
                swap(&out, &json)
                defer { swap(&out, &json) }
                try Self.withData(row, page, slots[index], long[index]) { (cursor) throws(JSONCursor.Problem) in
                    try typed.append(&cursor, type, column.part, to: &out)
                }
            }
            if json.count == start { json += "null".utf8 }
        }
        json += "}\n".utf8
    }

    /// Goes to the data of a cell, in the page or read apart; not for an empty one.
    private static func withData(
        _ row: ScannedRow, _ page: JSONCursor, _ slot: Int, _ long: [UInt8]?,
        _ body: (inout JSONCursor) throws(JSONCursor.Problem) -> Void
    ) throws(JSONCursor.Problem) {
        if let long {
            return try long.withJSONCursor { (cursor) throws(JSONCursor.Problem) in
                var cursor = cursor
                try body(&cursor)
            }
        }
        guard slot >= 0, row.values[slot] >= 0 else { return }
        guard let data = try ValueScan(JSONCursor(page.bytes, at: row.values[slot])).data else { return }
        var cursor = JSONCursor(page.bytes, at: data)
        try body(&cursor)
    }

    private static func append(
        _ attribute: RecordAttribute, of row: ScannedRow, _ page: JSONCursor, _ text: ValueText, to out: inout [UInt8]
    ) throws(JSONCursor.Problem) {
        switch attribute {
        case .entryID: if let id = row.entryID { out += String(id).utf8 }
        case .organizationID, .personID, .opportunityID: out += String(row.recordID).utf8
        case .name where row.attributes[.name] == nil:
            // A person has a name in two parts.
            let halves = [row.attributes[.firstName], row.attributes[.lastName]].compactMap(\.self).filter { !$0.isEmpty }
            for (index, half) in halves.enumerated() {
                if index > 0 { out.append(0x20) }
                try page.append(half, to: &out)
            }
        case .domains, .emails:
            guard let start = row.lists[attribute] else { return }
            var cursor = JSONCursor(page.bytes, at: start)
            try text.append(&cursor, .filterableTextMulti, nil, to: &out)
        case .added:
            // The day in Greenwich: the moment somebody added the row, not a day of the calendar that Affinity keeps.
            if let time = row.attributes[.added] { out += page.bytes[time].prefix(10) }
        default:
            if let range = row.attributes[attribute] { try page.append(range, to: &out) }
        }
    }
}

extension RecordAttribute {
    var isID: Bool {
        switch self {
        case .entryID, .organizationID, .personID, .opportunityID: true
        default: false
        }
    }
}

extension [UInt8] {
    /// A cursor over these bytes, good for the length of the call.
    func withJSONCursor<Result, Failure: Error>(_ body: (JSONCursor) throws(Failure) -> Result) throws(Failure) -> Result {
        try withUnsafeBufferPointer { (bytes) throws(Failure) in try body(JSONCursor(bytes)) }
    }
}
