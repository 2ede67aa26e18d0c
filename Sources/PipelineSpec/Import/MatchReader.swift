import Diagnostics
import YAMLTree

/// `match:` of a `create-*` step.
struct MatchReader {
    let kind: RecordKind
    let sink: DiagnosticSink

    /// The keys that can be read, each once.
    func read(_ slot: Slot) -> [Spanned<CreateRecords.Key>] {
        guard let items = slot.items(expected: "a list of texts") else { return [] }
        let words = Vocabulary.matchWords(kind)
        if items.isEmpty {
            let expected = "at least one of \(words.joined(separator: ", "))"
            sink.add(.emptyList("match", expected: expected, at: sink.location(slot.node.span)))
        }
        var keys: [Spanned<CreateRecords.Key>] = []
        for item in items {
            guard let text = item.text(expected: "one of \(words.joined(separator: ", "))", isWrittenOut: true) else { continue }
            guard let key = key(text.value) else {
                sink.add(.badMatch(text.value, words: words, at: sink.location(text.span)))
                continue
            }
            if keys.contains(where: { $0.value == key }) {
                sink.add(.matchTwice(text.value, at: sink.location(text.span)))
            } else {
                keys.append(Spanned(key, at: text.span))
            }
        }
        return keys
    }

    private func key(_ text: String) -> CreateRecords.Key? {
        if text.hasPrefix("field-"), Digits.integer(text.dropFirst("field-".count)) != nil { return .field(text) }
        guard Vocabulary.matchWords(kind).contains(text) else { return nil }
        return [.domain, .email, .name, .id].first { $0.text == text }
    }
}

extension Diagnostic {
    static func badMatch(_ text: String, words: [String], at location: Location) -> Diagnostic {
        let listed = "one of \(words.joined(separator: ", ")), or a field's id such as field-1234"
        return Diagnostic(
            .error, code: PipelineCode.P105, "\"match\" cannot be \"\(shown(text))\"", at: location,
            hint: NearMiss.question(text, among: words) ?? listed)
    }

    static func matchTwice(_ text: String, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P116, "\"match\" names \"\(text)\" twice", at: location, hint: "remove one of them")
    }
}
