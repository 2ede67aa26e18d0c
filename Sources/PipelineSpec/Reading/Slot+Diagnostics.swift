import Diagnostics
import YAMLTree

extension Diagnostic {
    static func wrongType(_ name: String, expected: String, found node: YAMLNode, at location: Location) -> Diagnostic {
        let found =
            switch node {
            case .scalar(let scalar): "the text \"\(shown(scalar.text))\""
            case .sequence: "a list"
            case .mapping: "a mapping"
            case .unreadable: "something unreadable"
            }
        let hint: String? =
            switch node {
            case .scalar where expected == "a list of steps": "write each step as an item: \"- create-organizations: { name: … }\""
            case .scalar(let scalar) where expected.hasPrefix("a list"): "write [\(shown(scalar.text))]"
            case .sequence where expected.hasPrefix("a mapping"): "write keys and values, without \"-\" or brackets"
            default: nil
            }
        return Diagnostic(.error, code: PipelineCode.P102, "\"\(name)\": expected \(expected), found \(found)", at: location, hint: hint)
    }

    static func noValue(_ name: String, expected: String, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P103, "\"\(name)\" has no value", at: location, hint: "expected \(expected)")
    }

    static func emptyText(_ name: String, expected: String, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P103, "\"\(name)\" cannot be empty", at: location, hint: "expected \(expected)")
    }

    static func notOneOf(_ name: String, text: String, words: [String], at location: Location) -> Diagnostic {
        let listed = words.count == 1 ? "expected \(words[0])" : "one of \(words.joined(separator: ", "))"
        return Diagnostic(
            .error, code: PipelineCode.P105, "\"\(name)\" cannot be \"\(shown(text))\"", at: location,
            hint: NearMiss.question(text, among: words) ?? listed)
    }

    static func notInRange(_ name: String, text: String, expected: String, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P109, "\"\(name)\" cannot be \"\(shown(text))\"", at: location, hint: "expected \(expected)")
    }
}
