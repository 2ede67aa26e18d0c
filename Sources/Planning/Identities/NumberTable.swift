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

/// Texts that are known from the start, and the numbers of what has each. Of the texts only hashes are kept, ten bytes each; those that something
/// has are kept themselves.
struct NumbersByText: Sendable {
    /// Open addressing in a table that is never more than four fifths full; 0 is free.
    ///
    /// All 64 bits of a hash that changes with each process: that a text which nobody wants is taken for one of 5,000,000 has a chance of
    /// 3 in 10^13. Then a record is kept for nothing: it is found by the text itself.
    private var hashes: [UInt64]
    /// Of most texts there is one at most.
    private var first: [String: Int32] = [:]
    private var further: [String: [Int32]] = [:]

    /// - Parameter count: of the texts that will be wanted, repeated ones included.
    init(count: Int) {
        hashes = count == 0 ? [] : Array(repeating: 0, count: count + count / 4 + 1)
    }

    mutating func want(_ text: String) {
        let hash = Self.hash(text)
        var place = place(of: hash)
        while hashes[place] != 0, hashes[place] != hash { place = place + 1 == hashes.count ? 0 : place + 1 }
        hashes[place] = hash
    }

    func isWanted(_ text: String) -> Bool {
        guard !hashes.isEmpty else { return false }
        let hash = Self.hash(text)
        var place = place(of: hash)
        while hashes[place] != 0 {
            if hashes[place] == hash { return true }
            place = place + 1 == hashes.count ? 0 : place + 1
        }
        return false
    }

    /// Once, however often it is said.
    mutating func insert(_ number: Int32, for text: String) {
        guard let known = first[text] else {
            first[text] = number
            return
        }
        if (further[text]?.last ?? known) != number { further[text, default: []].append(number) }
    }

    func hasNumbers(of text: String) -> Bool { first[text] != nil }

    /// - Parameter body: gets the numbers in the order in which they were inserted.
    func forEachNumber(of text: String, _ body: (Int32) -> Void) {
        guard let number = first[text] else { return }
        body(number)
        if !further.isEmpty { further[text]?.forEach(body) }
    }

    var byteCount: Int { hashes.count * MemoryLayout<UInt64>.stride }

    private static func hash(_ text: String) -> UInt64 { max(UInt64(bitPattern: Int64(text.hashValue)), 1) }

    private func place(of hash: UInt64) -> Int { Int(hash.multipliedFullWidth(by: UInt64(hashes.count)).high) }
}

/// Union-find; the root of a set is its smallest member.
struct DisjointSets {
    private var parent: [Int32]

    init(count: Int) { parent = Array(0..<Int32(count)) }

    mutating func root(_ member: Int) -> Int {
        var member = member
        while parent[member] != Int32(member) {
            parent[member] = parent[Int(parent[member])]
            member = Int(parent[member])
        }
        return member
    }

    mutating func join(_ a: Int, _ b: Int) {
        let (a, b) = (root(a), root(b))
        parent[max(a, b)] = Int32(min(a, b))
    }

    /// For each member its root.
    consuming func roots() -> [Int32] {
        // A root is smaller than its members, so that it is settled before them.
        for member in parent.indices { parent[member] = parent[Int(parent[member])] }
        return parent
    }

    /// Looked up and put in where it is missing, in one go.
    private static func value(_ value: inout Int) -> Int { value }

    /// Joins the member with those that had the key before.
    mutating func join<Key: Hashable>(_ member: Int, as key: Key, in known: inout [Key: Int]) {
        let first = Self.value(&known[key, default: member])
        if first != member { join(first, member) }
    }
}
