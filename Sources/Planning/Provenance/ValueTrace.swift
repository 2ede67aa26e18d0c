import PipelineSpec
import Text

/// How a value came about in one row: the cells it was read from, what the pipeline made of their texts, and what was left.
package struct ValueTrace: Sendable, Hashable {
    package struct Cell: Sendable, Hashable {
        package var column: String
        /// As it stands in the spreadsheet.
        package var text: String
    }

    /// One thing that the pipeline did: `map`, `default`, `split`, `template`.
    package struct Step: Sendable, Hashable {
        package var name: String
        /// Several after `split`.
        package var texts: [String]
    }

    package struct Part: Sendable, Hashable {
        /// `city` and similar ones.
        package var part: String
        package var trace: ValueTrace
    }

    /// In the order of the value; none for a constant.
    package var cells: [Cell] = []
    /// The text that the pipeline states for every row.
    package var constant: String?
    package var steps: [Step] = []
    /// What was left, before it became a number, a date or an option. With `split` the parts are in the last step.
    package var reading: RowReading = .blank
    /// Of a location.
    package var parts: [Part] = []

    /// Whether there is nothing to set.
    package var isBlank: Bool { parts.isEmpty ? reading == .blank : parts.allSatisfy(\.trace.isBlank) }
}

/// Says of any row of a run how its values came about, from the record as the run file keeps it. The same code reads the texts
/// as when the plan was made.
package struct ValueTracer: Sendable {
    private let origins: PlanOrigins
    private let columns: ColumnNames
    private var record: [String]

    /// - Parameter record: the row's cells, in the order of `header`.
    package init(_ origins: PlanOrigins, header: [String], record: [String] = []) {
        self.origins = origins
        self.record = record
        columns = ColumnNames(header)
    }

    /// The same for another row.
    package func reading(_ record: [String]) -> ValueTracer {
        var other = self
        other.record = record
        return other
    }

    /// The cells that a field's value is read from, without what became of them.
    package func sources(_ field: Int) -> [ValueTrace.Cell] {
        guard origins.cells.indices.contains(field) else { return [] }
        return origins.cells[field].value.columns.map { ValueTrace.Cell(column: $0, text: text($0)) }
    }

    /// `name`, `domain`: what the row says of its record.
    package func key(_ name: String) -> ValueTrace? { origins.keys[name].map(trace) }

    /// What the row says for a field, by its index in `PlanFrame.fields`.
    package func cell(_ field: Int) -> ValueTrace? {
        origins.cells.indices.contains(field) ? trace(origins.cells[field].value) : nil
    }

    private func trace(_ origin: ValueOrigin) -> ValueTrace {
        var trace = ValueTrace()
        if case .location(let parts) = origin.form {
            trace.parts = parts.map { ValueTrace.Part(part: $0.part, trace: self.trace($0.value)) }
            trace.cells = trace.parts.flatMap(\.trace.cells)
            return trace
        }
        trace.cells = origin.columns.map { ValueTrace.Cell(column: $0, text: text($0)) }
        if case .constant(let text) = origin.form { trace.constant = text }
        let plain = read(origin, map: false, fallback: false)
        if case .template = origin.form, case .text(let text) = plain { trace.add("template", [text]) }
        let isSplit = origin.split != nil && origin.take == nil
        let mapped = isSplit ? plain : read(origin, map: true, fallback: false)
        if mapped != plain { trace.add("map", mapped) }
        trace.reading = mapped
        if mapped == .blank, origin.fallback != nil {
            trace.reading = read(origin, map: !isSplit, fallback: true)
            trace.add("default", trace.reading)
        }
        if isSplit, let separator = origin.split, case .text(let text) = trace.reading { trace.split(text, by: separator, map: origin.map) }
        return trace
    }

    private func read(_ origin: ValueOrigin, map: Bool, fallback: Bool) -> RowReading {
        ValueReader(origin.source(map: map, fallback: fallback), columns: column, blanks: Set(origins.blanks))
            .read { record.indices.contains($0) ? record[$0] : "" }
    }

    private func text(_ column: String) -> String {
        guard let index = self.column(column), record.indices.contains(index) else { return "" }
        return record[index]
    }

    private func column(_ name: String) -> Int? {
        if case .column(let index) = columns.find(name) { index } else { nil }
    }
}

extension ValueTrace {
    fileprivate mutating func add(_ name: String, _ texts: [String]) { steps.append(Step(name: name, texts: texts)) }

    fileprivate mutating func add(_ name: String, _ reading: RowReading) {
        switch reading {
        case .text(let text): add(name, [text])
        case .clear: add(name, [CellText.clearToken])
        case .blank: add(name, [""])
        }
    }

    /// The parts of the text; a cell of one part needs no word about it.
    fileprivate mutating func split(_ text: String, by separator: String, map: [String: String]) {
        let parts = PartedText.parts(of: text, by: separator)
        if parts != [text] { add("split", parts) }
        let mapped = parts.map { part in map[part].map(CellText.trimmed) ?? part }.filter { !$0.isEmpty }
        if mapped != parts { add("map", mapped) }
        if mapped.isEmpty { reading = .blank }
    }
}
