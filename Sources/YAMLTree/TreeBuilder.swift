import Diagnostics

/// Events to a tree. Never recursive: the depth of a document is the length of `open`.
struct TreeBuilder {
    private struct Anchored {
        var node: YAMLNode
        var nodes: Int
    }

    private let file: SourceFile
    private let limits: YAMLLimits
    /// Tags that a scalar may have besides those of YAML itself, without their `!`.
    private let tags: Set<String>
    /// Lists and mappings begun and not ended, outermost first.
    private(set) var open: [OpenCollection] = []
    private var anchors: [String: Anchored] = [:]
    private var aliasedNodes = 0
    private var root: YAMLNode?
    private var documents = 0
    private var isBroken = false
    private var diagnostics: [Diagnostic] = []

    init(file: SourceFile, limits: YAMLLimits, tags: Set<String>) {
        self.file = file
        self.limits = limits
        self.tags = tags
    }

    /// - Returns: whether to go on.
    mutating func take(_ event: YAMLEvent) -> Bool {
        switch event.kind {
        case .streamStart, .documentEnd:
            break
        case .streamEnd:
            return false
        case .documentStart:
            documents += 1
            if documents > 1 {
                fail(.secondDocument(at: location(event.span)))
                return false
            }
        case .alias(let name):
            return alias(name, at: event.span)
        case .scalar(let text, let style):
            let tag = event.tag.flatMap(ownTag)
            if tag == nil { check(event.tag, at: event.span, allowed: ["str", "int", "float", "bool", "null", "timestamp"]) }
            // A text said to be one (`!!str` or `!`) is a value even when it is empty.
            let isText = event.tag == "tag:yaml.org,2002:str" || event.tag == "!"
            let scalar = YAMLScalar(text: text, style: isText && style == .plain ? .doubleQuoted : style, span: event.span, tag: tag)
            close(.scalar(scalar), nodes: 1, anchor: event.anchor)
        case .sequenceStart(let isFlow):
            check(event.tag, at: event.span, allowed: ["seq"])
            return begin(OpenCollection(.sequence, isFlow: isFlow, span: event.span, anchor: event.anchor))
        case .mappingStart(let isFlow):
            check(event.tag, at: event.span, allowed: ["map"])
            return begin(OpenCollection(.mapping, isFlow: isFlow, span: event.span, anchor: event.anchor))
        case .end:
            end(at: event.span.end)
        }
        return true
    }

    /// Takes note of an error after which there is no tree.
    mutating func fail(_ diagnostic: Diagnostic) {
        isBroken = true
        diagnostics.append(diagnostic)
    }

    /// Takes note of an error that leaves the tree whole. Past what anyone reads, none is made.
    private mutating func add(at span: SourceSpan, _ make: (Diagnostic.Location) -> Diagnostic) {
        if diagnostics.count < limits.diagnostics { diagnostics.append(make(location(span))) }
    }

    func reading(emptyHint: String?) -> YAMLReading {
        var found = diagnostics
        var tree = isBroken ? nil : root
        if !isBroken, tree.map(isNothing) ?? true {
            tree = nil
            found.append(.empty(onlyComments: file.lines.contains { !$0.isEmpty }, hint: emptyHint, at: Diagnostic.Location(file: file)))
        }
        return YAMLReading(root: tree, file: file, diagnostics: found)
    }

    private func isNothing(_ node: YAMLNode) -> Bool {
        if case .scalar(let scalar) = node { scalar.isAbsent } else { false }
    }

    private func location(_ span: SourceSpan) -> Diagnostic.Location {
        Diagnostic.Location(file: file, span: span)
    }

    /// `env` of `!env`, where that has a meaning.
    private func ownTag(_ written: String) -> String? {
        guard written.hasPrefix("!") else { return nil }
        let name = String(written.dropFirst())
        return tags.contains(name) ? name : nil
    }

    private mutating func check(_ tag: String?, at span: SourceSpan, allowed: [String]) {
        guard let tag, tag != "!" else { return }
        let prefix = "tag:yaml.org,2002:"
        if tag.hasPrefix(prefix), allowed.contains(String(tag.dropFirst(prefix.count))) { return }
        let shown = tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
        let known = tags
        add(at: span) { .tag(shown, known: known, at: $0) }
    }

    private mutating func begin(_ collection: OpenCollection) -> Bool {
        guard open.count < limits.depth else {
            fail(.tooDeep(limit: limits.depth, at: location(collection.span.start.span(1))))
            return false
        }
        open.append(collection)
        return true
    }

    private mutating func end(at position: SourcePosition) {
        guard let collection = open.popLast() else { return }
        let span = collection.closedSpan(end: position)
        let node: YAMLNode
        switch collection.kind {
        case .sequence:
            node = .sequence(YAMLSequence(items: collection.items, span: span))
        case .mapping:
            let added = collection.merged.filter { collection.firstLines[$0.key.text] == nil }
            var names = Set<String>()
            let pairs = collection.pairs + added.filter { names.insert($0.key.text).inserted }
            node = .mapping(YAMLMapping(pairs: pairs, span: span))
        }
        close(node, nodes: collection.nodes, anchor: collection.anchor)
    }

    private mutating func alias(_ name: String, at span: SourceSpan) -> Bool {
        if open.contains(where: { $0.anchor == name }) {
            add(at: span) { .aliasOfItself(name, at: $0) }
            close(.unreadable(span), nodes: 1, anchor: nil)
            return true
        }
        guard let target = anchors[name] else {
            // Looking for a near name among very many costs more than it tells.
            let known = anchors.count <= 100 ? anchors.keys.sorted() : []
            add(at: span) { .unknownAlias(name, known: known, at: $0) }
            close(.unreadable(span), nodes: 1, anchor: nil)
            return true
        }
        aliasedNodes += target.nodes
        guard aliasedNodes <= limits.aliasedNodes else {
            fail(.aliasBomb(limit: limits.aliasedNodes, at: location(span)))
            return false
        }
        var node = target.node
        if case .scalar(var scalar) = node, isAtKey {
            // A key is looked for where it stands.
            scalar.span = span
            node = .scalar(scalar)
        }
        close(node, nodes: target.nodes, anchor: nil)
        return true
    }

    private var isAtKey: Bool {
        guard let top = open.last, top.kind == .mapping, case .key = top.expecting else { return false }
        return true
    }

    /// Puts a finished node where it belongs.
    private mutating func close(_ node: YAMLNode, nodes: Int, anchor: String?) {
        if let anchor { anchors[anchor] = Anchored(node: node, nodes: nodes) }
        guard var top = open.popLast() else {
            root = node
            return
        }
        top.nodes += nodes
        switch (top.kind, top.expecting) {
        case (.sequence, _):
            top.items.append(node)
        case (.mapping, .key):
            top.expecting = key(node, in: &top)
        case (.mapping, .value(let key)) where key.isMergeKey:
            top.merged += mergedPairs(node)
            top.expecting = .key
        case (.mapping, .value(let key)):
            top.pairs.append(YAMLMapping.Pair(key: key, value: node))
            top.expecting = .key
        case (.mapping, .refusedValue):
            top.expecting = .key
        }
        open.append(top)
    }

    private mutating func key(_ node: YAMLNode, in mapping: inout OpenCollection) -> OpenCollection.Expecting {
        guard case .scalar(let key) = node else {
            if case .unreadable = node { return .refusedValue }
            add(at: node.span) { .keyIsNoText(node, isFlow: mapping.isFlow, at: $0) }
            return .refusedValue
        }
        if key.isAbsent {
            add(at: key.span.start.span(1)) { .keyIsMissing(at: $0) }
            return .refusedValue
        }
        if let tag = key.tag {
            add(at: key.span) { .tagOfKey(tag, at: $0) }
            return .refusedValue
        }
        if let line = mapping.firstLines[key.text] {
            add(at: key.span) { .duplicateKey(key.text, firstLine: line, at: $0) }
            return .refusedValue
        }
        mapping.firstLines[key.text] = key.span.start.line
        return .value(of: key)
    }

    /// The pairs that a merge key brings in: those of a mapping, or of a list of mappings, the first of which wins.
    private mutating func mergedPairs(_ node: YAMLNode) -> [YAMLMapping.Pair] {
        switch node {
        case .mapping(let mapping):
            return mapping.pairs
        case .sequence(let sequence):
            var pairs: [YAMLMapping.Pair] = []
            for item in sequence.items {
                if case .mapping(let mapping) = item {
                    pairs += mapping.pairs
                } else {
                    add(at: item.span) { .mergeOfNoMapping(at: $0) }
                }
            }
            return pairs
        case .scalar:
            add(at: node.span) { .mergeOfNoMapping(at: $0) }
            return []
        case .unreadable:
            return []
        }
    }
}

/// A list or mapping that has begun and not ended: what the builder has of it so far.
struct OpenCollection {
    enum Kind { case sequence, mapping }

    /// What a mapping waits for.
    enum Expecting {
        case key
        case value(of: YAMLScalar)
        /// The value of a key that was refused: it is read and thrown away.
        case refusedValue
    }

    var kind: Kind
    var isFlow: Bool
    var span: SourceSpan
    var anchor: String?
    /// This collection and all inside it, aliases counted in full.
    var nodes = 1
    var items: [YAMLNode] = []
    var pairs: [YAMLMapping.Pair] = []
    var merged: [YAMLMapping.Pair] = []
    var firstLines: [String: Int] = [:]
    var expecting = Expecting.key

    init(_ kind: Kind, isFlow: Bool, span: SourceSpan, anchor: String?) {
        self.kind = kind
        self.isFlow = isFlow
        self.span = span
        self.anchor = anchor
    }

    /// From the first child to the last for block style: libyaml's marks of those begin at an anchor and end at the next
    /// thing in the file.
    func closedSpan(end: SourcePosition) -> SourceSpan {
        guard !isFlow else { return SourceSpan(start: span.start, end: end) }
        switch kind {
        case .sequence:
            return SourceSpan(start: span.start, end: items.last?.span.end ?? span.end)
        case .mapping:
            guard let first = pairs.first, let last = pairs.last else { return span }
            return SourceSpan(start: first.key.span.start, end: max(last.key.span.end, last.value.span.end))
        }
    }
}
