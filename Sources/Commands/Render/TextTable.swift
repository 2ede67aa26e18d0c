import ArgumentParser
import CSV
import Screen

/// Rows of short texts for `ferry lists` and similar ones: aligned for a person, or CSV.
struct TextTable {
    var header: [String]
    var rows: [[String]]

    /// Columns side by side, two spaces apart; the last is not padded.
    /// - Parameter room: the width of a terminal: longer cells are cut, the widest columns first, and the first column last. Nil for none.
    func aligned(_ style: Style, within room: Int? = nil) -> String {
        let rows = rows.map { $0.map(Printable.line) }
        var widths = header.map { DisplayWidth.columns(of: $0) }
        for row in rows {
            for (index, cell) in row.enumerated() where index < widths.count {
                widths[index] = max(widths[index], DisplayWidth.columns(of: cell))
            }
        }
        if let room { Self.narrow(&widths, to: room) }
        func line(_ cells: [String]) -> String {
            let padded = cells.enumerated().map { index, cell in
                let cell = room == nil ? cell : Self.cut(cell, to: widths[index])
                return index == cells.count - 1 ? cell : DisplayWidth.padded(cell, to: widths[index])
            }
            let line = Self.trimmed(padded.joined(separator: "  "))
            return room.map { Self.cut(line, to: $0) } ?? line
        }
        return ([style.bold(line(header))] + rows.map(line)).joined(separator: "\n")
    }

    /// For a screen: names first, ids last.
    var withFirstColumnLast: TextTable {
        TextTable(
            header: Array(header.dropFirst() + header.prefix(1)), rows: rows.map { Array($0.dropFirst() + $0.prefix(1)) })
    }

    /// A column is not made narrower than this.
    private static let least = 6
    private static let gap = 2

    private static func narrow(_ widths: inout [Int], to room: Int) {
        while case let excess = widths.reduce(0, +) + gap * (widths.count - 1) - room, excess > 0 {
            // The first column says what the row is about.
            guard let widest = widths.indices.dropFirst().max(by: { widths[$0] < widths[$1] }), widths[widest] > least else { return }
            let next = widths.indices.dropFirst().filter { $0 != widest }.map { widths[$0] }.max() ?? least
            widths[widest] = max(least, min(widths[widest] - 1, next), widths[widest] - excess)
        }
    }

    private static func cut(_ text: String, to width: Int) -> String {
        DisplayWidth.columns(of: text) > width ? DisplayWidth.cut(text, to: max(0, width - 1)) + "…" : text
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

extension Terminal {
    /// Prints rows as the user asked: JSON (an array of objects), CSV, or an aligned table.
    func print(_ table: TextTable, json rows: [some Encodable], csv: Bool, empty: String) throws {
        if options.json {
            try print(json: rows)
        } else if csv {
            context.output.write(bytes: table.csv())
        } else if table.rows.isEmpty {
            note(empty)
        } else {
            print(table.aligned(style, within: context.output.isTerminal ? context.output.width : nil))
        }
    }
}

/// What `ferry lists`, `ferry views` and `ferry fields` have in common: a table, JSON or CSV.
struct TableOptions: ParsableArguments, Sendable {
    @Flag(name: .long, help: "Print CSV.")
    var csv = false

    init() {}
}
