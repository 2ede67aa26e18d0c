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
