/// A merge of two records that someone asked for (v2 sheet §3.14).
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
    /// `nil` when it was done.
    let problem: String?

    var status: String { problem == nil ? "success" : "failed" }
}
