import Diagnostics
import YAMLTree

/// A text that a pipeline takes from outside: `!env NAME` from the environment, `!var NAME` from whoever starts the command.
package struct OutsideValue: Sendable, Hashable, Codable {
    package enum Origin: String, CaseIterable, Sendable, Codable {
        case environment = "env"
        case variable = "var"
    }

    package var origin: Origin
    package var name: String
    /// It is data: plans and run files show it, unless `isSecret`.
    package var text: String
    /// It stands only where the source is reached, and may be a password: its text is not kept, and is something else in its place.
    package var isSecret: Bool?

    package init(_ origin: Origin, _ name: String, _ text: String) {
        self.origin = origin
        self.name = name
        self.text = text
    }

    /// A secret of which the name alone is kept.
    init(secret name: String) {
        self.init(.environment, name, "(not kept)")
        isSecret = true
    }

    /// As the pipeline has it.
    package var written: String { "!\(origin.rawValue) \(name)" }

    /// Letters, digits, `_`, `-` and `.`, beginning with a letter or `_`.
    package static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == 95 || isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || [95, 45, 46].contains($0) } && text.utf8.count <= 100
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
}

/// What `!env` and `!var` can be.
package struct OutsideValues: Sendable {
    package var environment: [String: String]
    package var variables: [String: String]
    /// Variables of the environment that hold a secret of Ferry's own: no pipeline writes them anywhere.
    private let secrets: Set<String>

    /// - Parameter keyVariables: further variables of the environment that hold a key.
    package init(environment: [String: String] = [:], variables: [String: String] = [:], keyVariables: Set<String> = []) {
        self.environment = environment
        self.variables = variables
        secrets = keyVariables.union(["AFFINITY_API_KEY", "AFFINITY_API_KEY_COMMAND", "NANGO_SECRET_KEY", "AFFINITY_API_KEY_FILE"])
    }

    /// Those that a plan was made with.
    package init(_ values: [OutsideValue]) {
        self.init()
        for value in values {
            switch value.origin {
            case .environment: environment[value.name] = value.text
            case .variable: variables[value.name] = value.text
            }
        }
    }

    /// The environment without Ferry's own secrets, for programs that a pipeline runs.
    package var environmentWithoutSecrets: [String: String] { environment.filter { !secrets.contains($0.key) } }

    package func text(_ origin: OutsideValue.Origin, _ name: String) -> String? {
        origin == .environment ? environment[name] : variables[name]
    }

    func isSecret(_ origin: OutsideValue.Origin, _ name: String) -> Bool { origin == .environment && secrets.contains(name) }

    /// What `!env` or `!var` may name.
    func names(of origin: OutsideValue.Origin) -> [String] {
        (origin == .environment ? environment.keys : variables.keys).filter { !isSecret(origin, $0) }.sorted()
    }
}

/// Puts the texts from outside where a pipeline names them. The tags stay, so that a place that takes no such text can refuse it.
struct OutsideReader {
    let values: OutsideValues
    let sink: DiagnosticSink
    private(set) var used: [OutsideValue] = []

    init(_ values: OutsideValues, sink: DiagnosticSink) {
        self.values = values
        self.sink = sink
    }

    /// - Parameter path: the keys above the mapping.
    mutating func filled(_ mapping: YAMLMapping, at path: [String] = []) -> YAMLMapping {
        var mapping = mapping
        for index in mapping.pairs.indices {
            mapping.pairs[index].value = filled(mapping.pairs[index].value, at: path + [mapping.pairs[index].key.text])
        }
        return mapping
    }

    private mutating func filled(_ node: YAMLNode, at path: [String]) -> YAMLNode {
        switch node {
        case .unreadable: return node
        case .scalar(let scalar): return filled(scalar, at: path)
        case .sequence(var sequence):
            for index in sequence.items.indices { sequence.items[index] = filled(sequence.items[index], at: path) }
            return .sequence(sequence)
        case .mapping(let mapping): return .mapping(filled(mapping, at: path))
        }
    }

    private mutating func filled(_ scalar: YAMLScalar, at path: [String]) -> YAMLNode {
        guard let origin = scalar.tag.flatMap(OutsideValue.Origin.init) else { return .scalar(scalar) }
        let place = sink.location(scalar.span)
        let name = scalar.text
        guard OutsideValue.isName(name) else {
            sink.add(.outsideWithoutName(origin, name, at: place))
            return .unreadable(scalar.span)
        }
        if values.isSecret(origin, name) {
            sink.add(.outsideSecret(name, at: place))
            return .unreadable(scalar.span)
        }
        guard let text = values.text(origin, name) else {
            sink.add(.outsideMissing(origin, name, known: values.names(of: origin), at: place))
            return .unreadable(scalar.span)
        }
        let isGuarded = origin == .environment && path.first == "source" && path.dropFirst().first.map(Vocabulary.guarded.contains) == true
        use(isGuarded ? OutsideValue(secret: name) : OutsideValue(origin, name, text))
        // In quotes: a text that is empty is one all the same.
        return .scalar(YAMLScalar(text: text, style: .doubleQuoted, span: scalar.span, tag: scalar.tag))
    }

    /// What is data somewhere is kept, wherever else it stands.
    private mutating func use(_ value: OutsideValue) {
        if let index = used.firstIndex(where: { $0.origin == value.origin && $0.name == value.name }) {
            if used[index].isSecret == true { used[index] = value }
        } else {
            used.append(value)
        }
    }
}

extension Diagnostic {
    fileprivate static func outsideWithoutName(_ origin: OutsideValue.Origin, _ name: String, at location: Location) -> Diagnostic {
        let what = name.isEmpty ? "lacks its name" : "takes a name of letters, digits, _, - and ., and not \"\(shown(name))\""
        return Diagnostic(
            .error, code: PipelineCode.P160, "!\(origin.rawValue) \(what)", at: location,
            hint: "such as !\(origin.rawValue) REGION; a text that begins with ! needs quotes")
    }

    fileprivate static func outsideSecret(_ name: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P161, "\(name) is how Ferry gets its key: a pipeline cannot have it as a value", at: location,
            hint: "leave it out: the key is found without the pipeline")
    }

    fileprivate static func outsideMissing(
        _ origin: OutsideValue.Origin, _ name: String, known: [String], at location: Location
    ) -> Diagnostic {
        let near = NearMiss.names(near: name, among: known).first.map { "did you mean !\(origin.rawValue) \($0)? Else " } ?? ""
        switch origin {
        case .environment:
            return Diagnostic(
                .error, code: PipelineCode.P162, "the environment has no variable \(name)", at: location,
                hint: "\(near)set it: export \(name)=…")
        case .variable:
            return Diagnostic(
                .error, code: PipelineCode.P163, "nothing says what the variable \(name) is", at: location,
                hint: "\(near)add --var \(name)=…")
        }
    }

    static func outsideHasNoPlace(_ tag: String, in name: String, expected: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P164, "\"\(name)\" is written out: !\(tag) stands where a text of your own is expected",
            at: location,
            hint: "expected \(expected)")
    }
}
