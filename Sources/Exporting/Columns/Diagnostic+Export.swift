import Diagnostics
import PipelineSpec

/// What can be wrong between an export and the account. Codes P250 to P269.
extension Diagnostic {
    static func unknownView(_ name: Spanned<String>, list: String, names: [String], in file: SourceFile) -> Diagnostic {
        let hint = NearMiss.question(name.value, among: names) ?? (names.isEmpty ? "it has none" : "its views: \(listing(names))")
        return export(.P250, "\(list) has no saved view \"\(name.value)\"", name, file, hint: hint)
    }

    static func notASheet(_ name: Spanned<String>, kind: String, in file: SourceFile) -> Diagnostic {
        export(
            .P251, "the view \"\(name.value)\" is a \(kind), and only sheet views can be read", name, file,
            hint: "save it as a sheet in Affinity, or export the whole list and choose columns")
    }

    static func exportColumn(_ name: Spanned<String>, _ failure: ColumnTable.Failure, in file: SourceFile) -> Diagnostic {
        switch failure {
        case .unknown(let names):
            let hint = NearMiss.question(name.value, among: names) ?? "columns there are: \(listing(names))"
            return export(.P252, "there is no column \"\(name.value)\"", name, file, hint: hint)
        case .notInView(let names):
            let hint = NearMiss.question(name.value, among: names) ?? "the view shows: \(listing(names))"
            return export(
                .P253, "the view does not show \"\(name.value)\"", name, file,
                hint: "add it to the view in Affinity, or leave saved-view out; \(hint)")
        case .ambiguous(let ids):
            return export(
                .P254, "more than one field is called \"\(name.value)\"", name, file, hint: "say which: \(ids.joined(separator: " or "))")
        case .noSuchPart(let part, let field, let parts):
            let hint =
                parts.isEmpty ? "it has no parts" : NearMiss.question(part, among: parts) ?? "its parts: \(parts.joined(separator: ", "))"
            return export(.P255, "\(field) has no part \"\(part)\"", name, file, hint: hint)
        }
    }

    static func unknownSortColumn(_ key: Spanned<String>, name: String, columns: [String], in file: SourceFile) -> Diagnostic {
        let hint = NearMiss.question(name, among: columns) ?? "columns of this export: \(listing(columns))"
        return export(.P256, "\"sort\" names \"\(name)\", which is not a column of this export", key, file, hint: hint)
    }

    private static func export(_ code: ExportCode, _ message: String, _ name: Spanned<String>, _ file: SourceFile, hint: String)
        -> Diagnostic
    {
        Diagnostic(.error, code: code, message, at: Location(file: file, span: name.span), hint: hint)
    }
}
