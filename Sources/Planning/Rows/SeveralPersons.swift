import CSV
import PipelineSpec
import Text

/// `split` on a person's name: a cell that names several persons makes its record count once for each of them.
package struct SeveralPersons: Sendable {
    /// What stands in a record for one of the persons, by column; all other cells are as they are.
    package typealias Cells = [Int: String]

    private let names: Int
    private let separator: String
    private let blanks: Set<String>
    /// Their e-mail addresses: one for each person, or none at all.
    private let emails: ValueReader?
    private let emailSeparator: String?

    /// - Parameters:
    ///   - names: the column of the names.
    ///   - separator: what parts them.
    init(names: Int, separator: String, emails: ValueReader?, emailSeparator: String?, blanks: Set<String>) {
        self.names = names
        self.separator = separator
        self.blanks = blanks
        // Where the address stands in the cell of the name, it goes with it.
        self.emails = emails?.plainColumn == names ? nil : emails
        self.emailSeparator = emailSeparator
    }

    /// Whether it can be said of each person which address is theirs: they have none, or a column has them.
    var hasReadableAddresses: Bool { emails == nil || emails?.plainColumn != nil }

    /// The persons of a record, in their order.
    ///
    /// - Parameter cell: the text of the record in a column.
    /// - Returns: nil where the record stays as it is: it names one person or none, or its addresses leave open whose they are.
    package func each(in cell: (Int) -> String) -> [Cells]? {
        let parts = parts(cell)
        guard parts.count > 1 else { return nil }
        let addresses = addresses(cell)
        guard addresses.isEmpty || addresses.count == parts.count else { return nil }
        let persons = parts.indices.filter { !blanks.contains(parts[$0]) }.map { index in
            var cells = [names: whole(parts[index], separator)]
            if !addresses.isEmpty, let column = emails?.plainColumn { cells[column] = whole(addresses[index], emailSeparator) }
            return cells
        }
        return persons.isEmpty ? nil : persons
    }

    /// Why a record that names several persons does not count once for each of them.
    func problem(in cell: (Int) -> String) -> ConversionProblem? {
        let parts = parts(cell)
        guard parts.count > 1, parts.contains(where: { !blanks.contains($0) }) else { return nil }
        return .severalPersons(CellText.trimmed(cell(names)), count: parts.count, addresses: addresses(cell).count)
    }

    private func parts(_ cell: (Int) -> String) -> [String] {
        let text = CellText.trimmed(cell(names))
        guard text != CellText.clearToken else { return [] }
        return PartedText.parts(of: CellText.unguarded(text), by: separator)
    }

    private func addresses(_ cell: (Int) -> String) -> [String] {
        guard case .text(let text)? = emails?.read(cell) else { return [] }
        return emailSeparator.map { PartedText.parts(of: text, by: $0) } ?? [text]
    }

    /// One part as a cell of its own, which `split` leaves whole when it reads it again.
    private func whole(_ part: String, _ separator: String?) -> String {
        guard let separator, part.contains(separator) || part.hasPrefix("\"") else { return part }
        return "\"" + part.replacing("\"", with: "\"\"") + "\""
    }
}

extension BoundPipeline {
    /// Nil where every record counts once.
    package var severalPersons: SeveralPersons? { stages.lazy.compactMap(\.source.severalPersons).first }
}
