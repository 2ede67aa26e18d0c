import Foundation

/// As much of JSON Schema as the OpenAPI document uses: references, alternatives with and without a discriminator, combinations, types,
/// constants, enumerations, required and known properties, items, bounds and the formats of times.
struct SchemaValidator {
    private let paths: [String: Any]
    private let schemas: [String: [String: Any]]

    init(document: [String: Any]) {
        paths = document.object("paths")
        schemas = document.object("components").object("schemas").compactMapValues { $0 as? [String: Any] }
    }

    /// The schema of an operation's JSON answer; `nil` when it answers without a body.
    func responseSchema(_ method: String, _ path: String, status: String) -> [String: Any]? {
        let operation = paths.object(path).object(method.lowercased())
        let schema = operation.object("responses").object(status).object("content").object("application/json").object("schema")
        return schema.isEmpty ? nil : schema
    }

    func declares(_ method: String, _ path: String, status: String) -> Bool {
        !paths.object(path).object(method.lowercased()).object("responses").object(status).isEmpty
    }

    /// What is wrong with a value, each with its place.
    func problems(_ value: Any, _ schema: [String: Any], at place: String = "$") -> [String] {
        let resolved = resolve(schema)
        var problems = check(value, resolved, at: place)
        if let object = value as? [String: Any], !(value is NSNumber) {
            let known = properties(of: resolved, for: object)
            if let known {
                for key in object.keys.sorted() where !known.contains(key) { problems.append("\(place): unknown property \(key)") }
            }
        }
        return problems
    }

    private func resolve(_ schema: [String: Any]) -> [String: Any] {
        guard let reference = schema.text("$ref") else { return schema }
        let name = String(reference.split(separator: "/").last ?? "")
        return resolve(schemas[name] ?? [:])
    }

    private func check(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        var problems: [String] = []
        for part in schema.objects("allOf") { problems += check(value, resolve(part), at: place) }
        problems += alternatives(value, schema, at: place)
        problems += checkType(value, schema, at: place)
        if let constant = schema["const"], !same(constant, value) { problems.append("\(place): is not \(constant)") }
        if let choices = schema["enum"] as? [Any], !choices.contains(where: { same($0, value) }) {
            problems.append("\(place): \(value) is not one of \(choices)")
        }
        if let object = value as? [String: Any] {
            for key in schema["required"] as? [String] ?? [] where object[key] == nil { problems.append("\(place): \(key) is missing") }
            for (key, property) in schema.object("properties") {
                guard let property = property as? [String: Any], let child = object[key] else { continue }
                problems += self.problems(child, property, at: "\(place).\(key)")
            }
        }
        if let items = value as? [Any] {
            if let most = schema.int("maxItems"), items.count > most { problems.append("\(place): more than \(most) items") }
            let itemSchema = schema.object("items")
            if !itemSchema.isEmpty {
                for (index, item) in items.enumerated() { problems += self.problems(item, itemSchema, at: "\(place)[\(index)]") }
            }
        }
        return problems
    }

    private func alternatives(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        let choices = schema.objects("oneOf") + schema.objects("anyOf")
        guard !choices.isEmpty else { return [] }
        let discriminator = schema.object("discriminator")
        if let name = discriminator.text("propertyName"), let object = value as? [String: Any] {
            guard let tag = object.text(name), let reference = discriminator.object("mapping").text(tag) else {
                return ["\(place): no alternative for \(name) \(object[name] ?? "nothing")"]
            }
            return problems(value, ["$ref": reference], at: place)
        }
        let failures = choices.map { problems(value, $0, at: place) }
        if failures.contains(where: \.isEmpty) { return [] }
        return failures.min { $0.count < $1.count } ?? []
    }

    private func checkType(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        let types = (schema["type"] as? [String]) ?? schema.text("type").map { [$0] } ?? []
        if !types.isEmpty && !types.contains(where: { fits(value, type: $0) }) {
            return ["\(place): is not \(types.joined(separator: " or "))"]
        }
        if let number = value as? NSNumber, !isBool(value) {
            if let least = schema["minimum"] as? NSNumber, number.doubleValue < least.doubleValue { return ["\(place): below \(least)"] }
            if let most = schema["maximum"] as? NSNumber, number.doubleValue > most.doubleValue { return ["\(place): above \(most)"] }
        }
        if let text = value as? String, let format = schema.text("format"), !fits(text, format: format) {
            return ["\(place): \"\(text)\" is not a \(format)"]
        }
        return []
    }

    private func isBool(_ value: Any) -> Bool {
        (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
    }

    private func fits(_ value: Any, type: String) -> Bool {
        switch type {
        case "null": value is NSNull
        case "string": value is String
        case "boolean": isBool(value)
        case "number": value is NSNumber && !isBool(value)
        case "integer": !isBool(value) && (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
        case "object": value is [String: Any]
        case "array": value is [Any]
        default: false
        }
    }

    private func fits(_ text: String, format: String) -> Bool {
        switch format {
        case "date-time":
            let shape = text.utf8.map { $0 >= 0x30 && $0 <= 0x39 ? "d" : Character(Unicode.Scalar($0)) }
            return String(shape) == "dddd-dd-ddTdd:dd:ddZ" || String(shape) == "dddd-dd-ddTdd:dd:dd.dddZ"
        case "uri": return URL(string: text)?.scheme != nil
        case "email": return text.split(separator: "@", omittingEmptySubsequences: false).count == 2 && !text.contains(" ")
        case "hostname":
            let labels = text.split(separator: ".", omittingEmptySubsequences: false)
            return labels.allSatisfy {
                !$0.isEmpty && $0.utf8.allSatisfy { $0 == 0x2D || $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x7A }
            }
        default: return true
        }
    }

    private func same(_ left: Any, _ right: Any) -> Bool {
        if left is NSNull || right is NSNull { return left is NSNull && right is NSNull }
        return (left as? NSObject) == (right as? NSObject)
    }

    /// Every property a schema knows for an object, its parts and chosen alternative included; `nil` when it names none.
    private func properties(of schema: [String: Any], for object: [String: Any]) -> Set<String>? {
        var known = Set(schema.object("properties").keys)
        for part in schema.objects("allOf") { known.formUnion(properties(of: resolve(part), for: object) ?? []) }
        let discriminator = schema.object("discriminator")
        if let name = discriminator.text("propertyName"), let tag = object.text(name),
            let reference = discriminator.object("mapping").text(tag)
        {
            known.formUnion(properties(of: resolve(["$ref": reference]), for: object) ?? [])
        } else {
            for choice in schema.objects("oneOf") + schema.objects("anyOf") {
                known.formUnion(properties(of: resolve(choice), for: object) ?? [])
            }
        }
        return known.isEmpty ? nil : known
    }
}
