import Diagnostics
import FerryTestSupport
import Testing

@testable import YAMLTree

func parse(_ text: String, limits: YAMLLimits = YAMLLimits()) -> YAMLReading {
    YAMLParser.parse(Array(text.utf8), file: "test.yaml", limits: limits)
}

/// The tree of a text that has nothing wrong with it.
func tree(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> YAMLNode {
    let reading = parse(text)
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics.map(\.message))", sourceLocation: sourceLocation)
    return try #require(reading.root, sourceLocation: sourceLocation)
}

/// What a document is expected to be told: the places are marked in its text, one for each diagnostic.
func expect(
    _ marked: String, _ codes: String..., says message: String = "", hint: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let marked = MarkedText(marked)
    let found = parse(marked.text).diagnostics
    #expect(found.map(\.code.text) == codes, "\(found.map(\.message))", sourceLocation: sourceLocation)
    #expect(found.map(\.location?.span) == marked.spans, "\(found.map(\.message))", sourceLocation: sourceLocation)
    #expect(found.allSatisfy { $0.severity == .error }, sourceLocation: sourceLocation)
    #expect(found.contains { $0.message.contains(message) } || message.isEmpty, "\(found)", sourceLocation: sourceLocation)
    #expect(found.contains { $0.hint?.contains(hint) ?? false } || hint.isEmpty, "\(found)", sourceLocation: sourceLocation)
}

extension YAMLNode {
    /// The tree as a short text, so that a test can show it: texts in quotes, `_` for nothing.
    var shape: String {
        switch self {
        case .scalar(let scalar): scalar.isAbsent ? "_" : "\"\(scalar.text)\""
        case .sequence(let sequence): "[" + sequence.items.map(\.shape).joined(separator: ", ") + "]"
        case .mapping(let mapping): "{" + mapping.pairs.map { "\($0.key.text): \($0.value.shape)" }.joined(separator: ", ") + "}"
        case .unreadable: "?"
        }
    }

    subscript(key: String) -> YAMLNode? {
        if case .mapping(let mapping) = self { mapping[key] } else { nil }
    }
}
