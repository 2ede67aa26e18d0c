import Diagnostics
import Text
import YAMLTree

/// `require-approval:`.
struct ApprovalReader {
    let sink: DiagnosticSink

    /// What `above` looks like, for the schema.
    static let thresholdPattern = "^ *[0-9]+ +(\(ApprovalRule.Unit.words.joined(separator: "|"))) *$"

    func read(_ slot: Slot) -> ApprovalRule? {
        let expected = "a mapping such as { above: 500 cells }"
        guard let reader = slot.mapping(Vocabulary.approval, expected: expected) else { return nil }
        var rule = ApprovalRule()
        rule.above = reader.slot("above").flatMap(threshold)
        rule.removals = reader.slot("removals").flatMap { $0.choice()?.value }
        rule.from = reader.slot("from").map(addresses) ?? []
        return rule
    }

    private func threshold(_ slot: Slot) -> ApprovalRule.Threshold? {
        let expected = "a number with what is counted, such as 500 cells"
        guard let text = slot.text(expected: expected, isWrittenOut: true) else { return nil }
        let words = text.value.split(separator: " ")
        guard words.count == 2, let amount = Digits.integer(words[0]), let unit = ApprovalRule.Unit(rawValue: String(words[1])) else {
            sink.add(.badThreshold(text.value, at: sink.location(text.span)))
            return nil
        }
        return ApprovalRule.Threshold(amount: amount, unit: unit)
    }

    private func addresses(_ slot: Slot) -> [String] {
        let expected = "a list of e-mail addresses"
        guard let items = slot.items(expected: expected) else { return [] }
        // Nobody could approve.
        if items.isEmpty { sink.add(.emptyList(slot.name, expected: expected, at: sink.location(slot.head))) }
        return items.compactMap { item in
            guard let text = item.text(expected: "an e-mail address", isWrittenOut: true) else { return nil }
            guard let address = EmailText.parse(text.value) else {
                sink.add(.badApprover(text.value, at: sink.location(text.span)))
                return nil
            }
            return address
        }
    }
}

extension Diagnostic {
    fileprivate static func badThreshold(_ text: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P146, "\"above\" cannot be \"\(shown(text))\"", at: location,
            hint: "a number with what is counted: \(ApprovalRule.Unit.words.map { "500 \($0)" }.joined(separator: ", "))")
    }

    fileprivate static func badApprover(_ text: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P147, "\"\(shown(text))\" is not an e-mail address", at: location,
            hint: "name users of the account by their address in Affinity, such as ada@contoso.vc")
    }
}
