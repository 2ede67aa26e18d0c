import Diagnostics
import Planning
import Screen
import Text

/// Warnings of a plan for a person: what weighs most first, one line a kind.
struct WarningText {
    /// What lists them all: `ferry show NAME --warnings`.
    let command: String

    func lines(_ warnings: [PlanWarning]) -> [String] {
        guard !warnings.isEmpty else { return [] }
        var lines = ["  \(Numbers.count(warnings.count, "warning"))"]
        let kinds = Self.sentences(warnings)
        for kind in kinds {
            lines.append("    \(kind.sentence)")
            if let hint = kind.hint { lines.append("        \(Printable.line(hint))") }
        }
        if kinds.count < warnings.count {
            lines.append("    … each of them: \(command)")
        } else if warnings.contains(where: { $0.allRows.count > $0.rows.count }) {
            lines.append("    … all their rows: \(command)")
        }
        return lines
    }

    /// One sentence a kind.
    static func sentences(_ warnings: [PlanWarning]) -> [(sentence: String, hint: String?)] {
        kinds(warnings).map { (sentence($0), $0[0].hint) }
    }

    static func sentence(_ warning: PlanWarning) -> String {
        Printable.line(warning.message) + RowList.parenthesis(warning.rows, count: warning.count)
    }

    /// With every row of it.
    static func whole(_ warning: PlanWarning) -> String {
        let rows = warning.allRows
        let list = rows.isEmpty ? "" : " (\(rows.count == 1 ? "row" : "rows") \(rows.text.replacing(",", with: ", ")))"
        return Printable.line(warning.message) + list
    }

    /// By code, in the order of their weight.
    private static func kinds(_ warnings: [PlanWarning]) -> [[PlanWarning]] {
        var kinds: [[PlanWarning]] = []
        for warning in PlanWarning.weighed(warnings) {
            if kinds.last?[0].code == warning.code { kinds[kinds.count - 1].append(warning) } else { kinds.append([warning]) }
        }
        return kinds
    }

    private static func sentence(_ kind: [PlanWarning]) -> String {
        guard kind.count > 1 else { return sentence(kind[0]) }
        let count = kind.reduce(0) { $0 + $1.count }
        let named = kind.flatMap(\.rows)
        let rows = Set(named).sorted()
        // A row may be named by several of them.
        let list = RowList.parenthesis(Array(rows.prefix(8)), count: max(count - (named.count - rows.count), rows.count))
        let several = Numbers.grouped(kind.count)
        // Of very many the last of the kind stands for all that were not kept one by one.
        let kinds = kind.contains { $0.message == WarningCollector.further } ? "over \(several)" : several
        switch PlanningCode(rawValue: kind[0].code.text) {
        case .W401: return "\(Numbers.grouped(count)) rows have a website that is not the company's own: matched by name\(list)"
        case .W402: return "\(Numbers.grouped(count)) rows have no usable website: matched by name\(list)"
        case .W403: return "\(Numbers.grouped(count)) rows share \(kinds) records among them\(list)"
        case .W405: return "in \(Numbers.grouped(count)) cells the rows of one record disagree, and one of them counts\(list)"
        case .W408: return "\(Numbers.grouped(count)) cells hold \(kinds) texts that are not options: left out\(list)"
        case .W441: return "\(Numbers.grouped(count)) cells can't be read and are left alone\(list)"
        default:
            let most = kind.max { $0.count < $1.count } ?? kind[0]
            return "\(Printable.line(most.message)), and \(Numbers.grouped(kind.count - 1)) more like it\(list)"
        }
    }
}
