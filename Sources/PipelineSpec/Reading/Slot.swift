import Diagnostics
import YAMLTree

/// A value and the key or list it stands under: each reading method gives the value as what its place expects, or says
/// what is wrong and gives nil.
struct Slot {
    /// As messages call it: the key, or the key of the list.
    let name: String
    /// The key in full, as written; empty for an item of a list.
    let key: String
    let node: YAMLNode
    /// The key, or the item itself in a list.
    let head: SourceSpan
    let sink: DiagnosticSink

    init(key: YAMLScalar, node: YAMLNode, sink: DiagnosticSink) {
        name = Diagnostic.shown(key.text)
        self.key = key.text
        self.node = node
        head = key.span
        self.sink = sink
    }

    init(itemOf list: Slot, node: YAMLNode) {
        name = list.name
        key = ""
        self.node = node
        head = node.span
        sink = list.sink
    }

    /// Nothing was written behind the colon or the dash.
    var isAbsent: Bool {
        if case .scalar(let scalar) = node { scalar.isAbsent } else { false }
    }

    func location(_ span: SourceSpan) -> Diagnostic.Location { sink.location(span) }

    /// A scalar that holds something and is written out. Quotes make no difference: a scalar means what its place expects.
    func scalar(expected: String) -> YAMLScalar? {
        guard let scalar = anyScalar(expected: expected) else { return nil }
        guard let tag = scalar.tag else { return scalar }
        sink.add(.outsideHasNoPlace(tag, in: name, expected: expected, at: location(scalar.span)))
        return nil
    }

    /// A scalar that holds something, perhaps from outside the file (`!env`, `!var`).
    private func anyScalar(expected: String) -> YAMLScalar? {
        guard case .scalar(let scalar) = node else {
            wrongType(expected: expected)
            return nil
        }
        guard !scalar.isAbsent else {
            sink.add(.noValue(name, expected: expected, at: location(head)))
            return nil
        }
        return scalar
    }

    /// - Parameters:
    ///   - orEmpty: whether `""` is a value here.
    ///   - isWrittenOut: whether it is a word of the language, which cannot come from outside the file.
    func text(expected: String = "a text", orEmpty: Bool = false, isWrittenOut: Bool = false) -> Spanned<String>? {
        guard let scalar = isWrittenOut ? scalar(expected: expected) : anyScalar(expected: expected) else { return nil }
        guard orEmpty || !scalar.text.isEmpty else {
            sink.add(.emptyText(name, expected: expected, at: location(scalar.span)))
            return nil
        }
        return Spanned(scalar.text, at: scalar.span)
    }

    /// A text that nothing shows when it comes from the environment.
    func guarded(expected: String, orEmpty: Bool = false) -> GuardedText? {
        guard let text = text(expected: expected, orEmpty: orEmpty), case .scalar(let scalar) = node else { return nil }
        return GuardedText(text.value, isSecret: scalar.tag == OutsideValue.Origin.environment.rawValue)
    }

    func choice<C: Choice>(_ type: C.Type = C.self) -> Spanned<C>? {
        let listed = C.words.joined(separator: ", ")
        guard let scalar = scalar(expected: C.words.count == 1 ? listed : "one of \(listed)") else { return nil }
        guard let value = C(rawValue: scalar.text) else {
            sink.add(.notOneOf(name, text: scalar.text, words: C.words, at: location(scalar.span)))
            return nil
        }
        return Spanned(value, at: scalar.span)
    }

    /// YAML 1.1's words for yes and no.
    func boolean() -> Bool? {
        guard let scalar = scalar(expected: "true or false") else { return nil }
        switch scalar.text.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            sink.add(.notOneOf(name, text: scalar.text, words: ["true", "false"], at: location(scalar.span)))
            return nil
        }
    }

    func integer(in range: ClosedRange<Int>) -> Int? {
        let expected =
            "a whole number from \(range.lowerBound)" + (range.upperBound == .max ? "" : " to \(range.upperBound)")
        guard let scalar = scalar(expected: expected) else { return nil }
        guard let value = Digits.integer(scalar.text), range.contains(value) else {
            sink.add(.notInRange(name, text: scalar.text, expected: expected, at: location(scalar.span)))
            return nil
        }
        return value
    }

    /// The items of a list, each to be read on its own.
    func items(expected: String) -> [Slot]? {
        switch node {
        case .sequence(let sequence):
            return sequence.items.map { Slot(itemOf: self, node: $0) }
        case .scalar(let scalar) where scalar.isAbsent:
            sink.add(.noValue(name, expected: expected, at: location(head)))
            return nil
        default:
            wrongType(expected: expected)
            return nil
        }
    }

    /// A list of texts; items that are not texts are reported and left out.
    func texts(orEmpty: Bool) -> [Spanned<String>]? {
        items(expected: "a list of texts")?.compactMap { $0.text(orEmpty: orEmpty) }
    }

    /// The pairs of a mapping whose keys are names of the user's own.
    func pairs(expected: String) -> [Slot]? {
        mapping(expected: expected)?.pairs.map { Slot(key: $0.key, node: $0.value, sink: sink) }
    }

    /// A mapping of known keys; unknown ones are reported.
    func mapping(_ keys: KeySet, expected: String) -> MappingReader? {
        guard let mapping = mapping(expected: expected) else { return nil }
        var reader = MappingReader(mapping, keys: keys, name: "\"\(name)\"", head: head, sink: sink)
        reader.checkKeys()
        return reader
    }

    private func mapping(expected: String) -> YAMLMapping? {
        switch node {
        case .mapping(let mapping) where mapping.pairs.isEmpty:
            sink.add(.noValue(name, expected: expected, at: location(head)))
            return nil
        case .mapping(let mapping):
            return mapping
        case .scalar(let scalar) where scalar.isAbsent:
            sink.add(.noValue(name, expected: expected, at: location(head)))
            return nil
        default:
            wrongType(expected: expected)
            return nil
        }
    }

    func wrongType(expected: String) {
        if case .unreadable = node { return }
        sink.add(.wrongType(name, expected: expected, found: node, at: location(node.span)))
    }
}
