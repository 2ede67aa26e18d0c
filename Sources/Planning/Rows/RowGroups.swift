import CSV

/// Which rows share records, in whatever stage: they are planned, and later worked, together.
struct RowGroups: Sendable {
    private enum Kind: Sendable {
        /// One stage: its units are the groups.
        case units(StagePlanner)
        /// By row less one, the group's first row less one.
        case sets([Int32])
    }

    private let kind: Kind
    /// By group.
    private let counts: [Int32]
    private let lastRows: [Int32]

    init(_ stages: [StagePlanner]) {
        let rows = stages.first?.rowCount ?? 0
        let groups: [Int32]
        if stages.count == 1 {
            kind = .units(stages[0])
            groups = []
        } else {
            groups = Self.sets(stages, rows)
            kind = .sets(groups)
        }
        // A group's number is that of one of its rows, or of its identities, of which there are no more than rows.
        var counts = [Int32](repeating: 0, count: rows)
        var lastRows = counts
        for row in 0..<rows {
            guard let group = stages.count == 1 ? stages[0].unit(ofRow: row + 1) : Int(groups[row]) else { continue }
            counts[group] += 1
            lastRows[group] = Int32(row + 1)
        }
        self.counts = counts
        self.lastRows = lastRows
    }

    private static func sets(_ stages: [StagePlanner], _ rows: Int) -> [Int32] {
        var sets = DisjointSets(count: rows)
        for stage in stages {
            // By unit the first row; -1 for none yet.
            var first = [Int32](repeating: -1, count: rows)
            for row in 0..<rows {
                guard let unit = stage.unit(ofRow: row + 1) else { continue }
                if first[unit] < 0 { first[unit] = Int32(row) } else { sets.join(Int(first[unit]), row) }
            }
        }
        return sets.roots()
    }

    /// Nil for a row that shares nothing.
    func group(ofRow row: Int) -> Int? {
        switch kind {
        case .units(let stage): stage.unit(ofRow: row)
        case .sets(let groups): groups.indices.contains(row - 1) ? Int(groups[row - 1]) : nil
        }
    }

    func rowCount(of group: Int) -> Int { Int(counts[group]) }
    func lastRow(of group: Int) -> Int { Int(lastRows[group]) }
}

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
