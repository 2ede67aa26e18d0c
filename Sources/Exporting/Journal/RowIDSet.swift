/// The rows written so far, by id. Pages shift while others write, and a row that comes again is left out. Ids lie anywhere in a
/// large space and mostly close together, so they are kept as bits of small blocks: some bits for a row, whatever the order.
struct RowIDSet {
    private static let blockBits: Int64 = 1024
    private var blocks: [Int64: [UInt64]] = [:]
    private(set) var count = 0

    func contains(_ id: Int64) -> Bool {
        let bit = Int(id & (Self.blockBits - 1))
        guard let words = blocks[id >> 10] else { return false }
        return words[bit >> 6] & UInt64(1) << UInt64(bit & 63) != 0
    }

    /// - Returns: Whether the id is new.
    mutating func insert(_ id: Int64) -> Bool {
        let block = id >> 10
        let bit = Int(id & (Self.blockBits - 1))
        let mask = UInt64(1) << UInt64(bit & 63)
        let isNew = { (words: inout [UInt64]) -> Bool in
            if words[bit >> 6] & mask != 0 { return false }
            words[bit >> 6] |= mask
            return true
        }(&blocks[block, default: Array(repeating: 0, count: Int(Self.blockBits / 64))])
        if isNew { count += 1 }
        return isNew
    }
}
