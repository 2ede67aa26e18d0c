/// Keeps cells from being taken for formulas by a spreadsheet program: one that starts with `=`, `+`, `-`, `@`, a tab or a carriage
/// return gets a `'` in front. Cells that look guarded already get another one, so that taking one away always gives the cell back.
package enum FormulaGuard {
    package static let mark = UInt8(ascii: "'")

    /// Whether a cell that is written has to be guarded.
    package static func isNeeded(_ cell: some Collection<UInt8>) -> Bool {
        guard let first = cell.first, isOpening(first) || first == mark else { return false }
        return cell.first { $0 != mark }.map(isOpening) ?? false
    }

    /// A cell as it was before it was guarded.
    package static func removed(from cell: String) -> String {
        guard cell.utf8.first == mark, isNeeded(cell.utf8) else { return cell }
        return String(cell.dropFirst())
    }

    private static func isOpening(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
        default: false
        }
    }
}
