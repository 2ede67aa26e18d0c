package import PipelineSpec
import Text

/// A value of the pipeline bound to the columns of a file: turns a row into text.
///
/// In this order: white space around a cell goes, then `#N/A` clears, then `extract` and `take` cut the text, then `map` applies, then the
/// blanks of the source, then `default`. A blank is never looked up twice: what `map` makes empty is blank and takes the default. Where a
/// cell is parted into several values the map is left to `ValueConversion`, which applies it to each part.
package struct ValueReader: Sendable {
    private enum Form: Sendable {
        case column(Int)
        case constant(String)
        case template([Piece])
        case location([(part: LocationParts.Part, reader: ValueReader)])
        /// A column that the file does not have reads as blank.
        case nothing
    }

    private enum Piece: Sendable {
        case text(String)
        case column(Int)
    }

    private let form: Form
    /// The columns that it reads, as the pipeline names them.
    let columnNames: [String]
    private let map: [String: String]
    /// The map is for the parts of a text.
    private var mapsParts: Bool
    private let cut: TextCut?
    private let blanks: BlankTexts
    private let fallback: RowReading

    /// - Parameters:
    ///   - columns: the index of a column by its name; unknown names are refused before and read as blank here.
    ///   - blanks: the cells that count as blank; the empty cell always does.
    package init(_ source: ValueSource, columns: (String) -> Int?, blanks: Set<String>) {
        columnNames = source.columns.map(\.value)
        switch source.form {
        case .column(let name): form = columns(name.value).map { .column($0) } ?? .nothing
        case .constant(let text): form = .constant(text)
        case .template(let template):
            form = .template(
                template.parts.compactMap { part in
                    switch part {
                    case .text(let text): .text(text)
                    case .column(let name): columns(name.value).map { .column($0) }
                    }
                })
        case .location(let location):
            form = .location(location.parts.map { ($0.part, ValueReader($0.value, columns: columns, blanks: blanks)) })
        }
        map = source.options.map
        mapsParts = source.options.separator(isMulti: false) != nil
        cut = TextCut(source.options)
        self.blanks = BlankTexts(blanks)
        fallback = source.options.fallback.map(Self.stated) ?? .blank
    }

    /// The column that the value is, where it is one as it stands: neither mapped nor put together.
    var plainColumn: Int? {
        if case .column(let index) = form, map.isEmpty { index } else { nil }
    }

    /// The column that it is read from, where it is one.
    var column: Int? {
        if case .column(let index) = form { index } else { nil }
    }

    /// Every column that it is read from.
    var columns: Set<Int> {
        switch form {
        case .column(let index): [index]
        case .constant, .nothing: []
        case .template(let pieces): Set(pieces.compactMap { if case .column(let index) = $0 { index } else { nil } })
        case .location(let parts): parts.reduce(into: []) { $0.formUnion($1.reader.columns) }
        }
    }

    /// The same for a text that `ValueConversion` parts into several values.
    func leavingMapToParts() -> ValueReader {
        var reader = self
        reader.mapsParts = true
        return reader
    }

    package var isLocation: Bool {
        if case .location = form { true } else { false }
    }

    /// The text of the row for this value. A location reads as its parts joined with ", ".
    package func read(_ cell: (Int) -> String) -> RowReading {
        switch form {
        case .nothing: return fallback
        case .constant(let text): return orFallback(mapped(Self.stated(text)))
        case .column(let index): return orFallback(mapped(reading(of: cell(index))))
        case .template(let pieces): return orFallback(mapped(fill(pieces, cell)))
        case .location(let parts):
            var texts: [String] = []
            for (_, reader) in parts {
                if case .text(let text) = reader.read(cell) { texts.append(text) }
            }
            return texts.isEmpty ? .blank : .text(texts.joined(separator: ", "))
        }
    }

    /// The parts of a location; nil when this value is not a location.
    package func readLocation(_ cell: (Int) -> String) -> LocationReading? {
        guard case .location(let parts) = form else { return nil }
        var readings: [LocationParts.Part: RowReading] = [:]
        for (part, reader) in parts { readings[part] = reader.read(cell) }
        if readings.values.allSatisfy({ $0 == .blank }) { return .blank }
        return readings.values.allSatisfy { $0 == .clear } ? .clear : .parts(LocationEdit(parts: readings))
    }

    /// A cell before `map`: trimmed, and without the guard that an export puts before a formula.
    private func reading(of cell: String) -> RowReading {
        let trimmed = CellText.trimmed(cell)
        if trimmed == CellText.clearToken { return .clear }
        // A map that names a blank cell means it: `map: { "-": None }`.
        if trimmed.isEmpty || blanks.contains(trimmed) { return map[trimmed] == nil ? .blank : .text(trimmed) }
        return reading(after: cut, of: CellText.unguarded(trimmed))
    }

    /// What `extract` and `take` leave; nothing is a blank.
    private func reading(after cut: TextCut?, of text: String) -> RowReading {
        guard let cut else { return .text(text) }
        guard let left = cut.apply(text), !left.isEmpty else { return .blank }
        return blanks.contains(left) && map[left] == nil ? .blank : .text(left)
    }

    /// The text that `extract` finds nothing in; nil where it finds something, or there is nothing to look at.
    func unmatched(_ cell: (Int) -> String) -> String? {
        guard let cut, cut.hasExpression, case .column(let index) = form else { return nil }
        let trimmed = CellText.trimmed(cell(index))
        guard !trimmed.isEmpty, trimmed != CellText.clearToken, !blanks.contains(trimmed), map[trimmed] == nil else { return nil }
        return cut.apply(CellText.unguarded(trimmed)) == nil ? trimmed : nil
    }

    /// Blank when every column used is blank; a clearing column counts as blank unless there is nothing else.
    private func fill(_ pieces: [Piece], _ cell: (Int) -> String) -> RowReading {
        var out = FilledText()
        var columns = 0
        var clears = 0
        var texts = 0
        for piece in pieces {
            switch piece {
            case .text(let text): out.add(text)
            case .column(let index):
                columns += 1
                let trimmed = CellText.trimmed(cell(index))
                if trimmed == CellText.clearToken {
                    clears += 1
                    out.addBlank()
                } else if !trimmed.isEmpty, !blanks.contains(trimmed) {
                    texts += 1
                    out.add(CellText.unguarded(trimmed))
                } else {
                    out.addBlank()
                }
            }
        }
        if columns > 0, texts == 0 { return clears > 0 ? .clear : .blank }
        guard case .text(let text) = Self.stated(out.text) else { return Self.stated(out.text) }
        return reading(after: cut, of: text)
    }

    private func mapped(_ reading: RowReading) -> RowReading {
        guard !map.isEmpty, !mapsParts, case .text(let text) = reading, let other = map[text] else { return reading }
        return Self.stated(other)
    }

    private func orFallback(_ reading: RowReading) -> RowReading {
        reading == .blank ? fallback : reading
    }

    /// Text that the pipeline itself states.
    private static func stated(_ text: String) -> RowReading {
        let trimmed = CellText.trimmed(text)
        if trimmed.isEmpty { return .blank }
        return trimmed == CellText.clearToken ? .clear : .text(trimmed)
    }
}
