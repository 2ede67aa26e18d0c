/// A stored item of a cell. v1 shows each as a row with its own id (AffinityAPI.md#field-values-of-v1).
struct ValueRow: Sendable {
    let id: Int
    var value: FieldScalar
    /// Seconds since 1970.
    let createdAt: Double
    var updatedAt: Double?
}

/// The cells of one record or list row, by field id. Empty cells have no entry.
typealias Cells = [Int: [ValueRow]]
