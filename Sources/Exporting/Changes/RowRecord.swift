import Crypto

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
