/// Numbers of rows, each once and in their order. Rows beside each other take the room of one, others eight bytes each: a plan of
/// millions of rows keeps those of all its warnings.
package struct RowNumbers: Sendable, Hashable, ExpressibleByArrayLiteral {
    private var members = RangeSet<UInt32>()

    package init() {}

    package init(arrayLiteral rows: Int...) {
        for row in rows { insert(row) }
    }

    /// From a `text`; what is not a number is left out.
    package init(text: String) {
        for piece in text.split(separator: ",") {
            let ends = piece.split(separator: "-", maxSplits: 1).compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first <= last else { continue }
            members.insert(contentsOf: Self.number(first)..<Self.number(last) + 1)
        }
    }

    /// `3,5-9,12`.
    package var text: String {
        members.ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound - 1)" }.joined(separator: ",")
    }

    package var isEmpty: Bool { members.isEmpty }
    package var count: Int { members.ranges.reduce(0) { $0 + $1.count } }

    package mutating func insert(_ row: Int) {
        let row = Self.number(row)
        members.insert(contentsOf: row..<row + 1)
    }

    package mutating func formUnion(_ other: RowNumbers) {
        // A union goes through all that is there: too much for each row of millions.
        guard other.members.ranges.count > Self.few else {
            for range in other.members.ranges { members.insert(contentsOf: range) }
            return
        }
        members.formUnion(other.members)
    }

    private static let few = 16

    package func first(_ most: Int) -> [Int] { members.ranges.lazy.joined().prefix(most).map(Int.init) }

    /// Room for one more, as the end of a range.
    private static func number(_ row: Int) -> UInt32 { min(UInt32(clamping: row), .max - 1) }
}
