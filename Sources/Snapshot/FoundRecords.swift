package import Affinity

/// What was found of the records that texts name.
package struct FoundRecords<Found: Sendable>: Sendable {
    package var records: [Found] = []
    /// Ids that Affinity has merged into others, each with the one that is left.
    package var merged: [RecordID: RecordID] = [:]

    mutating func add(_ other: Self) {
        records += other.records
        merged.merge(other.merged) { first, _ in first }
    }
}
