/// A request to either API, ready to be carried out on the account.
protocol APICall: Sendable {
    /// Seconds since 1970.
    var now: Double { get }
    /// Whether it asks only.
    var isRead: Bool { get }
    /// Whether it asks for the fields of v1, which may be older than everything else (AffinityAPI.md#consistency).
    var isFieldList: Bool { get }
    /// Whether Affinity's search answers it, which may lag more than everything else.
    var isSearch: Bool { get }
    /// The account as search knows it (AffinityAPI.md#consistency); `nil` when search does not lag.
    var index: WorldState? { get set }

    func respond(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse
}

extension APICall {
    /// The answer, be it a refusal.
    func answer(_ state: inout WorldState) -> SimulatedResponse {
        do throws(SimulatedResponse) {
            return try respond(&state)
        } catch {
            return error
        }
    }
}
