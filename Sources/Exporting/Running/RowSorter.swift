import Affinity
import CSV
import PipelineSpec
import Text

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

/// What a row is sorted by: a value, not its text. Numbers by their size, dates and moments by time, texts without regard to case. Where a
/// column holds several kinds, numbers stand before times and times before texts; blanks come last in both directions.
enum SortValue: Hashable {
    case number(Double)
    /// Seconds since 1970; of a day its midnight in Greenwich.
    case time(Int)
    case text(String)
    case blank

    /// Below zero when `a` comes first, zero when it makes no difference.
    static func order(_ a: SortValue, _ b: SortValue, isDescending: Bool) -> Int {
        func compared<Value: Comparable>(_ x: Value, _ y: Value) -> Int { x == y ? 0 : (x < y) != isDescending ? -1 : 1 }
        return switch (a, b) {
        case (.number(let x), .number(let y)): compared(x, y)
        case (.time(let x), .time(let y)): compared(x, y)
        case (.text(let x), .text(let y)): compared(x, y)
        default: a.kind - b.kind
        }
    }

    private var kind: Int {
        switch self {
        case .number: 0
        case .time: 1
        case .text: 2
        case .blank: 3
        }
    }

    /// - Parameter text: the cell, as it would stand in a CSV file without a guard.
    init(_ text: [UInt8]) {
        self = text.isEmpty ? .blank : .text(String(decoding: text, as: UTF8.self).lowercased())
    }

    /// Nil where there is no number, such as for one that fits no 64 bits.
    init?(number: Double?) {
        guard let number else { return nil }
        self = .number(number)
    }

    /// Nil where there is no date.
    init?(_ date: DateValue?) {
        switch date {
        case nil: return nil
        case .day(let day): self = .time(day.daysSince1970 * 86400)
        case .moment(let instant): self = .time(instant.day.daysSince1970 * 86400 + instant.secondOfDay)
        }
    }

    // MARK: In the partial file

    func append(to bytes: inout [UInt8]) {
        bytes.append(UInt8(kind))
        switch self {
        case .number(let number): Self.append(number.bitPattern, to: &bytes)
        case .time(let seconds): Self.append(UInt64(bitPattern: Int64(seconds)), to: &bytes)
        case .text(let text):
            Self.append(UInt64(text.utf8.count), to: &bytes)
            bytes += text.utf8
        case .blank: break
        }
    }

    /// Nil for bytes that `append(to:)` did not write.
    init?(from bytes: inout ArraySlice<UInt8>) {
        func word() -> UInt64? {
            guard bytes.count >= 8 else { return nil }
            defer { bytes = bytes.dropFirst(8) }
            return bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        switch bytes.popFirst() {
        case 0:
            guard let bits = word() else { return nil }
            self = .number(Double(bitPattern: bits))
        case 1:
            guard let bits = word() else { return nil }
            self = .time(Int(Int64(bitPattern: bits)))
        case 2:
            guard let count = word().flatMap({ Int(exactly: $0) }), count <= bytes.count else { return nil }
            self = .text(String(decoding: bytes.prefix(count), as: UTF8.self))
            bytes = bytes.dropFirst(count)
        case 3: self = .blank
        default: return nil
        }
    }

    private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
}

extension ValueForm {
    /// What a value is sorted by; nil where its text decides.
    func sortValue(_ cursor: inout JSONCursor, _ part: ValuePart?) throws(JSONProblem) -> SortValue? {
        guard cursor.peek() != UInt8(ascii: "n") else { return .blank }
        switch self {
        case .number where cursor.peek() != UInt8(ascii: "["): return SortValue(number: try cursor.number())
        case .formula:
            guard let result = try cursor.member("calculatedValue") else { return nil }
            return SortValue(number: try result.number())
        case .date(let kind): return SortValue(DateValue(try cursor.string(), kind))
        case .interaction where part != .kind:
            let sent = try cursor.member("sentAt")
            let started = try cursor.member("startTime")
            guard var time = sent ?? started else { return nil }
            return SortValue(DateValue(try time.string(), .moments))
        default: return nil
        }
    }
}

extension JSONCursor {
    /// The number that begins here; nil for one that fits no 64 bits.
    fileprivate func number() throws(JSONProblem) -> Double? {
        var cursor = self
        let number = Double(String(decoding: bytes[try cursor.rawNumber()], as: UTF8.self))
        return number.flatMap { $0.isFinite ? $0 : nil }
    }

    /// A cursor at the value of a key of the object that begins here; nil when it has none, or null.
    fileprivate func member(_ name: StaticString) throws(JSONProblem) -> JSONCursor? {
        var cursor = self
        try cursor.enterObject()
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, name) {
                var value = cursor
                return try value.isNull() ? nil : cursor
            }
            try cursor.skip()
        }
        return nil
    }
}
