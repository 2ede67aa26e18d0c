import Diagnostics
import YAMLTree

/// `where:`, which rows of the source count: by column a list of texts, or tests that must all hold.
struct ConditionsReader {
    let sink: DiagnosticSink

    private static let expected = "a list of texts, or tests such as { \">\": 100000 }"

    func read(_ slot: Slot) -> [ImportSource.Condition] {
        let columns = slot.pairs(expected: "a mapping such as { Stage: [Seed, Series A] }") ?? []
        return columns.compactMap { column in
            let found: ImportSource.Condition? =
                if case .mapping = column.node {
                    tests(column)
                } else {
                    texts(column, expected: Self.expected).map { condition(column, [$0]) }
                }
            guard column.key.isEmpty else { return found }
            sink.add(.emptyText(slot.name, expected: "the name of a column", at: sink.location(column.head)))
            return nil
        }
    }

    private func condition(_ column: Slot, _ tests: [ImportSource.Condition.Test] = []) -> ImportSource.Condition {
        ImportSource.Condition(column: Spanned(column.key, at: column.head), tests: tests)
    }

    private func texts(_ slot: Slot, expected: String) -> ImportSource.Condition.Test? {
        guard let items = slot.items(expected: expected) else { return nil }
        guard !items.isEmpty else {
            sink.add(.emptyList(slot.name, expected: "at least one text", at: sink.location(slot.node.span)))
            return nil
        }
        return .oneOf(items.compactMap { $0.text(orEmpty: true) }.map(\.value))
    }

    private func tests(_ column: Slot) -> ImportSource.Condition? {
        guard let reader = column.mapping(Vocabulary.condition, expected: Self.expected) else { return nil }
        guard Vocabulary.tests.contains(where: { reader.slot($0.name) != nil }) || reader.hasUnknownKeys else {
            sink.add(.noValue(column.name, expected: Self.expected, at: sink.location(column.head)))
            return nil
        }
        var condition = condition(column)
        if let slot = reader.slot("in"), let test = texts(slot, expected: "a list of texts") { condition.tests.append(test) }
        if let text = reader.slot("=")?.text(orEmpty: true) { condition.tests.append(.oneOf([text.value])) }
        if let text = reader.slot("!=")?.text(orEmpty: true) { condition.tests.append(.not(text.value)) }
        for comparison in ImportSource.Condition.Comparison.allCases {
            guard let operand = reader.slot(comparison.rawValue).flatMap(operand) else { continue }
            condition.tests.append(.compared(comparison, operand))
        }
        if let text = reader.slot("matches")?.regularExpression() { condition.tests.append(.matches(text)) }
        if let isBlank = reader.slot("blank")?.boolean() { condition.tests.append(.blank(isBlank)) }
        condition.decimal = reader.slot("decimal")?.decimalMark()
        if let scalar = reader.slot("format")?.scalar(expected: "a date pattern such as dd/MM/yyyy"),
            sink.isDatePattern(scalar, isWritten: false)
        {
            condition.format = scalar.text
        }
        return condition
    }

    private func operand(_ slot: Slot) -> ImportSource.Condition.Operand? {
        let expected = "a number such as 100000, or a day such as 2026-01-31"
        guard let scalar = slot.scalar(expected: expected) else { return nil }
        if let operand = ImportSource.Condition.Operand(scalar.text) { return operand }
        sink.add(.notInRange(slot.name, text: scalar.text, expected: expected, at: sink.location(scalar.span)))
        return nil
    }
}
