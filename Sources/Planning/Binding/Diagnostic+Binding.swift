import Affinity
import Diagnostics
import PipelineSpec

/// What can be wrong between a pipeline, its spreadsheet and the account. Codes P200 to P249.
extension Diagnostic {
    static func unknownColumn(_ name: Spanned<String>, header: [String], source: String, in file: SourceFile) -> Diagnostic {
        let hint =
            NearMiss.question(name.value, among: header.map(oneLine))
            ?? "its columns: \(listing(header.filter { !$0.isEmpty }.map(oneLine)))"
        return error(.P201, "\(source) has no column \"\(name.value)\"", name, in: file, hint: hint)
    }

    /// - Parameter columns: from 0.
    static func doubledColumn(_ name: Spanned<String>, columns: [Int], source: String, in file: SourceFile) -> Diagnostic {
        let places = columns.map { String($0 + 1) }.joined(separator: ", ")
        return error(
            .C305, "\(source) has \(columns.count) columns \"\(name.value)\" (\(places))", name, in: file,
            hint: "rename the one that is meant; columns that are not used may share a name")
    }

    static func otherListKind(_ name: Spanned<String>, kind: EntityKind, expected: RecordKind, in file: SourceFile) -> Diagnostic {
        let found = RecordKind(kind).plural
        return error(
            .P204, "\"\(name.value)\" is a list of \(found), and these rows are \(expected.plural)", name, in: file,
            hint: "name a list of \(expected.plural)")
    }

    static func keyNotSet(_ key: Spanned<String>, in file: SourceFile) -> Diagnostic {
        error(
            .P244, "\"match\" names \(key.value), and no set-fields of these records sets it", key, in: file,
            hint: "add \(key.value) to set-fields: its value is what the rows are matched by")
    }

    static func noRecord(_ of: Spanned<RecordKind>, in file: SourceFile) -> Diagnostic {
        error(
            .P246, "no step above finds or makes \(of.value.withArticle)", of.map(\.rawValue), in: file,
            hint: "put create-\(of.value.plural) or find before it, or remove of")
    }

    static func splitName(at span: SourceSpan, reason: String, in file: SourceFile) -> Diagnostic {
        Diagnostic(.error, code: PlanningCode.P248, "a name cannot be split here", at: Location(file: file, span: span), hint: reason)
    }

    static func opportunityOnList(_ list: Spanned<String>, in file: SourceFile) -> Diagnostic {
        error(
            .P247, "an opportunity stands on one list, with which it is made", list, in: file,
            hint: "remove the step: create-opportunities names the list")
    }

    static func fixedOptions(_ name: Spanned<String>, reason: String, in file: SourceFile) -> Diagnostic {
        error(
            .P245, "\"\(name.value)\" cannot get new options: \(reason)", name, in: file,
            hint: "say unknown-option: reject or skip, or add the options in Affinity")
    }

    static func listTwice(_ name: Spanned<String>, name list: String, in file: SourceFile) -> Diagnostic {
        error(
            .P205, "the rows are added to \(list) already", name, in: file,
            hint: "remove the second add-to-list and put its fields under the first")
    }

    static func unknownField(
        _ name: Spanned<String>, list: String?, kind: RecordKind, names: [String], in file: SourceFile
    ) -> Diagnostic {
        let owner = list.map { "neither \($0) nor the \(kind.rawValue) has a field" } ?? "\(kind.plural) have no field"
        let near = NearMiss.names(near: name.value, among: names)
        let hint = near.isEmpty ? "fields: \(listing(names))" : "fields with near names: \(listing(near))"
        return error(.P231, "\(owner) \"\(name.value)\"", name, in: file, hint: hint)
    }

    static func ambiguousField(_ name: Spanned<String>, choices: [String], in file: SourceFile) -> Diagnostic {
        error(
            .P232, "more than one field is called \"\(name.value)\"", name, in: file,
            hint: "write \(choices.joined(separator: " or "))")
    }

    static func readOnlyField(_ name: Spanned<String>, reason: String, in file: SourceFile) -> Diagnostic {
        error(.P233, "\"\(name.value)\" cannot be set: \(reason)", name, in: file, hint: "remove the line")
    }

    static func appendToSingle(_ name: Spanned<String>, type: FieldValueType, in file: SourceFile) -> Diagnostic {
        error(
            .P235, "\"\(name.value)\" holds one value (\(type)), so nothing can be appended to it", name, in: file,
            hint: "use existing: overwrite or fill")
    }

    static func splitOfSingle(_ name: Spanned<String>, type: FieldValueType, in file: SourceFile) -> Diagnostic {
        error(.P236, "\"\(name.value)\" holds one value (\(type)), so its cells cannot be split", name, in: file, hint: "remove split")
    }

    static func wrongForm(_ name: Spanned<String>, type: FieldValueType, expected: String, in file: SourceFile) -> Diagnostic {
        error(.P237, "\"\(name.value)\" is of type \(type) and cannot take this value", name, in: file, hint: expected)
    }

    static func fieldSetTwice(_ name: Spanned<String>, id: String, in file: SourceFile) -> Diagnostic {
        error(.P238, "\"\(name.value)\" is set twice (\(id))", name, in: file, hint: "keep one of the two")
    }

    static func wrongKind(_ kind: Spanned<String>, reason: String, in file: SourceFile) -> Diagnostic {
        error(.P239, reason, kind, in: file, hint: "remove \"as\": the field's own type is used then")
    }

    static func badFormat(_ format: Spanned<String>, reason: String, hint: String?, in file: SourceFile) -> Diagnostic {
        error(.P242, reason, format, in: file, hint: hint)
    }

    static func formatWithoutDate(_ format: Spanned<String>, type: FieldValueType, in file: SourceFile) -> Diagnostic {
        error(.P243, "a format is for dates, and the field is of type \(type)", format, in: file, hint: "remove format, or state as: date")
    }

    static func unknownConstant(_ value: Spanned<String>, reason: String, hint: String?, in file: SourceFile) -> Diagnostic {
        error(.P241, reason, value, in: file, hint: hint)
    }

    private static func error(_ code: PlanningCode, _ message: String, _ name: Spanned<String>, in file: SourceFile, hint: String)
        -> Diagnostic
    {
        error(code, message, name, in: file, hint: Optional(hint))
    }

    private static func error(_ code: PlanningCode, _ message: String, _ name: Spanned<String>, in file: SourceFile, hint: String?)
        -> Diagnostic
    {
        Diagnostic(.error, code: code, message, at: Location(file: file, span: name.span), hint: hint)
    }

    /// Excel lets a column name have line breaks.
    private static func oneLine(_ name: String) -> String { name.contains(where: \.isNewline) ? ColumnNames.folded(name) : name }
}
