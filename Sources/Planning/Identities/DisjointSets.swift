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
