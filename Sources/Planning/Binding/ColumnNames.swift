/// Finds the columns that a pipeline names in the header of a spreadsheet: by the name as it stands, else by what a person sees of it, where that
/// fits one column alone.
package struct ColumnNames: Sendable {
    package enum Finding: Sendable, Hashable {
        case column(Int)
        /// From 0.
        case several([Int])
        case none
    }

    package let names: [String]
    private var exact: [String: [Int]] = [:]
    private var seen: [String: [Int]] = [:]

    package init(_ names: [String]) {
        self.names = names
        for (index, name) in names.enumerated() where !name.isEmpty {
            exact[name, default: []].append(index)
            seen[Self.folded(name), default: []].append(index)
        }
    }

    package func find(_ name: String) -> Finding {
        let found = exact[name] ?? seen[Self.folded(name)] ?? []
        return switch found.count {
        case 0: .none
        case 1: .column(found[0])
        default: .several(found)
        }
    }

    /// Without case, invisible marks and the difference between one white space and another.
    package static func folded(_ name: String) -> String {
        var out = ""
        var owesSpace = false
        for scalar in name.lowercased().unicodeScalars {
            if scalar.properties.isWhitespace {
                owesSpace = !out.isEmpty
            } else if scalar.properties.isDefaultIgnorableCodePoint {
                continue
            } else {
                if owesSpace { out += " " }
                owesSpace = false
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
