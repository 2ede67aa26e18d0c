import CSV

/// Rows that wait for the last row of their record. Some thousands wait as drafts. The others wait as records in a store, from which they are
/// drafted again: in memory stay some bytes for each record whose rows wait, and none for a row.
struct WaitingRows: Sendable {
    /// A draft takes some 700 bytes.
    static let usualDrafts = 20_000

    private let store: RecordStore
    private let mostDrafts: Int
    private var drafts: [Int32: [RowDraft]] = [:]
    private var draftCount = 0
    /// By group the last row in the store, under which stands the number of the one before it.
    private var last: [Int32: Int32] = [:]

    private static let none: Int32 = -1

    init(_ store: RecordStore, mostDrafts: Int = usualDrafts) {
        self.store = store
        self.mostDrafts = mostDrafts
    }

    mutating func add(_ draft: RowDraft, _ record: Record, to group: Int) throws {
        let group = Int32(group)
        guard draftCount >= mostDrafts else {
            draftCount += 1
            drafts[group, default: []].append(draft)
            return
        }
        var bytes = withUnsafeBytes(of: (last[group] ?? Self.none).littleEndian) { Array($0) }
        bytes += record.packed
        last[group] = Int32(try store.append(bytes))
    }

    /// - Parameter draft: drafts a record that waited in the store.
    /// - Returns: all rows of the group, in their order. They wait no more.
    mutating func take(_ group: Int, _ draft: (Record) throws -> RowDraft) throws -> [RowDraft] {
        let group = Int32(group)
        var rows = drafts.removeValue(forKey: group) ?? []
        draftCount -= rows.count
        var next = last.removeValue(forKey: group) ?? Self.none
        guard next != Self.none else { return rows }
        while next != Self.none {
            let (record, before) = try store.withRecord(Int(next)) { bytes in
                let number = Int32(littleEndian: bytes.loadUnaligned(as: Int32.self))
                return (Record(packed: UnsafeRawBufferPointer(rebasing: bytes[MemoryLayout<Int32>.size...])), number)
            }
            rows.append(try draft(record))
            next = before
        }
        return rows.sorted { $0.row < $1.row }
    }
}
