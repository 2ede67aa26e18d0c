import Diagnostics

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
