import Affinity
import CSV
import PipelineSpec

/// Sorts the rows of a whole file by columns of it. The rows are held in memory for that.
struct RowSorter {
    private let frame: ExportFrame

    init(_ frame: ExportFrame) {
        self.frame = frame
    }

    private struct Row {
        var keys: [Key]
        var line: [UInt8]
    }

    /// Blanks come last, numbers by their size, texts without regard to case.
    private enum Key {
        case blank
        case number(Double)
        case text(String)
    }

    func sort(_ file: PartialFile) throws {
        var all: [UInt8] = []
        try file.read { all += $0 }
        var rows: [Row] = []
        var sorted: [UInt8] = []
        switch frame.style.format {
        case .csv:
            var reader = try RecordReader(bytes: all, options: ReaderOptions(delimiter: frame.style.delimiter, encoding: .utf8))
            var record = Record()
            while try reader.next(into: &record) {
                rows.append(Row(keys: frame.sort.map { key($0, record.text($0.column)) }, line: record.raw))
            }
            var writer = RecordWriter(
                dialect: Dialect(
                    delimiter: frame.style.delimiter, hasBOM: frame.style.hasBOM, lineEnding: frame.style.hasCRLF ? .crlf : .lf))
            writer.append(frame.columns.map(\.header))
            for row in rows.enumerated().sorted(by: precedes).map(\.element) { writer.append(raw: row.line) }
            sorted = writer.takeBytes()
        case .jsonl:
            for line in all.split(separator: 0x0A) {
                rows.append(Row(keys: try keys(ofJSON: Array(line)), line: Array(line) + [0x0A]))
            }
            for row in rows.enumerated().sorted(by: precedes).map(\.element) { sorted += row.line }
        }
        try file.replace(with: sorted)
    }

    private func keys(ofJSON line: [UInt8]) throws(JSONCursor.Problem) -> [Key] {
        var values: [String: String] = [:]
        try line.withJSONCursor { (cursor) throws(JSONCursor.Problem) in
            var cursor = cursor
            try cursor.expect(UInt8(ascii: "{"), "an object")
            var isFirst = true
            while let range = try cursor.nextKey(isFirst: &isFirst) {
                var name: [UInt8] = []
                try cursor.append(range, to: &name)
                if try cursor.isNull() { continue }
                var text: [UInt8] = []
                if cursor.peek() == UInt8(ascii: "\"") {
                    try cursor.appendString(to: &text)
                } else {
                    let start = cursor.at
                    try cursor.skip()
                    text += cursor.bytes[start..<cursor.at]
                }
                values[String(decoding: name, as: UTF8.self)] = String(decoding: text, as: UTF8.self)
            }
        }
        return frame.sort.map { key($0, values[frame.columns[$0.column].header] ?? "") }
    }

    private func key(_ sort: ExportFrame.SortKey, _ text: String) -> Key {
        let text = FormulaGuard.removed(from: text)
        if text.isEmpty { return .blank }
        let isNumber: Bool =
            switch frame.columns[sort.column].source {
            case .attribute(let attribute): attribute.isID
            case .field(_, let type): type == .number || type == .formulaNumber
            }
        if isNumber, let number = Double(text) { return .number(number) }
        return .text(text.lowercased())
    }

    private func precedes(_ a: (offset: Int, element: Row), _ b: (offset: Int, element: Row)) -> Bool {
        for (index, sort) in frame.sort.enumerated() {
            let order: Int =
                switch (a.element.keys[index], b.element.keys[index]) {
                case (.blank, .blank): 0
                case (.blank, _): 1
                case (_, .blank): -1
                case (.number(let x), .number(let y)): x == y ? 0 : (x < y) != sort.isDescending ? -1 : 1
                case (.number, .text): -1
                case (.text, .number): 1
                case (.text(let x), .text(let y)): x == y ? 0 : (x < y) != sort.isDescending ? -1 : 1
                }
            if order != 0 { return order < 0 }
        }
        return a.offset < b.offset
    }
}
