import Foundation
import YAMLTree

@testable import PipelineSpec

/// As much of JSON Schema 2020-12 as the pipeline's schema uses, over a YAML tree. A keyword it does not know is a fault, so
/// that the schema cannot come to use one that no test checks.
struct SchemaValidator {
    /// JSON once read: looking into what Foundation gives is slow, and thousands of texts are checked.
    indirect enum JSON {
        case text(String)
        case number(Int)
        case list([JSON])
        case mapping([String: JSON])

        init(_ any: Any) {
            switch any {
            case let text as String: self = .text(text)
            case let list as [Any]: self = .list(list.map { JSON($0) })
            case let mapping as [String: Any]: self = .mapping(mapping.mapValues { JSON($0) })
            case let number as NSNumber: self = .number(number.intValue)
            default: self = .text("")
            }
        }

        var text: String? { if case .text(let text) = self { text } else { nil } }
        var number: Int? { if case .number(let number) = self { number } else { nil } }
        var list: [JSON] { if case .list(let list) = self { list } else { [] } }
        var mapping: [String: JSON] { if case .mapping(let mapping) = self { mapping } else { [:] } }
        var texts: [String] { list.compactMap(\.text) }
    }

    private let root: [String: JSON]
    private let definitions: [String: JSON]
    private var patterns: [String: NSRegularExpression] = [:]

    init(_ json: String) throws {
        let all = JSON(try JSONSerialization.jsonObject(with: Data(json.utf8)))
        root = all.mapping
        definitions = root["$defs"]?.mapping ?? [:]
        try compile(all)
    }

    private mutating func compile(_ json: JSON) throws {
        for (key, value) in json.mapping {
            if key == "pattern", let text = value.text { patterns[text] = try NSRegularExpression(pattern: text) }
            try compile(value)
        }
        for value in json.list { try compile(value) }
    }

    func faults(in node: YAMLNode) -> [String] {
        faults(node, root, at: "")
    }

    private func faults(_ node: YAMLNode, _ schema: JSON, at path: String) -> [String] { faults(node, schema.mapping, at: path) }

    private func faults(_ node: YAMLNode, _ schema: [String: JSON], at path: String) -> [String] {
        var found: [String] = []
        for (keyword, rule) in schema { found += fault(node, keyword, rule, schema, at: path) }
        return found.count > 1 ? found.sorted() : found
    }

    private func fits(_ node: YAMLNode, _ schema: JSON) -> Bool { faults(node, schema, at: "").isEmpty }

    private func fault(_ node: YAMLNode, _ keyword: String, _ rule: JSON, _ schema: [String: JSON], at path: String) -> [String] {
        func check(_ isFine: Bool) -> [String] { isFine ? [] : ["\(path): \(keyword)"] }
        let pairs: [YAMLMapping.Pair]? = if case .mapping(let mapping) = node { mapping.pairs } else { nil }
        let items: [YAMLNode]? = if case .sequence(let sequence) = node { sequence.items } else { nil }
        switch keyword {
        case "$schema", "title", "description", "$defs", "then", "else", PipelineSchema.accountKey: return []
        case "$ref":
            let name = rule.text?.split(separator: "/").last.map(String.init) ?? ""
            return definitions[name].map { faults(node, $0, at: path) } ?? ["\(path): no \(name)"]
        case "type":
            let types = rule.text.map { [$0] } ?? rule.texts
            return check(types.contains(node.type) || (types.contains("number") && node.type == "integer"))
        case "const": return check(node.text == rule.text)
        case "enum":
            return check(rule.list.contains { $0.text.map { $0 == node.text } ?? (node.type == "integer" && $0.number == node.number) })
        case "pattern":
            guard node.type == "string", let text = node.text else { return [] }
            return check(patterns[rule.text ?? ""]?.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil)
        case "minLength": return check(node.type != "string" || (node.text?.count ?? 0) >= rule.number ?? 0)
        case "maxLength": return check(node.type != "string" || (node.text?.count ?? 0) <= rule.number ?? 0)
        case "minimum": return check(node.number.map { $0 >= rule.number ?? 0 } ?? true)
        case "maximum": return check(node.number.map { $0 <= rule.number ?? 0 } ?? true)
        case "minItems": return check((items?.count ?? .max) >= rule.number ?? 0)
        case "uniqueItems": return check(Set((items ?? []).map(\.text)).count == (items ?? []).count)
        case "items": return (items ?? []).enumerated().flatMap { faults($1, rule, at: "\(path)/\($0)") }
        case "prefixItems": return zip(items ?? [], rule.list).enumerated().flatMap { faults($1.0, $1.1, at: "\(path)/\($0)") }
        case "contains": return check(items?.contains { fits($0, rule) } ?? true)
        case "minProperties": return check((pairs?.count ?? .max) >= rule.number ?? 0)
        case "required":
            return check(pairs == nil || rule.texts.allSatisfy { key in pairs?.contains { $0.key.text == key } ?? true })
        case "dependentRequired":
            let names = Set((pairs ?? []).map(\.key.text))
            return check(names.allSatisfy { names.isSuperset(of: rule.mapping[$0]?.texts ?? []) })
        case "properties":
            return (pairs ?? []).flatMap { pair in
                rule.mapping[pair.key.text].map { faults(pair.value, $0, at: "\(path)/\(pair.key.text)") } ?? []
            }
        case "propertyNames": return (pairs ?? []).flatMap { faults(.scalar($0.key), rule, at: "\(path)/\($0.key.text)") }
        case "additionalProperties":
            let known = schema["properties"]?.mapping ?? [:]
            let others = (pairs ?? []).filter { known[$0.key.text] == nil }
            if case .mapping = rule { return others.flatMap { faults($0.value, rule, at: "\(path)/\($0.key.text)") } }
            return others.map { "\(path)/\($0.key.text): unknown" }
        case "if": return (schema[fits(node, rule) ? "then" : "else"]).map { faults(node, $0, at: path) } ?? []
        case "allOf": return rule.list.flatMap { faults(node, $0, at: path) }
        case "anyOf": return check(rule.list.contains { fits(node, $0) })
        case "oneOf": return check(rule.list.count { fits(node, $0) } == 1)
        case "not": return check(!fits(node, rule))
        default: return ["\(path): the validator does not know \(keyword)"]
        }
    }
}

extension YAMLNode {
    fileprivate var text: String? {
        if case .scalar(let scalar) = self { scalar.text } else { nil }
    }

    fileprivate var number: Int? { type == "integer" ? text.flatMap { Int($0) } : nil }

    /// The JSON type that an editor's YAML reader gives it (YAML 1.2, core schema).
    fileprivate var type: String {
        switch self {
        case .mapping: return "object"
        case .sequence: return "array"
        case .unreadable: return "unreadable"
        case .scalar(let scalar):
            // An editor that knows `!env` and `!var` takes what stands behind them for a text.
            if scalar.style != .plain || scalar.tag != nil { return "string" }
            if scalar.isNull { return "null" }
            if ["true", "false"].contains(scalar.text) { return "boolean" }
            if Int(scalar.text) != nil { return "integer" }
            return Double(scalar.text) == nil ? "string" : "number"
        }
    }
}
