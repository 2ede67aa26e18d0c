import Affinity
import CSV
import PipelineSpec
import Text

/// Turns rows of pages into lines of the file.
struct RowWriter {
    /// A column, as far as its cells depend on it.
    private enum Cell {
        case attribute(RecordAttribute)
        case field(FieldCell)

        /// Whether spreadsheets may count with it.
        var isNumber: Bool {
            guard case .field(let field) = self else { return false }
            return field.form == .number || field.form == .formula
        }
    }

    private struct FieldCell {
        /// Index among the fields of the export.
        var index: Int
        var id: FieldID
        var type: FieldValueType
        var form: ValueForm
        var part: ValuePart?
        var header: String
    }

    private let cells: [Cell]
    /// For each key of the sort the index of its cell; nil for what became of the row.
    private let sortCells: [Int?]
    /// What was odd in the rows written since `takeOddCells()`.
    private var odd: [OddCell] = []
    private let headers: [String]
    /// The header of the column that says what became of the rows, the first one; nil without it.
    private let change: String?
    /// For JSON lines what stands before each value: the key, quoted, and the colon.
    private let keys: [[UInt8]]
    private let style: ExportFrame.Style
    private var csv: RecordWriter
    private var json: [UInt8] = []
    /// The text of one cell.
    private var cell: [UInt8] = []
    private let text: ValueText
    private let typed = ValueJSON()

    /// - Parameter isFirst: Whether the file begins here: with its byte-order mark, if it has one.
    init(_ frame: ExportFrame, isFirst: Bool) {
        let fields = frame.fields
        // What became of a row is written before its line.
        let columns = frame.columns.filter { $0.source != .attribute(.change) }
        cells = columns.map { column in
            switch column.source {
            case .attribute(let attribute): .attribute(attribute)
            case .field(let id, let type):
                .field(
                    FieldCell(
                        index: fields.firstIndex(of: id) ?? 0, id: id, type: type, form: ValueForm(type, of: id), part: column.part,
                        header: column.header))
            }
        }
        sortCells = frame.sort.map { key in columns.firstIndex { $0 == frame.columns[key.column] } }
        headers = columns.map(\.header)
        change = frame.columns.first { $0.source == .attribute(.change) }?.header
        keys = headers.map { header in
            var key: [UInt8] = []
            ValueJSON.quote(header.utf8, to: &key)
            return key + [UInt8(ascii: ":")]
        }
        style = frame.style
        csv = RecordWriter(
            dialect: Dialect(
                delimiter: style.delimiter, hasBOM: style.hasBOM && isFirst, lineEnding: style.hasCRLF ? .crlf : .lf))
        // An invalid pattern does not come so far: the language refuses it.
        text = ValueText(joiner: style.multiValue, dates: style.dates.flatMap { try? DatePattern($0) })
    }

    /// The line of column names; JSON lines have none.
    mutating func header() {
        guard style.format == .csv else { return }
        csv.beginRecord()
        for header in (change.map { [$0] } ?? []) + headers { csv.append(field: Array(header.utf8), isGuarded: style.guardsFormulas) }
        csv.finishRecord()
    }

    /// The bytes since the last call.
    mutating func takeBytes() -> [UInt8] {
        guard style.format == .jsonl else { return csv.takeBytes() }
        defer { json.removeAll(keepingCapacity: true) }
        return json
    }

    /// - Parameters:
    ///   - row: Index among the rows of the page.
    ///   - long: Cells whose whole value was read apart from the page: their data as JSON, by field.
    mutating func write(
        _ row: Int, of page: ScannedPage, _ bytes: JSONCursor, long: [Int: [UInt8]] = [:]
    ) throws(JSONProblem) {
        for (attribute, column) in Self.ids where page.place(of: attribute, row: row) != nil {
            tell(row, of: page, bytes, column: column, reason: OddCell.oddID)
        }
        switch style.format {
        case .csv: try writeCSV(row, page, bytes, long)
        case .jsonl: try writeJSON(row, page, bytes, long)
        }
    }

    private static let ids: [(RecordAttribute, String)] = [(.entryID, "its id"), (.oddRecordID, "the id of its record")]

    /// Keeps what is odd about a cell for `takeOddCells()`.
    mutating func tell(_ row: Int, of page: ScannedPage, _ bytes: JSONCursor, column: String, reason: String) {
        odd.append(Self.oddCell(row, page, bytes, column: column, reason: reason))
    }

    private static func oddCell(_ row: Int, _ page: ScannedPage, _ bytes: JSONCursor, column: String, reason: String) -> OddCell {
        let ids = page.rows[row]
        let text = page.place(of: ids.entryID == nil ? .oddRecordID : .entryID, row: row).map {
            String(decoding: bytes.bytes[$0], as: UTF8.self)
        }
        return OddCell(row: ids.id, rowText: text, column: column, reason: reason)
    }

    /// Writes a row of which nothing is known but its ids.
    /// - Returns: What it is sorted by.
    mutating func write(gone row: ScannedPage.Row) throws(JSONProblem) -> [SortValue] {
        var page = ScannedPage(fieldCount: cells.count)
        page.beginRow()
        page.setIDs { $0 = row }
        return try [UInt8]().withJSONCursor { (json) throws(JSONProblem) in
            try write(0, of: page, json)
            return try sortValues(0, of: page, json, change: .gone)
        }
    }

    /// A line with what became of its row before it, as the first column.
    func prefixed(_ line: [UInt8], _ change: RowChange) -> [UInt8] {
        var prefixed: [UInt8] = []
        switch style.format {
        case .csv:
            prefixed += change.rawValue.utf8
            prefixed.append(style.delimiter)
            prefixed += line
        case .jsonl:
            prefixed.append(UInt8(ascii: "{"))
            ValueJSON.quote((self.change ?? "").utf8, to: &prefixed)
            prefixed += ":\"\(change.rawValue)\",".utf8
            prefixed += line.dropFirst()
        }
        return prefixed
    }

    private mutating func writeCSV(
        _ row: Int, _ page: ScannedPage, _ bytes: JSONCursor, _ long: [Int: [UInt8]]
    ) throws(JSONProblem) {
        csv.beginRecord()
        for index in cells.indices {
            cell.removeAll(keepingCapacity: true)
            switch cells[index] {
            case .attribute(let attribute): try Self.append(attribute, row, page, bytes, text, to: &cell)
            case .field(let field): try Self.append(field, row, page, bytes, long, text, &odd, to: &cell)
            }
            csv.append(field: cell, isGuarded: style.guardsFormulas && !(cells[index].isNumber && FormulaGuard.isNumber(cell)))
        }
        csv.finishRecord()
    }

    private mutating func writeJSON(
        _ row: Int, _ page: ScannedPage, _ bytes: JSONCursor, _ long: [Int: [UInt8]]
    ) throws(JSONProblem) {
        json.append(UInt8(ascii: "{"))
        for index in cells.indices {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            json += keys[index]
            let start = json.count
            switch cells[index] {
            case .attribute(let attribute):
                cell.removeAll(keepingCapacity: true)
                try Self.append(attribute, row, page, bytes, text, to: &cell)
                // An id that is not a number of ours may be any text, also "007", which is not a number of JSON's.
                if attribute.isID, cell.allSatisfy({ $0 &- 0x30 < 10 }), cell.first != 0x30 {
                    json += cell
                } else if !cell.isEmpty {
                    ValueJSON.quote(cell, to: &json)
                }
            case .field(let field): try Self.append(field, row, page, bytes, long, typed, &odd, to: &json)
            }
            if json.count == start { json += "null".utf8 }
        }
        json += "}\n".utf8
    }

    /// Writes a value in its field's form; one that is of another type or in no known form as what it is: one odd cell must not cost the file.
    private static func append(
        _ field: FieldCell, _ row: Int, _ page: ScannedPage, _ bytes: JSONCursor, _ long: [Int: [UInt8]], _ values: some ValueWriting,
        _ odd: inout [OddCell], to out: inout [UInt8]
    ) throws(JSONProblem) {
        let otherType = page.otherType(of: field.index, row: row)
        var found: [OddCell] = []
        let start = out.count
        func append(_ cursor: JSONCursor) throws(JSONProblem) {
            func tell(_ reason: String) { found.append(oddCell(row, page, bytes, column: field.header, reason: reason)) }
            var (form, part, place) = (field.form, field.part, cursor)
            if let otherType, !otherType.isWritten(as: field.type) {
                (form, part) = (ValueForm(otherType, of: field.id), nil)
                tell(OddCell.reason(otherType, of: field.type))
            }
            do throws(JSONProblem) {
                try values.append(&place, form, part, to: &out)
            } catch {
                out.removeSubrange(start...)
                place = cursor
                try values.append(asItIs: &place, to: &out)
                if found.isEmpty { tell(OddCell.reason(error, field.type)) }
            }
        }
        if let data = long[field.index] {
            try data.withJSONCursor { (cursor) throws(JSONProblem) in try append(cursor) }
        } else if let place = page.data(of: field.index, row: row) {
            try append(JSONCursor(bytes.bytes, at: place))
        }
        odd += found
    }

    /// What a row is sorted by.
    /// - Parameter change: what became of it, in an export of changes.
    func sortValues(
        _ row: Int, of page: ScannedPage, _ bytes: JSONCursor, long: [Int: [UInt8]] = [:], change: RowChange?
    ) throws(JSONProblem) -> [SortValue] {
        var values: [SortValue] = []
        for index in sortCells {
            guard let index else {
                values.append(SortValue(Array((change?.rawValue ?? "").utf8)))
                continue
            }
            values.append(try sortValue(cells[index], row, page, bytes, long))
        }
        return values
    }

    private func sortValue(
        _ cell: Cell, _ row: Int, _ page: ScannedPage, _ bytes: JSONCursor, _ long: [Int: [UInt8]]
    ) throws(JSONProblem) -> SortValue {
        var (shown, odd): ([UInt8], [OddCell]) = ([], [])
        switch cell {
        case .attribute(let attribute):
            try Self.append(attribute, row, page, bytes, text, to: &shown)
            if attribute.isID { return Double(String(decoding: shown, as: UTF8.self)).map(SortValue.number) ?? .blank }
            if attribute == .added, let place = page.place(of: .added, row: row),
                let time = SortValue(DateValue(String(decoding: bytes.bytes[place], as: UTF8.self), .moments))
            {
                return time
            }
            return SortValue(shown)
        case .field(let field):
            if long[field.index] == nil, let place = page.data(of: field.index, row: row) {
                let type = page.otherType(of: field.index, row: row)
                let form = type.map { ValueForm($0, of: field.id) } ?? field.form
                var cursor = JSONCursor(bytes.bytes, at: place)
                if let value = try? form.sortValue(&cursor, field.part) { return value }
            }
            try Self.append(field, row, page, bytes, long, text, &odd, to: &shown)
            if field.part == .id, let number = Double(String(decoding: shown, as: UTF8.self)) { return .number(number) }
            return SortValue(shown)
        }
    }

    /// - Parameter id: below 0 where it stands for one that is not a number of ours, and for one that went with its row and is not known.
    private static func append(
        id: Int64?, _ attribute: RecordAttribute, _ row: Int, _ page: ScannedPage, _ bytes: JSONCursor, to out: inout [UInt8]
    ) throws(JSONProblem) {
        if let place = page.place(of: attribute, row: row) {
            try bytes.append(place, to: &out)
        } else if let id, id >= 0 {
            out += String(id).utf8
        }
    }

    /// What was odd since the last call.
    mutating func takeOddCells() -> [OddCell] {
        defer { odd = [] }
        return odd
    }

    private static func append(
        _ attribute: RecordAttribute, _ row: Int, _ page: ScannedPage, _ bytes: JSONCursor, _ text: ValueText, to out: inout [UInt8]
    ) throws(JSONProblem) {
        switch attribute {
        case .change: break
        case .entryID: try append(id: page.rows[row].entryID, .entryID, row, page, bytes, to: &out)
        case .organizationID, .personID, .opportunityID:
            try append(id: page.rows[row].recordID, .oddRecordID, row, page, bytes, to: &out)
        case .name where page.place(of: .name, row: row) == nil:
            // A person has a name in two parts.
            for part in [RecordAttribute.firstName, .lastName] {
                guard let half = page.place(of: part, row: row), !half.isEmpty else { continue }
                if !out.isEmpty { out.append(0x20) }
                try bytes.append(half, to: &out)
            }
        case .domains, .emails:
            guard let start = page.place(of: attribute, row: row)?.lowerBound else { return }
            var cursor = JSONCursor(bytes.bytes, at: start)
            try text.append(&cursor, .other, nil, to: &out)
        case .added:
            if let time = page.place(of: .added, row: row) { try text.append(date: time, bytes, .moments, to: &out) }
        default:
            if let range = page.place(of: attribute, row: row) { try bytes.append(range, to: &out) }
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
