package import CSV
package import Diagnostics
package import Planning

/// Records of which some name several persons: each comes once for each person, with the person's own cells, and is a row of its own from
/// then on. Records that name one come as they are, so that rows of a run file pass unchanged.
package struct PersonRecords: RecordSource {
    private var base: any RecordSource
    private let persons: SeveralPersons

    package init(_ base: any RecordSource, _ persons: SeveralPersons) {
        self.base = base
        self.persons = persons
    }

    package var name: String { base.name }
    package var header: [String] { base.header }
    package var preamble: SheetPreamble? { base.preamble }
    package var dialect: Dialect { base.dialect }
    package var inputs: [TableInput] { base.inputs }
    package var pattern: String? { base.pattern }
    package var isWorkbook: Bool { base.isWorkbook }
    package var readings: [SourceReading] { base.readings }
    package var warnings: [PlanWarning] { base.warnings }

    package mutating func read(for use: CellUse) { base.read(for: use) }

    package func headerElsewhere(_ search: HeaderSearch) throws -> Diagnostic? { try base.headerElsewhere(search) }

    package func forEachRecord(entering: (SourcePart) -> Void, _ body: (Record) throws -> Void) throws {
        /// By how many the records are more than those of the source.
        var more = 0
        var builder = RecordBuilder(delimiter: dialect.delimiter, escape: dialect.escape)
        var own = Record()
        func enter(_ part: SourcePart) {
            var part = part
            part.firstRow += more
            entering(part)
        }
        try base.forEachRecord(entering: enter) { record in
            let each = record.problem == nil && !record.repeatsHeader && !record.isBelowTable ? persons.each { record.text($0) } : nil
            guard let each else {
                guard more > 0 else { return try body(record) }
                var moved = record
                moved.number += more
                return try body(moved)
            }
            for (index, cells) in each.enumerated() {
                for column in 0..<record.fieldCount {
                    if var text = cells[column] {
                        text.withUTF8 { builder.append($0) }
                    } else {
                        record.withBytes(column) { builder.append($0) }
                    }
                }
                builder.finish(into: &own, number: record.number + more, line: record.line)
                // It is counted once.
                own.missingCells = index == 0 ? record.missingCells : 0
                try body(own)
                if index + 1 < each.count { more += 1 }
            }
        }
    }
}
