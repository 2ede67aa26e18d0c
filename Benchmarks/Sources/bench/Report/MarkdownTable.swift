/// A table in Markdown that is also readable as it stands. Columns but the first are set to the right.
struct MarkdownTable {
    let header: [String]
    let rows: [[String]]

    var text: String {
        let widths = header.indices.map { column in
            max(3, ([header] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 3)
        }
        func line(_ cells: [String]) -> String {
            let padded = widths.enumerated().map { column, width in
                let cell = column < cells.count ? cells[column] : ""
                let space = String(repeating: " ", count: width - cell.count)
                return column == 0 ? cell + space : space + cell
            }
            return "| " + padded.joined(separator: " | ") + " |"
        }
        let rule = widths.enumerated().map { $0.offset == 0 ? String(repeating: "-", count: $0.element) : String(repeating: "-", count: $0.element - 1) + ":" }
        return ([line(header), "| " + rule.joined(separator: " | ") + " |"] + rows.map(line)).joined(separator: "\n")
    }
}

/// A heading, a few words, a table.
struct Section {
    let title: String
    let words: String
    let table: MarkdownTable

    init(_ title: String, words: String, findings: [Finding]) {
        self.init(title, words: words, table: MarkdownTable(header: Finding.header, rows: findings.map(\.cells)))
    }

    init(_ title: String, words: String, table: MarkdownTable) {
        self.title = title
        self.words = words
        self.table = table
    }

    var text: String { "### \(title)\n" + (words.isEmpty ? "" : words + "\n\n") + table.text + "\n" }
}
