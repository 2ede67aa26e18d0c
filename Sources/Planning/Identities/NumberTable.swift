/// Finds the numbers of values that are kept elsewhere: beside each number stand 32 bits of its value's hash, so that growing
/// hashes nothing again and no value is kept twice. Whether a value is the one that is sought is for the caller to say, so that two of one
/// hash are never taken for each other. Open addressing, at most three quarters full: 11 to 21 bytes a value.
struct NumberTable: Sendable {
    /// The hash's lower half above, the number plus one below; 0 is free. A power of two of them.
    private var slots: [UInt64] = Array(repeating: 0, count: 16)
    private var count = 0

    /// The number of the value with this hash for which `isIt` says so.
    func number(hash: Int, where isIt: (Int32) throws -> Bool) rethrows -> Int32? {
        let hash = UInt32(truncatingIfNeeded: hash)
        var place = Int(hash) & (slots.count - 1)
        while slots[place] != 0 {
            if UInt32(truncatingIfNeeded: slots[place] >> 32) == hash {
                let number = Int32(truncatingIfNeeded: slots[place] & 0xFFFF_FFFF) - 1
                if try isIt(number) { return number }
            }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    /// - Parameter number: of a value that is not in the table; 0 to 2^31 - 2.
    mutating func insert(_ number: Int32, hash: Int) {
        if (count + 1) * 4 > slots.count * 3 { grow() }
        count += 1
        put(UInt64(UInt32(truncatingIfNeeded: hash)) << 32 | UInt64(number + 1))
    }

    var byteCount: Int { slots.count * MemoryLayout<UInt64>.stride }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        for slot in old where slot != 0 { put(slot) }
    }

    private mutating func put(_ slot: UInt64) {
        var place = Int(slot >> 32) & (slots.count - 1)
        while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }
}
