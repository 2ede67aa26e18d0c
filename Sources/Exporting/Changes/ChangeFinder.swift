import Crypto

/// Tells which rows differ from what the last export saw. It compares every row: Affinity's feed of changes (`GET
/// /field-value-changes`, AffinityAPI.md#changes-of-values) leaves out fields that are not tracked, names, domains, and rows that came or went, so what it
/// does not say does not prove that a row is as it was.
struct ChangeFinder {
    let state: ExportState?
    private(set) var counts: RowChanges

    init(_ state: ExportState?, counts: RowChanges) {
        self.state = state
        self.counts = counts
    }

    /// - Returns: What became of a row; nil when it is as it was.
    mutating func change(of record: RowRecord) -> RowChange? {
        let change: RowChange
        if let before = state?.record(of: record.row.id) {
            // The same entry may lead to another record since two were merged.
            if before == record { return nil }
            change = .changed
        } else {
            change = .added
        }
        counts.count(change)
        return change
    }

    /// The rows that were there and are not among those seen now, by their ids.
    mutating func gone(_ seen: RowIDSet) -> [ScannedPage.Row] {
        guard let state else { return [] }
        var gone: [ScannedPage.Row] = []
        for index in 0..<state.head.rows {
            let row = state.record(at: index).row
            guard !seen.contains(row.id) else { continue }
            gone.append(row)
            counts.count(.gone)
        }
        return gone
    }
}

/// What became of a row since the last export.
package enum RowChange: String, Sendable, CaseIterable {
    case added, changed, gone
}

/// How many rows of each kind an export of changes wrote.
package struct RowChanges: Sendable, Hashable, Codable {
    package var added = 0
    package var changed = 0
    package var gone = 0

    mutating func count(_ change: RowChange) {
        switch change {
        case .added: added += 1
        case .changed: changed += 1
        case .gone: gone += 1
        }
    }
}

/// What is kept of a row between two exports: its ids, and half a SHA-256 of its line as a full export would write it. 32 bytes.
struct RowRecord: Hashable {
    static let size = 32

    var row: ScannedPage.Row
    /// The first sixteen bytes of the hash, as two numbers.
    var hash: SIMD2<UInt64>

    init(_ row: ScannedPage.Row, line: [UInt8]) {
        self.row = row
        var words = SIMD2<UInt64>(0, 0)
        for (index, byte) in SHA256.hash(data: line).prefix(16).enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
        hash = words
    }

    /// - Parameter place: where its `size` bytes begin.
    init(_ bytes: UnsafeRawBufferPointer, at place: Int) {
        func word(_ index: Int) -> UInt64 {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place + index * 8, as: UInt64.self))
        }
        let entry = Int64(bitPattern: word(0))
        row = ScannedPage.Row(entryID: entry == Self.none ? nil : entry, recordID: Int64(bitPattern: word(1)))
        hash = SIMD2(word(2), word(3))
    }

    /// Stands for the entry that a row of a directory has not.
    private static let none: Int64 = -1

    /// Entry, record, hash, each number with its low byte first.
    func append(to bytes: inout [UInt8]) {
        for word in [UInt64(bitPattern: row.entryID ?? Self.none), UInt64(bitPattern: row.recordID), hash.x, hash.y] {
            withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
        }
    }
}
