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
