import Affinity

/// A meeting, e-mail, call or message in a cell: its time and its kind, `2026-01-02T15:04:05Z email`.
struct InteractionParts {
    private var kind: Range<Int>?
    private var time: Range<Int>?
    private let cursor: JSONCursor

    init(_ cursor: inout JSONCursor) throws(JSONProblem) {
        try cursor.enterObject("an interaction")
        var isFirst = true
        var found: (kind: Range<Int>?, time: Range<Int>?)
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "type") {
                found.kind = try cursor.optionalString()
            } else if cursor.matches(key, "sentAt") || cursor.matches(key, "startTime") {
                found.time = try cursor.optionalString()
            } else {
                try cursor.skip()
            }
        }
        (kind, time) = found
        self.cursor = cursor
    }

    func append(_ part: ValuePart?, _ values: ValueText, to text: inout [UInt8]) throws(JSONProblem) {
        if part != .kind, let time { try values.append(date: time, cursor, .moments, to: &text) }
        guard part != .date, let kind else { return }
        if part == nil, time != nil { text.append(UInt8(ascii: " ")) }
        try cursor.append(kind, to: &text)
    }
}
