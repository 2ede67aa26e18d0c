import Diagnostics
import YAMLTree

/// `source:`, where the rows come from.
struct SourceReader {
    let findings: Findings

    func read(_ slot: Slot) -> ImportSource? {
        guard let reader = slot.mapping(Vocabulary.source, expected: "a mapping such as { csv: companies.csv }") else { return nil }
        // `xlsx:` has said that it is not supported; a missing `csv:` is no second mistake.
        let csvSlot = reader.slot("xlsx") == nil ? reader.required("csv") : reader.slot("csv")
        let csv = csvSlot.flatMap(csv)
        var source = ImportSource(csv: csv ?? Spanned("", at: slot.head))
        source.delimiter = reader.slot("delimiter").flatMap(delimiter)
        source.encoding = reader.slot("encoding")?.choice()?.value
        source.header = reader.slot("header")?.integer(in: 1...Int.max)
        if let blanks = reader.slot("blanks")?.texts(orEmpty: true) { source.blanks = blanks.map(\.value) }
        source.conditions = reader.slot("where").map(conditions) ?? []
        return csv == nil ? nil : source
    }

    private func csv(_ slot: Slot) -> Spanned<String>? {
        guard let path = slot.text(expected: "the path of a CSV file, a folder or pattern of such files, or \"-\"") else { return nil }
        guard let reason = Self.notBuilt(path.value) else { return path }
        findings.add(.notSupported(reason.what, at: findings.location(path.span), hint: reason.hint))
        return nil
    }

    /// What the language may come to read, and this version does not.
    private static func notBuilt(_ path: String) -> (what: String, hint: String)? {
        let lower = path.lowercased()
        if let kind = [".xlsx", ".xlsm", ".xls", ".ods", ".numbers"].first(where: lower.hasSuffix) {
            return ("a spreadsheet file (\(kind)) as source", "save the sheet as CSV")
        }
        if lower.contains("://") { return ("a source on the web", "download the file first") }
        return nil
    }

    private func delimiter(_ slot: Slot) -> UInt8? {
        guard let scalar = slot.scalar(expected: "one character, or \"tab\"") else { return nil }
        if scalar.text == "tab" { return 9 }
        let bytes = Array(scalar.text.utf8)
        guard bytes.count == 1, let byte = bytes.first else {
            let isBar = scalar.text.isEmpty && scalar.style == .literal
            findings.add(.badDelimiter(scalar.text, isBar: isBar, at: findings.location(scalar.span)))
            return nil
        }
        let isLetterOrDigit = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        guard !isLetterOrDigit, ![0, 10, 13, 34].contains(byte) else {
            findings.add(.badDelimiter(scalar.text, isBar: false, at: findings.location(scalar.span)))
            return nil
        }
        return byte
    }

    private func conditions(_ slot: Slot) -> [ImportSource.Condition] {
        let columns = slot.pairs(expected: "a mapping such as { Stage: [Seed, Series A] }") ?? []
        return columns.compactMap { column in
            guard let items = column.items(expected: "a list of texts") else { return nil }
            guard !items.isEmpty else {
                findings.add(.emptyList(column.name, expected: "at least one text", at: findings.location(column.node.span)))
                return nil
            }
            let values = items.compactMap { $0.text(orEmpty: true) }.map(\.value)
            guard let key = columnName(column, in: slot) else { return nil }
            return ImportSource.Condition(column: key, values: values)
        }
    }

    private func columnName(_ column: Slot, in slot: Slot) -> Spanned<String>? {
        guard !column.key.isEmpty else {
            findings.add(.emptyText(slot.name, expected: "the name of a column", at: findings.location(column.head)))
            return nil
        }
        return Spanned(column.key, at: column.head)
    }
}

extension Diagnostic {
    static func badDelimiter(_ text: String, isBar: Bool, at location: Location) -> Diagnostic {
        let hint =
            if isBar {
                "put the bar in quotes: \"|\""
            } else if text == "\\t" {
                "write tab"
            } else {
                "such as \",\" or \";\" or tab"
            }
        return Diagnostic(
            .error, code: "P110", "\"delimiter\" is one ASCII character that is no letter, digit or quote, or the word tab", at: location,
            hint: hint)
    }

    static func emptyList(_ name: String, expected: String, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: "P124", "\"\(name)\" is an empty list", at: location, hint: "expected \(expected)")
    }
}
