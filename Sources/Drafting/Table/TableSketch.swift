import CSV
import PipelineSpec
import Planning
package import Tables
import Text

/// A table read once: what each column holds, and how many rows there are.
package struct TableSketch: Sendable {
    package private(set) var columns: [Column] = []
    /// Records, broken ones too.
    package private(set) var rows = 0
    /// Records that cannot be read.
    package private(set) var broken = 0
    package let origin: KnownExport?

    /// - Parameter check: called every 10,000 rows; what it throws ends the reading.
    /// - Throws: what the source throws.
    package init(_ source: any RecordSource, check: () throws -> Void = {}) throws {
        let header = source.header
        var sketches = header.enumerated().map { ColumnSketch(index: $0, name: $1) }
        var (rows, broken) = (0, 0)
        try source.forEachRecord { record in
            rows += 1
            if rows % 10_000 == 0 { try check() }
            guard record.problem == nil else {
                broken += 1
                return
            }
            guard !record.repeatsHeader, !record.isBelowTable else { return }
            for index in sketches.indices where !record.isEmpty(index) {
                sketches[index].add(Self.cell(record.text(index)))
            }
        }
        (self.rows, self.broken) = (rows, broken)
        let origin = KnownExport.find(in: header)
        self.origin = origin
        let names = ColumnNames(header)
        columns = sketches.map { sketch in
            let stated = origin?.meaning(of: sketch.name)
            var column = Column(sketch, stated: stated, by: origin.map { "a column of \($0.program)" } ?? "")
            if sketch.name.isEmpty {
                column.obstacle = "it has no name"
            } else if case .several(let all) = names.find(sketch.name) {
                column.obstacle = "\(all.count) columns have its name: give it another one to use it"
            }
            return column
        }
        decideDates()
    }

    /// The text of a cell as an import reads it.
    static func cell(_ text: String) -> String { CellText.unguarded(CellText.trimmed(text)) }

    /// The order of day and month that a column leaves open may be told by another column of the table, or by the program it comes from.
    private mutating func decideDates() {
        let decided = columns.compactMap { column -> Bool? in
            guard let dates = column.dates, dates.decisive > 0, let pattern = dates.formats.first else { return nil }
            return pattern.firstIndex(of: "d").map { $0 < pattern.firstIndex(of: "M") ?? pattern.endIndex }
        }
        let fromOthers = Set(decided).count == 1 ? decided.first : nil
        let fromOrigin = origin?.datePattern.map { $0.hasPrefix("d") }
        guard let isDayFirst = fromOthers ?? fromOrigin else { return }
        let why =
            fromOthers != nil
            ? "day and month stand as in the other dates of the table" : "day and month stand as \(origin?.program ?? "") writes them"
        for index in columns.indices {
            guard var dates = columns[index].dates, dates.isUnsure, let pattern = dates.formats.first else { continue }
            if pattern.hasPrefix("d") != isDayFirst { dates.swap() }
            dates.forgetOther()
            columns[index].dates = dates
            columns[index].reason += "; \(why)"
        }
    }

    /// Somebody has said in which order day and month stand.
    package mutating func decideDates(ofColumn index: Int, swapped: Bool) {
        guard columns.indices.contains(index), var dates = columns[index].dates else { return }
        if swapped { dates.swap() }
        dates.forgetOther()
        columns[index].dates = dates
        columns[index].reason += "; day and month as you said"
    }

    package func column(named name: String) -> Column? { columns.first { $0.name == name && $0.obstacle == nil } }
}
