/// Keeps cells from being taken for formulas by a spreadsheet program: one that starts with `=`, `+`, `-`, `@`, a tab or a carriage
/// return gets a `'` in front. Cells that look guarded already get another one, so that taking one away always gives the cell back.
package enum FormulaGuard {
    package static let mark = UInt8(ascii: "'")

    /// Whether a cell that is written has to be guarded.
    package static func isNeeded(_ cell: some Collection<UInt8>) -> Bool {
        guard let first = cell.first, isOpening(first) || first == mark else { return false }
        return cell.first { $0 != mark }.map(isOpening) ?? false
    }

    /// Whether a cell is a number and nothing else, such as `-5` or `-0.25`: no formula, whatever it starts with.
    package static func isNumber(_ cell: some Collection<UInt8>) -> Bool {
        let digits = cell.first == UInt8(ascii: "-") ? cell.dropFirst() : cell[...]
        let halves = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        return halves.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 &- 0x30 < 10 } }
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
