import Diagnostics
import YAMLTree

/// `set-fields:`, the assignments of one step.
struct SetFieldsReader {
    let sink: DiagnosticSink
    /// The step's defaults, over those of the file.
    let policies: Policies
    let of: Spanned<RecordKind>?

    func read(_ slot: Slot) -> SetFields? {
        guard let fields = slot.pairs(expected: "a mapping such as { Status: Stage }") else { return nil }
        var firstKeys: [String: SourceSpan] = [:]
        let assignments = fields.compactMap { field -> Assignment? in
            warnOfPolicy(field)
            guard let assignment = assignment(field) else { return nil }
            if let first = firstKeys[assignment.field.value] {
                sink.add(.fieldTwice(assignment.field.value, line: first.start.line, at: sink.location(assignment.field.span)))
            } else {
                firstKeys[assignment.field.value] = assignment.field.span
            }
            return assignment
        }
        return SetFields(span: slot.head, assignments: assignments, of: of)
    }

    private func assignment(_ slot: Slot) -> Assignment? {
        guard !slot.key.isEmpty else {
            sink.add(.emptyText("set-fields", expected: "the name of a field", at: sink.location(slot.head)))
            return nil
        }
        let key = Spanned(slot.key, at: slot.head)
        var field: Spanned<String>? = key
        var own = Policies()
        let value: ValueSource?
        if case .mapping = slot.node {
            guard let reader = slot.mapping(Vocabulary.assignment, expected: ValueReader.expected) else { return nil }
            if let named = reader.slot("field") { field = named.text(expected: "the name or id of a field") }
            own = Policies(reader)
            value = ValueReader(.field, sink: sink).read(reader)
        } else {
            value = ValueReader(.field, sink: sink).read(slot)
        }
        guard let value, let field, hasName(field) else { return nil }
        let all = own.over(policies)
        return Assignment(
            field: field, key: key, value: value, existing: all.existing ?? .overwrite, blank: all.blank ?? .keep,
            unknownOption: all.unknownOption, invalid: all.invalid ?? .reject, onRefusal: all.onRefusal ?? .split)
    }

    /// `list.`, `organization.` and similar ones say where a field is; its name follows.
    private func hasName(_ field: Spanned<String>) -> Bool {
        guard field.value == "list." || RecordKind.allCases.contains(where: { field.value == "\($0.rawValue)." }) else { return true }
        sink.add(.emptyText(field.value, expected: "the name of a field behind the point", at: sink.location(field.span)))
        return false
    }

    /// `existing: overwrite` among the fields sets a field of that name, which is hardly ever meant.
    private func warnOfPolicy(_ field: Slot) {
        guard case .scalar(let value) = field.node else { return }
        let words: [String] =
            switch field.key {
            case "existing": Assignment.Existing.allCases.map(\.rawValue)
            case "blank": Assignment.Blank.allCases.map(\.rawValue)
            case "unknown-option": Assignment.UnknownOption.allCases.map(\.rawValue)
            case "invalid": Assignment.Invalid.allCases.map(\.rawValue)
            case "on-refusal": Assignment.OnRefusal.allCases.map(\.rawValue)
            default: []
            }
        if words.contains(value.text) { sink.add(.policyAsField(field.key, at: sink.location(field.head))) }
    }
}

extension Diagnostic {
    static func fieldTwice(_ field: String, line: Int, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P128, "the field \"\(shown(field))\" is set twice in this step", at: location,
            hint: "it is set on line \(line) already")
    }

    static func policyAsField(_ key: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .warning, code: PipelineCode.P142, "\"\(key)\" is taken for the name of a field here", at: location,
            hint: "as a default of the step it stands beside \"set-fields\", not under it")
    }
}
