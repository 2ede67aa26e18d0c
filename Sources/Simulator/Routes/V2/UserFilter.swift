/// The `filter` of `GET /v2/users`: `id = …` or `status = …` (AffinityAPI.md#filters-and-searches). Every user here is active.
struct UserFilter {
    private enum Condition {
        case none, id(Int), status(String)
    }

    private let condition: Condition

    /// - Throws: 400 for anything else.
    init(_ text: String?) throws(SimulatedResponse) {
        guard let comparison = try FilterComparison(text) else {
            condition = .none
            return
        }
        switch (comparison.property, comparison.sign) {
        case ("id", "="):
            guard let id = Int(comparison.value) else { throw FilterComparison.invalid }
            condition = .id(id)
        case ("status", "="): condition = .status(comparison.value)
        default: throw FilterComparison.invalid
        }
    }

    func matches(_ id: Int) -> Bool {
        switch condition {
        case .none: true
        case .id(let wanted): id == wanted
        case .status(let status): status == "active"
        }
    }
}
