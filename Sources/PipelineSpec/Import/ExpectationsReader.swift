import Diagnostics
import YAMLTree

/// `expect:`, the guard rails.
struct ExpectationsReader {
    let sink: DiagnosticSink

    func read(_ slot: Slot) -> Expectations {
        guard let reader = slot.mapping(Vocabulary.expect, expected: "a mapping such as { creates: \"<= 200\" }") else {
            return Expectations()
        }
        return Expectations(rules: Expectations.Subject.allCases.compactMap { rule($0, reader) })
    }

    private func rule(_ subject: Expectations.Subject, _ reader: MappingReader) -> Expectations.Rule? {
        let expected = subject == .rows ? "a number, or a text such as \"<= 200\"" : "a number, or a text such as \"<= 200\" or \"<= 2%\""
        guard let text = reader.slot(subject.rawValue)?.text(expected: expected, isWrittenOut: true) else { return nil }
        var rest = Digits.trimmed(text.value)
        let stated = Expectations.Comparison.allCases.filter { rest.hasPrefix($0.rawValue) }.max { $0.rawValue.count < $1.rawValue.count }
        if let stated { rest = Digits.trimmed(String(rest.dropFirst(stated.rawValue.count)))[...] }
        let whole = Digits.integer(rest).map(Double.init)
        let percent = Digits.percent(rest)
        if percent != nil, subject == .rows {
            sink.add(.rowsInPercent(at: sink.location(text.span)))
            return nil
        }
        // A bare percentage would mean "exactly", which no one can want.
        guard let amount = whole ?? (stated == nil ? nil : percent) else {
            sink.add(.badExpectation(subject.rawValue, text: text.value, at: sink.location(text.span)))
            return nil
        }
        return Expectations.Rule(
            subject: subject, comparison: stated ?? .equal, amount: amount, isPercent: whole == nil, text: text)
    }
}

extension Diagnostic {
    static func badExpectation(_ subject: String, text: String, at location: Location) -> Diagnostic {
        let isShare = Digits.percent(Digits.trimmed(text)) != nil
        let hint =
            isShare
            ? "say which way: \"<= \(shown(text))\""
            : "a number, or one of <=, <, >=, >, == with a number, such as \"<= 200\" or \"<= 2%\""
        return Diagnostic(.error, code: PipelineCode.P121, "\"\(subject)\" cannot be \"\(shown(text))\"", at: location, hint: hint)
    }

    static func rowsInPercent(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P121, "\"rows\" is what percentages are counted of", at: location,
            hint: "give a number, such as \"<= 5000\"")
    }
}
