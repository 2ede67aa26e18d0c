import CSV
import Screen

/// Rows of short texts for `ferry lists` and similar ones: aligned for a person, or CSV.
struct TextTable {
    var header: [String]
    var rows: [[String]]

    /// Columns side by side, two spaces apart; the last is not padded.
    func aligned(_ style: Style) -> String {
        let rows = rows.map { $0.map(Printable.line) }
        var widths = header.map { DisplayWidth.of($0) }
        for row in rows {
            for (index, cell) in row.enumerated() where index < widths.count { widths[index] = max(widths[index], DisplayWidth.of(cell)) }
        }
        func line(_ cells: [String]) -> String {
            let padded = cells.enumerated().map { index, cell in
                index == cells.count - 1 ? cell : DisplayWidth.padded(cell, to: widths[index])
            }
            return Self.trimmed(padded.joined(separator: "  "))
        }
        return ([style.bold(line(header))] + rows.map(line)).joined(separator: "\n")
    }

    /// Without the blanks that an empty last column leaves.
    static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line = line.dropLast() }
        return String(line)
    }

    func csv() -> [UInt8] {
        var writer = RecordWriter(dialect: Dialect())
        for row in [header] + rows {
            writer.beginRecord()
            for cell in row { writer.append(field: Array(cell.utf8), isGuarded: true) }
            writer.finishRecord()
        }
        return writer.takeBytes()
    }
}
