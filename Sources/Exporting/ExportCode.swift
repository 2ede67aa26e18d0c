package import Diagnostics

/// What may be wrong with the names of an export.
// swift-format-ignore: AlwaysUseLowerCamelCase
package enum ExportCode: String, CodeRegistry {
    case P250, P251, P252, P253, P254, P255, P256

    package var entry: CodeEntry {
        switch self {
        case .P250: CodeEntry("the list has no such saved view", remedy: "correct the name")
        case .P251: CodeEntry("a view that is not a sheet, and so cannot be read", remedy: "name a sheet view")
        case .P252: CodeEntry("no such column for an export", remedy: "correct the name")
        case .P253: CodeEntry("a column that the view does not show", remedy: "show it in Affinity, or export the list")
        case .P254: CodeEntry("several columns of that name", remedy: "say which by id")
        case .P255: CodeEntry("a part that the field does not have", remedy: "name one that it has")
        case .P256: CodeEntry("`sort` names what is not a column of the export", remedy: "add the column, or sort by another")
        }
    }
}
