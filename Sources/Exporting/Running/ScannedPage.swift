import Affinity
import CSV

/// Where what an export wants of a page stands in it, row by row. Flat, and used again for the next page: a page of a hundred rows has
/// thousands of places, and an array for each row would be most of the work.
struct ScannedPage {
    struct Row: Hashable {
        /// Nil for a row of a directory.
        var entryID: Int64?
        var recordID: Int64 = 0

        /// What tells a row from every other of the export.
        var id: Int64 { entryID ?? recordID }

        /// What stands for an id that is not a number of ours: below 0, as no id of Affinity's is, and the same for the same text.
        static func standIn(for id: some Sequence<UInt8>) -> Int64 {
            // FNV-1a.
            let hash = id.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            return Int64(bitPattern: hash | 1 << 63)
        }
    }

    /// A cell whose values do not all stand in the page (AffinityAPI.md#values: at most 100).
    struct LongCell: Hashable {
        var row: Int
        /// Index of the field asked for.
        var field: Int
    }

    private(set) var rows: [Row] = []
    private(set) var long: [LongCell] = []
    /// For each row and each attribute the inside of its text, or where its list begins; empty at 0 for none: no page has one there.
    private var attributes: [Range<Int>] = []
    /// For each row and each field where the data of its value begin; -1 for none.
    private var data: [Int] = []
    /// What type a value is of that is of another than its field; by its index in `data`.
    private var otherTypes: [Int: FieldValueType] = [:]
    private let fieldCount: Int

    /// - Parameter fieldCount: How many fields are asked for.
    init(fieldCount: Int) {
        self.fieldCount = fieldCount
    }

    mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        long.removeAll(keepingCapacity: true)
        attributes.removeAll(keepingCapacity: true)
        data.removeAll(keepingCapacity: true)
        otherTypes.removeAll(keepingCapacity: true)
    }

    mutating func beginRow() {
        rows.append(Row())
        attributes.append(contentsOf: repeatElement(0..<0, count: RecordAttribute.count))
        data.append(contentsOf: repeatElement(-1, count: fieldCount))
    }

    /// Changes the row begun last.
    mutating func setIDs(_ change: (inout Row) -> Void) { change(&rows[rows.count - 1]) }

    mutating func set(_ attribute: RecordAttribute, _ place: Range<Int>?) {
        attributes[(rows.count - 1) * RecordAttribute.count + attribute.index] = place ?? 0..<0
    }

    mutating func set(field: Int, dataAt start: Int) {
        data[(rows.count - 1) * fieldCount + field] = start
    }

    mutating func set(field: Int, otherType: FieldValueType) {
        otherTypes[(rows.count - 1) * fieldCount + field] = otherType
    }

    mutating func addLong(field: Int) {
        long.append(LongCell(row: rows.count - 1, field: field))
    }

    /// The inside of a text, escapes and all, or the place of a list; nil for what the row has not.
    func place(of attribute: RecordAttribute, row: Int) -> Range<Int>? {
        let place = attributes[row * RecordAttribute.count + attribute.index]
        return place.lowerBound == 0 ? nil : place
    }

    /// The type of a value that is of another type than its field.
    func otherType(of field: Int, row: Int) -> FieldValueType? {
        otherTypes.isEmpty ? nil : otherTypes[row * fieldCount + field]
    }

    /// Where the data of a cell begin; nil for an empty one.
    func data(of field: Int, row: Int) -> Int? {
        let start = data[row * fieldCount + field]
        return start < 0 ? nil : start
    }
}

extension RecordAttribute {
    static let count = 13
    /// Where a page keeps the place of a record's id, of any kind, that is not a number of ours.
    static let oddRecordID = organizationID

    /// A small number for each.
    var index: Int {
        switch self {
        case .entryID: 0
        case .organizationID: 1
        case .personID: 2
        case .opportunityID: 3
        case .name: 4
        case .domain: 5
        case .domains: 6
        case .firstName: 7
        case .lastName: 8
        case .email: 9
        case .emails: 10
        case .added: 11
        case .change: 12
        }
    }
}

/// A page as it came, but that it is text throughout: what is not UTF-8, and NUL, stand in it as U+FFFD, so that what an export writes can
/// be read again.
struct ReadablePage: Sendable {
    let body: [UInt8]
    let next: PageCursor?
    let isRepaired: Bool

    init(_ page: RawPage) {
        next = page.next
        let isText = page.body.withUnsafeBytes { UTF8Validation.firstInvalid(in: $0) == nil && !$0.contains(0) }
        isRepaired = !isText
        body = isText ? page.body : Array(String(decoding: page.body, as: UTF8.self).replacing("\0", with: "\u{FFFD}").utf8)
    }
}
