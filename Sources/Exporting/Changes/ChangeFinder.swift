/// Tells which rows differ from what the last export saw. It compares every row: Affinity's feed of changes (`GET
/// /field-value-changes`, AffinityAPI.md#changes-of-values) leaves out fields that are not tracked, names, domains, and rows that came or went, so what it
/// does not say is no proof that a row is as it was.
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
