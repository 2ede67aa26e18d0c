import Affinity

/// How the values of a field are written. Found once for each column: a type is a text, and comparing texts cell by cell takes longer
/// than writing the cell.
enum ValueForm: Equatable {
    case number, option, person, organization, place, formula, interaction, other

    case date(DateValue.Kind)

    init(_ type: FieldValueType, of field: FieldID) {
        self =
            switch type {
            case .number, .numberMulti: .number
            case .datetime: .date(.init(of: field))
            case .dropdown, .dropdownMulti, .rankedDropdown: .option
            case .person, .personMulti: .person
            case .company, .companyMulti: .organization
            case .location, .locationMulti: .place
            case .formulaNumber: .formula
            case .interaction: .interaction
            default: .other
            }
    }
}

/// Where the parts of a cell's value stand: `{"type": …, "data": …, "totalCount": …}`.
struct ValueScan {
    /// Where the data begin; -1 for an empty cell.
    var data = -1
    /// The inside of the text that names its type.
    var type = 0..<0
    /// How many values the cell has, where Affinity says so (AffinityAPI.md#values); else 0.
    var totalCount: Int64 = 0

    /// Skips the value that begins at the cursor.
    mutating func read(_ cursor: inout JSONCursor) throws(JSONProblem) {
        if try cursor.isNull() { return }
        guard cursor.peek() == UInt8(ascii: "{") else {
            // Nothing that is known; it is written as it stands.
            data = cursor.at
            return try cursor.skip()
        }
        try cursor.enterObject("a value")
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "data") {
                if try !cursor.isNull() {
                    data = cursor.at
                    try cursor.skip()
                }
            } else if cursor.matches(key, "type"), cursor.peek() == UInt8(ascii: "\"") {
                type = try cursor.rawString()
            } else if cursor.matches(key, "totalCount"), cursor.peek() &- 0x30 < 10 {
                // A count beyond all numbers is more than a page shows.
                totalCount = Int64(String(decoding: cursor.bytes[try cursor.rawNumber()], as: UTF8.self)) ?? .max
            } else {
                try cursor.skip()
            }
        }
    }
}

/// A cell whose value is not what its field holds, or has no form that is known: a masked value, a type that Affinity brought in
/// without a word. It is written as what it is, and told of.
package struct OddCell: Sendable, Hashable, Codable {
    /// The id of the list entry, or of the record in a directory.
    package var row: Int64
    /// The same id as it came, where it is not a number of ours.
    package var rowText: String?
    /// The column.
    package var column: String
    /// `it is of type hidden, and the field of type number`.
    package var reason: String

    /// `811`: the row as Affinity calls it.
    package var rowShown: String { rowText ?? String(row) }

    init(row: Int64, rowText: String? = nil, column: String, reason: String) {
        self.row = row
        self.rowText = rowText
        self.column = column
        self.reason = reason
    }

    static func reason(_ type: FieldValueType, of field: FieldValueType) -> String {
        type.rawValue.isEmpty ? "its value names no type" : "it is of type \(type), and the field of type \(field)"
    }

    static let oddID = "it is not a whole number from 0 to 2^63 - 1"
    static let longWithoutID = "its values beyond the first 100 are missing: the row has no id to ask for them by"

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
