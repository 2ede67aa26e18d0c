/// That JSON does not hold what was looked for in it.
package struct JSONProblem: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// It is not JSON, or was cut.
        case malformed
        case missing
        case null
        /// Such as a text for a number.
        case otherKind
    }

    package var kind: Kind
    /// With its article: `a whole number`.
    package var expected: String
    /// In bytes from the beginning.
    package var offset: Int
    /// `data[3].entity.id`, as far as it is known.
    package var path = ""

    package init(_ kind: Kind, expected: String, offset: Int) {
        self.kind = kind
        self.expected = expected
        self.offset = offset
    }

    /// Says what is wrong, never with the text that stands there.
    package var reason: String {
        switch kind {
        case .malformed: "the answer is not readable JSON: expected \(expected) at byte \(offset)"
        case .missing where !path.isEmpty: "\(path) is missing"
        case .null where !path.isEmpty: "\(path) is null"
        case .otherKind where !path.isEmpty: "\(path) is of another kind than known"
        default: "expected \(expected) at byte \(offset) of the answer"
        }
    }

    func within(_ key: StaticString) -> JSONProblem {
        var problem = self
        problem.path = path.isEmpty || path.first == "[" ? "\(key)\(path)" : "\(key).\(path)"
        return problem
    }

    func within(element index: Int) -> JSONProblem {
        var problem = self
        problem.path = path.isEmpty || path.first == "[" ? "[\(index)]\(path)" : "[\(index)].\(path)"
        return problem
    }
}
