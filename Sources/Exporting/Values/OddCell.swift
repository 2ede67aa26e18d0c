import Affinity

/// A cell whose value is not what its field holds, or has no form that is known: a masked value, a type that Affinity brought in
/// without a word. It is written as what it is, and told of.
package struct OddCell: Sendable, Hashable, Codable {
    /// The id of the list entry, or of the record in a directory.
    package var row: Int64
    /// The column.
    package var column: String
    /// `it is of type hidden, and the field of type number`.
    package var reason: String

    init(row: Int64, column: String, reason: String) {
        self.row = row
        self.column = column
        self.reason = reason
    }

    static func reason(_ type: FieldValueType, of field: FieldValueType) -> String {
        type.rawValue.isEmpty ? "its value names no type" : "it is of type \(type), and the field of type \(field)"
    }

    static func reason(_ problem: JSONProblem, _ field: FieldValueType) -> String {
        "a value of type \(field) without \(problem.expected)"
    }
}

/// The odd cells of an export: how many there are, and the first of them.
package struct OddCells: Sendable, Hashable, Codable {
    package static let shown = 10
    package private(set) var count = 0
    package private(set) var first: [OddCell] = []

    package init() {}

    mutating func add(_ cells: [OddCell]) {
        count += cells.count
        first += cells.prefix(Self.shown - first.count)
    }
}

extension FieldValueType {
    /// Whether values of both are written alike, so that one in the place of the other is nothing to tell of.
    func isWritten(as other: FieldValueType) -> Bool {
        if self == other { return true }
        let texts: Set<FieldValueType> = [.text, .filterableText]
        if texts.contains(self), texts.contains(other) { return true }
        let (form, otherForm) = (ValueForm(self, of: FieldID("field-1")), ValueForm(other, of: FieldID("field-1")))
        return form != .other && form == otherForm
    }
}

/// One way to write values: as the text of a cell, or as JSON.
protocol ValueWriting {
    /// Appends the value whose data begin at the cursor.
    func append(_ cursor: inout JSONCursor, _ form: ValueForm, _ part: ValuePart?, to text: inout [UInt8]) throws(JSONProblem)
    /// Appends whatever begins at the cursor as what it is.
    func append(asItIs cursor: inout JSONCursor, to text: inout [UInt8]) throws(JSONProblem)
}

extension ValueText: ValueWriting {
    /// A text as it is, anything else as its JSON.
    func append(asItIs cursor: inout JSONCursor, to text: inout [UInt8]) throws(JSONProblem) {
        if cursor.peek() == UInt8(ascii: "\"") { try cursor.appendString(to: &text) } else { try cursor.appendJSON(to: &text) }
    }
}

extension ValueJSON: ValueWriting {
    /// As JSON; a number that fits no 64 bits as a text, since most programs read no such number.
    func append(asItIs cursor: inout JSONCursor, to text: inout [UInt8]) throws(JSONProblem) {
        let start = text.count
        try cursor.appendJSON(to: &text)
        if let number = Double(String(decoding: text[start...], as: UTF8.self)), !number.isFinite {
            let digits = Array(text[start...])
            text.removeSubrange(start...)
            Self.quote(digits, to: &text)
        }
    }
}
