/// A merge of two records that someone asked for (AffinityAPI.md#merged-records).
struct MergeRecord: Sendable {
    let id: Int
    /// A UUID.
    let taskID: String
    /// Companies or persons.
    let kind: EntityKind
    let primaryID: Int
    let duplicateID: Int
    /// Seconds since 1970.
    let at: Double
    /// When it is done or has failed; `nil` while it is under way.
    var endedAt: Double?
    /// Why it failed.
    var problem: String?

    var status: String { endedAt == nil ? "in-progress" : problem == nil ? "success" : "failed" }
}
