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
        let rule = widths.enumerated().map { $0 == 0 ? String(repeating: "-", count: $1) : String(repeating: "-", count: $1 - 1) + ":" }
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

    var text: String { "### \(title)\n" + (words.isEmpty ? "" : Self.wrapped(words) + "\n\n") + table.text + "\n" }

    /// In lines as long as those of the pages under Docs/.
    private static func wrapped(_ words: String) -> String {
        var lines = [""]
        for word in words.split(whereSeparator: \.isWhitespace) {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if line.count + 1 + word.count <= 150 {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: "\n")
    }
}
