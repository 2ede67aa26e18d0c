import Foundation
import YAMLTree

/// As much of JSON Schema 2020-12 as the pipeline's schema uses, over a YAML tree. A keyword it does not know is a fault, so
/// that the schema cannot come to use one that no test checks.
struct SchemaValidator {
    private let root: [String: Any]

    init(_ json: String) throws {
        root = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:]
    }

    func faults(in node: YAMLNode) -> [String] {
        faults(node, root, at: "")
    }

    private func faults(_ node: YAMLNode, _ schema: [String: Any], at path: String) -> [String] {
        schema.keys.sorted().flatMap { keyword in fault(node, keyword, schema[keyword] ?? 0, schema, at: path) }
    }

    private func fault(_ node: YAMLNode, _ keyword: String, _ rule: Any, _ schema: [String: Any], at path: String) -> [String] {
        func check(_ isFine: Bool) -> [String] { isFine ? [] : ["\(path): \(keyword)"] }
        let pairs: [YAMLMapping.Pair]? = if case .mapping(let mapping) = node { mapping.pairs } else { nil }
        let items: [YAMLNode]? = if case .sequence(let sequence) = node { sequence.items } else { nil }
        let subschemas = rule as? [[String: Any]] ?? []
        switch keyword {
        case "$schema", "title", "description", "$defs": return []
        case "$ref":
            let name = (rule as? String)?.split(separator: "/").last.map(String.init) ?? ""
            let target = (root["$defs"] as? [String: [String: Any]])?[name]
            return target.map { faults(node, $0, at: path) } ?? ["\(path): no \(name)"]
        case "type":
            let types = rule as? [String] ?? [rule as? String ?? ""]
            return check(types.contains(node.type) || (types.contains("number") && node.type == "integer"))
        case "const": return check(node.text == "\(rule)")
        case "enum": return check((rule as? [String] ?? []).contains(node.text ?? ""))
        case "pattern":
            guard node.type == "string", let text = node.text else { return [] }
            return check(text.range(of: rule as? String ?? "", options: .regularExpression) != nil)
        case "minLength": return check(node.type != "string" || (node.text?.count ?? 0) >= rule as? Int ?? 0)
        case "maxLength": return check(node.type != "string" || (node.text?.count ?? 0) <= rule as? Int ?? 0)
        case "minimum": return check(node.number.map { $0 >= rule as? Int ?? 0 } ?? true)
        case "maximum": return check(node.number.map { $0 <= rule as? Int ?? 0 } ?? true)
        case "minItems": return check((items?.count ?? .max) >= rule as? Int ?? 0)
        case "uniqueItems": return check(Set((items ?? []).map(\.text)).count == (items ?? []).count)
        case "items": return (items ?? []).enumerated().flatMap { faults($1, rule as? [String: Any] ?? [:], at: "\(path)/\($0)") }
        case "minProperties": return check((pairs?.count ?? .max) >= rule as? Int ?? 0)
        case "required":
            return check(pairs == nil || (rule as? [String] ?? []).allSatisfy { key in pairs?.contains { $0.key.text == key } ?? true })
        case "dependentRequired":
            let rules = rule as? [String: [String]] ?? [:]
            let names = Set((pairs ?? []).map(\.key.text))
            return check(names.allSatisfy { names.isSuperset(of: rules[$0] ?? []) })
        case "properties":
            let known = rule as? [String: [String: Any]] ?? [:]
            return (pairs ?? []).flatMap { pair in known[pair.key.text].map { faults(pair.value, $0, at: "\(path)/\(pair.key.text)") } ?? []
            }
        case "additionalProperties":
            let known = schema["properties"] as? [String: Any] ?? [:]
            let others = (pairs ?? []).filter { known[$0.key.text] == nil }
            guard let schema = rule as? [String: Any] else { return others.map { "\(path)/\($0.key.text): unknown" } }
            return others.flatMap { faults($0.value, schema, at: "\(path)/\($0.key.text)") }
        case "if":
            let isSo = faults(node, rule as? [String: Any] ?? [:], at: path).isEmpty
            return faults(node, schema[isSo ? "then" : "else"] as? [String: Any] ?? [:], at: path)
        case "then", "else": return []
        case "anyOf": return check(subschemas.contains { faults(node, $0, at: path).isEmpty })
        case "oneOf": return check(subschemas.count { faults(node, $0, at: path).isEmpty } == 1)
        case "not": return check(!faults(node, rule as? [String: Any] ?? [:], at: path).isEmpty)
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
            if scalar.style != .plain { return "string" }
            if scalar.isNull { return "null" }
            if ["true", "false"].contains(scalar.text) { return "boolean" }
            if Int(scalar.text) != nil { return "integer" }
            return Double(scalar.text) == nil ? "string" : "number"
        }
    }
}
