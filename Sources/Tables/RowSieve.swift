package import CSV
package import PipelineSpec
import Text

/// Tells which records of a table are rows of it: not its footer, and not what stands behind the line that `until` names. Marks rows that
/// repeat the column names. Where the pipeline does not say `footer`, it also marks the lines at the end that read like one.
package struct RowSieve {
    /// Nil where it is to be found out.
    private let footer: Int?
    private let until: String?
    private let names: [[UInt8]]
    /// How many names make a repetition: one alone may be a company's.
    private let enough: Int
    private let hasSeveralColumns: Bool
    private var held: [Record] = []

    package init(_ source: ImportSource, header: [String]) {
        footer = source.until == nil ? source.footer : source.footer ?? 0
        until = source.until
        names = header.map { Array($0.utf8) }
        let named = header.count { !$0.isEmpty }
        enough = min(2, named)
        hasSeveralColumns = named > 1
    }

    /// - Parameter body: takes each row, once it is known to be one.
    /// - Returns: false when no more rows follow.
    package mutating func take(_ record: inout Record, _ body: (inout Record) throws -> Void) rethrows -> Bool {
        if let until, Self.begins(record, until) { return false }
        record.repeatsHeader = record.problem == nil && repeatsNames(record)
        let most: Int
        if let footer {
            most = footer
        } else if mayBeFooter(record) {
            most = Footer.mostLines
        } else {
            // More of the table comes.
            try release(body)
            most = 0
        }
        guard most > 0 else {
            try body(&record)
            return true
        }
        held.append(record)
        if held.count > most {
            var first = held.removeFirst()
            try body(&first)
        }
        return true
    }

    /// Where `until` ended the table, what is held is not a footer.
    mutating func finish(isAtFooter: Bool, _ body: (inout Record) throws -> Void) rethrows {
        if footer == nil, let start = Footer.start(in: held.map { (text: $0.text(0), followsBlankLine: $0.followsBlankLine) }) {
            for index in start..<held.count { held[index].isBelowTable = true }
        } else if isAtFooter, footer != nil {
            return
        }
        try release(body)
    }

    private mutating func release(_ body: (inout Record) throws -> Void) rethrows {
        guard !held.isEmpty else { return }
        for var record in held { try body(&record) }
        held = []
    }

    /// A line of one cell in a table of several columns.
    private func mayBeFooter(_ record: Record) -> Bool {
        record.problem == nil && hasSeveralColumns && !record.isEmpty(0) && (1..<record.fieldCount).allSatisfy(record.isEmpty)
    }

    private static func begins(_ record: Record, _ text: String) -> Bool {
        for column in 0..<record.fieldCount where !record.isEmpty(column) {
            let cell = CellText.trimmed(record.text(column))
            if !cell.isEmpty { return cell.hasPrefix(text) }
        }
        return false
    }

    /// Files that were put together differ in the case of their headers.
    private static func isSame(_ bytes: some Collection<UInt8>, _ name: [UInt8]) -> Bool {
        bytes.count == name.count
            && zip(bytes, name).allSatisfy { $0 == $1 || $0 | 0x20 == $1 | 0x20 && ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    }

    private func repeatsNames(_ record: Record) -> Bool {
        var same = 0
        for (column, name) in names.enumerated() where !record.isEmpty(column) {
            let isName = record.withBytes(column) { bytes in
                if bytes.count <= name.count { return Self.isSame(bytes, name) }
                return Self.isSame(CellText.trimmed(String(decoding: bytes, as: UTF8.self)).utf8, name)
            }
            guard isName else { return false }
            same += 1
        }
        return same >= enough && same > 0
    }
}
