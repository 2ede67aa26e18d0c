import CSV
import PipelineSpec

/// Sorts the rows of a whole file by columns of it. The rows are held in memory for that.
///
/// In the partial file of an export that is sorted stand, for each row, the length of what follows, what it is sorted by, and its line: the
/// values are taken when the row is written, so that nothing has to be read back out of the text of the file.
struct RowSorter {
    private let frame: ExportFrame

    init(_ frame: ExportFrame) {
        self.frame = frame
    }

    /// A row as it stands in the partial file until then.
    static func framed(_ line: [UInt8], _ values: [SortValue]) -> [UInt8] {
        var row: [UInt8] = []
        for value in values { value.append(to: &row) }
        row += line
        var framed: [UInt8] = []
        withUnsafeBytes(of: UInt64(row.count).littleEndian) { framed.append(contentsOf: $0) }
        return framed + row
    }

    private struct Row {
        var values: [SortValue]
        var line: ArraySlice<UInt8>
    }

    /// Hands out the sorted file in pieces.
    func sort(_ file: PartialFile, _ body: ([UInt8]) throws(ExportFileError) -> Void) throws(ExportFileError) {
        var all: [UInt8] = []
        try file.read { all += $0 }
        var rows: [Row] = []
        var rest = all[...]
        while !rest.isEmpty {
            guard let row = row(&rest) else {
                throw ExportFileError(path: file.path, reason: "it is damaged", hint: "remove it and export again")
            }
            rows.append(row)
        }
        var header = RowWriter(frame, isFirst: true)
        header.header()
        var piece = header.takeBytes()
        for (_, row) in rows.enumerated().sorted(by: precedes) {
            piece += row.line
            guard piece.count >= 1 << 18 else { continue }
            try body(piece)
            piece.removeAll(keepingCapacity: true)
        }
        try body(piece)
    }

    private func row(_ rest: inout ArraySlice<UInt8>) -> Row? {
        guard rest.count >= 8 else { return nil }
        let length = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        rest = rest.dropFirst(8)
        guard let count = Int(exactly: length), count <= rest.count else { return nil }
        var bytes = rest.prefix(count)
        rest = rest.dropFirst(count)
        var values: [SortValue] = []
        for _ in frame.sort {
            guard let value = SortValue(from: &bytes) else { return nil }
            values.append(value)
        }
        return Row(values: values, line: bytes)
    }

    private func precedes(_ a: (offset: Int, element: Row), _ b: (offset: Int, element: Row)) -> Bool {
        for (index, sort) in frame.sort.enumerated() {
            let order = SortValue.order(a.element.values[index], b.element.values[index], isDescending: sort.isDescending)
            if order != 0 { return order < 0 }
        }
        return a.offset < b.offset
    }
}
