import Diagnostics
import YAMLTree

/// Hands out the values of a mapping by key, and says which keys it does not know.
struct MappingReader {
    let mapping: YAMLMapping
    let keys: KeySet
    /// As messages call it: `"source"`, or `the pipeline`.
    let name: String
    /// Where a key that is missing is missed: the key that holds the mapping.
    let head: SourceSpan
    let sink: DiagnosticSink
    /// Keys that an unknown one was likely meant to be; they are not reported as missing too.
    private var meant: Set<String> = []

    init(_ mapping: YAMLMapping, keys: KeySet, name: String, head: SourceSpan, sink: DiagnosticSink) {
        self.mapping = mapping
        self.keys = keys
        self.name = name
        self.head = head
        self.sink = sink
    }

    /// Says which keys are unknown.
    mutating func checkKeys() {
        for pair in mapping.pairs {
            let key = pair.key.text
            if keys[key] != nil { continue }
            if KeyInFile.isMeant(by: key, among: keys) {
                sink.hide(pair.value.span)
                sink.add(.keyInFile(key, at: sink.location(pair.key.span)))
                continue
            }
            let near = sink.isFull ? [] : NearMiss.names(near: key, among: keys.names)
            meant.formUnion(near)
            sink.add(.unknownKey(pair, near: near, known: keys.names, at: sink.location(pair.key.span)))
        }
    }

    /// The value of a key, or nil when it is absent.
    func slot(_ key: String) -> Slot? {
        guard let pair = mapping.pairs.first(where: { $0.key.text == key }) else { return nil }
        return Slot(key: pair.key, node: pair.value, sink: sink)
    }

    /// The same for a key that must be there: its absence is reported.
    func required(_ key: String) -> Slot? {
        if let slot = slot(key) { return slot }
        if !meant.contains(key) {
            sink.add(.missingKey(key, of: name, example: keys[key]?.requiredAs, at: sink.location(head)))
        }
        return nil
    }

    /// Whether the mapping holds a key of no meaning, which has been reported.
    var hasUnknownKeys: Bool { mapping.pairs.contains { keys[$0.key.text] == nil } }

    /// Whether some unknown key was likely meant to be this one.
    func mayMean(_ key: String) -> Bool { meant.contains(key) }
}

extension Diagnostic {
    static func missingKey(_ key: String, of owner: String, example: String?, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P101, "\(owner) lacks \"\(key)\"", at: location, hint: example.map { "add \($0)" })
    }

    static func unknownKey(_ pair: YAMLMapping.Pair, near: [String], known: [String], at location: Location) -> Diagnostic {
        let key = pair.key.text
        let hint: String? =
            if let question = NearMiss.question(of: near) {
                question
            } else if pair.key.style == .plain, key.contains(":"), case .scalar(let value) = pair.value, value.isAbsent {
                "put a space after the colon"
            } else if known.contains("column"), case .scalar(let value) = pair.value, value.isAbsent {
                "a column's name stands without braces"
            } else if known.count <= 12 {
                "known here: \(known.joined(separator: ", "))"
            } else {
                nil
            }
        return Diagnostic(.error, code: PipelineCode.P104, "unknown key \"\(shown(key))\"", at: location, hint: hint)
    }

    /// Part of the language, not of this version: never ignored.
    static func notSupported(_ what: String, at location: Location, hint: String? = nil) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P108, "\(what) is not supported yet", at: location, hint: hint)
    }
}
